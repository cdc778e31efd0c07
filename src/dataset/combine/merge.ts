import type { Failure } from '../../errors/index.ts'
import { renderJson } from '../element/json-value.ts'
import { joinDims } from '../join/join.ts'
import { reindex } from '../join/reindex.ts'
import type { DatasetParts, Variables } from '../parts.ts'
import { checkOptions, wrongArgument } from '../refuse.ts'
import type { Variable } from '../variable.ts'
import { conflictError } from './merge-conflict.ts'
import { type MergeRule, mergeVariables } from './merge-variables.ts'
import { openFailures } from './open-failures.ts'
import { refuseOtherRoles } from './roles.ts'

/** How to merge. */
export interface MergeOptions {
  /**
   * What counts where both datasets have a value: `true` the new one, `false` the old one. Left out, two different values are
   * a `MergeError`. A missing value never counts against one that is there.
   *
   * @default undefined
   */
  readonly overwrite?: boolean | undefined
}

/** Both datasets in one: union of variables, union of labels; attributes of the old one win, failures of points that now have a value go. */
export function mergeDatasets(old: DatasetParts, next: DatasetParts, options: MergeOptions = {}): DatasetParts {
  refuseOtherRoles([old, next])
  const joined = joinDims([old, next], 'outer')
  const coords: Record<string, Variable> = {}
  const overwrite = resolveOverwrite(options)
  const rule: MergeRule =
    overwrite === undefined ? { refuse: (conflict) => conflictError(conflict, coords) } : { overwrite }
  const merge = (name: string, a: Variable | undefined, b: Variable | undefined): Variable => {
    if (a !== undefined && b !== undefined) return mergeVariables({ name, old: a, next: b }, joined, rule)
    return reindex((a ?? b) as Variable, joined.placements[a === undefined ? 1 : 0] ?? new Map())
  }
  const coordNames = namesOf(old.coords, next.coords)
  for (const name of labelsFirst(coordNames, joined.sizes)) {
    coords[name] = merge(name, own(old.coords, name), own(next.coords, name))
  }
  const vars = namesOf(old.vars, next.vars).map((name) => [
    name,
    merge(name, own(old.vars, name), own(next.vars, name)),
  ])
  const merged = {
    sizes: joined.sizes,
    coords: Object.fromEntries(coordNames.map((name) => [name, coords[name] as Variable])),
    vars: Object.fromEntries(vars) as Record<string, Variable>,
  }
  const attrs = { ...next.attrs, ...old.attrs }
  return { ...merged, attrs, failures: openFailures(joinFailures([old, next]), merged) }
}

function resolveOverwrite(options: MergeOptions): boolean | undefined {
  checkOptions('merge', options)
  const { overwrite } = options
  if (overwrite === undefined || typeof overwrite === 'boolean') return overwrite
  throw wrongArgument('`overwrite` to be true, false or left out', overwrite)
}

function namesOf(...records: readonly Variables[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))]
}

function own(record: Variables, name: string): Variable | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** Labels of dims come first: conflicts elsewhere are told with them. */
function labelsFirst(names: readonly string[], sizes: Readonly<Record<string, number>>): readonly string[] {
  const isLabel = (name: string): boolean => Object.hasOwn(sizes, name)
  return [...names.filter(isLabel), ...names.filter((name) => !isLabel(name))]
}

/** All failures, each once. */
export function joinFailures(parts: readonly Pick<DatasetParts, 'failures'>[]): readonly Failure[] {
  const known = new Map<string, Failure>()
  for (const failure of parts.flatMap(({ failures }) => failures))
    known.set(renderJson([failure.point, failure.error]), failure)
  return [...known.values()]
}
