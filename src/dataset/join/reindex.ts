import { copierBetween, type KindedElements, newElements, settle } from '../element/copy.ts'
import { sizeOf } from '../element/dtype.ts'
import { lazyVariable } from '../lazy-variable.ts'
import { readBox } from '../select/take.ts'
import type { Elements, Variable } from '../variable.ts'
import { clip, copyPlaced, inPlace, isInPlace, type Placement, type Placements, shifted, sourceSpan } from './runs.ts'

/** A variable whose elements went to new places along some dims; the other elements are missing. Lazy. */
export function reindex(variable: Variable, placements: Placements): Variable {
  const { dims, shape, dtype, attrs } = variable
  const full = fullPlacements(variable, placements)
  if (full.every((placement, d) => isInPlace(placement, shape[d] ?? 0))) return variable
  return lazyVariable({
    dims,
    shape: full.map(({ length }) => length),
    dtype,
    attrs,
    read: () => place(variable, shape, full),
    readSlab: (start, count) =>
      readPlaced(
        variable,
        full.map((placement, d) => clip(placement, start[d] ?? 0, count[d] ?? 0)),
      ),
  })
}

/** One placement for each dim of the variable. */
export function fullPlacements({ dims, shape }: Variable, placements: Placements): readonly Placement[] {
  return dims.map((dim, d) => placements.get(dim) ?? inPlace(shape[d] ?? 0))
}

/** Reads the box around the sources, and places what is in it. */
function readPlaced(variable: Variable, placements: readonly Placement[]): Elements {
  const spans = placements.map(sourceSpan)
  const count = spans.map((span) => span.count)
  const start = spans.map((span) => span.start)
  if (count.includes(0)) return settle(newElements(variable.dtype, sizeOf(placements.map(({ length }) => length))))
  const local = placements.map((placement, d) => shifted(placement, start[d] ?? 0))
  return place({ dtype: variable.dtype, ...readBox(variable, start, count) }, count, local)
}

function place(from: KindedElements, shape: readonly number[], placements: readonly Placement[]): Elements {
  const to = newElements(from.dtype, sizeOf(placements.map(({ length }) => length)))
  copyPlaced(shape, placements, copierBetween(from, to))
  return settle(to)
}
