import type { Failure } from '../../errors/index.ts'
import { isMissingAt } from '../element/copy.ts'
import { sizeOf } from '../element/dtype.ts'
import type { DatasetParts } from '../parts.ts'
import { resolveSelection } from '../select/sel.ts'
import { take } from '../select/take.ts'

/** The failures of points that still have no value: one that ran again and went well is mended. */
export function openFailures(
  failures: readonly Failure[],
  parts: Pick<DatasetParts, 'sizes' | 'coords' | 'vars'>,
): readonly Failure[] {
  return failures.filter(({ point }) => !hasValue(point, parts))
}

function hasValue(
  point: Readonly<Record<string, unknown>>,
  { sizes, coords, vars }: Pick<DatasetParts, 'sizes' | 'coords' | 'vars'>,
): boolean {
  const labels = Object.entries(point).filter(([name]) => coords[name]?.dims.length === 1)
  if (labels.length === 0) return false
  const indexers = indexersOf(Object.fromEntries(labels))
  if (indexers === undefined) return false
  return Object.values(vars).some((variable) => {
    if (!variable.dims.some((dim) => indexers.has(dim))) return false
    const there = take(variable, indexers)
    for (let i = 0; i < sizeOf(there.shape); i++) if (!isMissingAt(there, i)) return true
    return false
  })

  function indexersOf(selection: Readonly<Record<string, unknown>>): ReturnType<typeof resolveSelection> | undefined {
    try {
      return resolveSelection(selection, coords, sizes)
    } catch {
      // The point lies outside of what was selected.
      return undefined
    }
  }
}
