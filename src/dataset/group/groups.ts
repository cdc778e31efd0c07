import { isMissingAt } from '../element/copy.ts'
import { decodeAt } from '../element/decode.ts'
import { joinAlong } from '../join/join-along.ts'
import { distinct, keysOf } from '../join/keys.ts'
import type { DatasetParts } from '../parts.ts'
import { addedSizes, type Reducer } from '../reduce/reducer.ts'
import { withoutDims } from '../reduce/resolve-dims.ts'
import { type Indexers, indexerOf } from '../select/indexer.ts'
import { take } from '../select/take.ts'
import { rearrange, relabel } from '../shape/rearrange.ts'
import type { Variable } from '../variable.ts'

/** The positions along one dim, sorted into groups of equal keys. */
export interface Groups {
  readonly name: string
  /** The dim along which the groups lie. */
  readonly dim: string
  /** The keys of the groups, ascending, over a dim named like them. */
  readonly keys: Variable
  readonly positions: readonly (readonly number[])[]
}

/** Groups the positions along a dim by the variable over it; positions whose key is missing are in no group. */
export function groupPositions(name: string, by: Variable): Groups {
  const [dim] = by.dims
  if (dim === undefined || by.dims.length > 1) {
    throw new TypeError(`Expected \`${name}\` to lie over one dim to group by it, it has ${by.dims.length}.`)
  }
  const elements = { dtype: by.dtype, values: by.values, missing: by.missing }
  const [keys = new Float64Array(0)] = keysOf([[by]])
  const present = keys.map((key, i) => (isMissingAt(elements, i) ? Number.NaN : key))
  const positions = new Map<number, number[]>()
  for (const key of distinct([present.filter((key) => !Number.isNaN(key))])) positions.set(key, [])
  for (let i = 0; i < present.length; i++) positions.get(present[i] as number)?.push(i)
  const lists = [...positions.values()]
  const firsts = lists.map((list) => list[0] ?? 0)
  const labels = relabel(take(by, new Map([[dim, { kind: 'list', indices: firsts }]])), { dims: [name] })
  return { name, dim, keys: labels, positions: lists }
}

/** What selects the positions of one group. */
export function indexersOf({ dim, positions }: Groups, group: number): Indexers {
  return new Map([[dim, indexerOf(positions[group] ?? [])]])
}

/** The key of a group as a JavaScript value. */
export function keyAt({ keys }: Groups, group: number): unknown {
  return decodeAt(keys, keys, group)
}

/** One element for each group along a dim of keys that takes the place of the grouped dim. */
export function reduceGroups(variable: Variable, groups: Groups, reduce: (part: Variable) => Variable): Variable {
  const { name, dim, positions } = groups
  const spread = (part: Variable): Variable => {
    const reduced = reduce(part)
    const added = reduced.dims.filter((each) => !variable.dims.includes(each))
    return rearrange(reduced, [...added, ...variable.dims.map((each) => (each === dim ? name : each))], { [name]: 1 })
  }
  const none = indexerOf([])
  if (positions.length === 0) return take(spread(take(variable, new Map([[dim, none]]))), new Map([[name, none]]))
  const pieces = positions.map((_, group) => spread(take(variable, indexersOf(groups, group))))
  return joinAlong(pieces, name, variable.attrs)
}

/** A dataset in which the groups took the place of the dim they lie along. */
export function reduceGroupedParts(parts: DatasetParts, groups: Groups, reducer: Reducer): DatasetParts {
  const { name, dim, keys, positions } = groups
  const vars = Object.entries(parts.vars).flatMap(([each, variable]) => {
    if (each === name) return []
    if (!variable.dims.includes(dim)) return [[each, variable] as const]
    if (!reducer.canReduce(variable.dtype)) return []
    return [[each, reduceGroups(variable, groups, (part) => reducer.reduce(part, [dim]))] as const]
  })
  const sizes = Object.entries(parts.sizes).map(([each, length]) =>
    each === dim ? [name, positions.length] : [each, length],
  )
  return {
    ...parts,
    sizes: { ...addedSizes(reducer), ...Object.fromEntries(sizes) },
    coords: { ...withoutDims(parts.coords, [dim]), [name]: keys, ...reducer.coords },
    vars: Object.fromEntries(vars),
  }
}
