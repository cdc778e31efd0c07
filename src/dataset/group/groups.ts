import { decodeAt } from '../element/decode.ts'
import { joinAlong } from '../join/join-along.ts'
import type { DatasetParts } from '../parts.ts'
import { addedSizes, type Reducer } from '../reduce/reducer.ts'
import { withoutDims } from '../reduce/resolve-dims.ts'
import type { Grouping } from '../reduce/runs.ts'
import { type Indexers, indexerOf } from '../select/indexer.ts'
import { take } from '../select/take.ts'
import { rearrange, relabel } from '../shape/rearrange.ts'
import { renameDims } from '../shape/rename.ts'
import type { Variable } from '../variable.ts'
import { groupCodes, type Order, orderOf } from './group-codes.ts'

/** The positions along one dim, sorted into groups of equal keys. */
export interface Groups extends Grouping {
  readonly name: string
  /** The dim along which the groups lie. */
  readonly dim: string
  /** The keys of the groups, ascending, over a dim named like them. */
  readonly keys: Variable
  /** The positions of all groups, one group after the other. */
  readonly order: () => Order
}

/** Groups the positions along a dim by the variable over it; positions whose key is missing are in no group. */
export function groupPositions(name: string, by: Variable): Groups {
  const [dim] = by.dims
  if (dim === undefined || by.dims.length > 1) {
    throw new TypeError(
      `Expected \`${name}\` to lie over one dim to group by it, it has ${by.dims.length}.\nSelect or reduce the others first, or keep the elements of one group with \`where\`.`,
    )
  }
  const { codes, sizes } = groupCodes(by)
  const firsts = new Int32Array(sizes.length)
  for (let i = codes.length - 1; i >= 0; i--) if ((codes[i] as number) >= 0) firsts[codes[i] as number] = i
  const labels = relabel(take(by, new Map([[dim, { kind: 'list', indices: Array.from(firsts) }]])), { dims: [name] })
  let order: Order | undefined
  const ordered = (): Order => {
    order ??= orderOf({ codes, sizes })
    return order
  }
  return { name, dim, keys: labels, codes, sizes, order: ordered }
}

/** What selects the positions of one group. */
export function indexersOf(groups: Groups, group: number): Indexers {
  const { positions, starts } = groups.order()
  const start = starts[group] ?? 0
  const own = positions.subarray(start, start + (groups.sizes[group] ?? 0))
  return new Map([[groups.dim, indexerOf(Array.from(own))]])
}

/** The key of a group as a JavaScript value. */
export function keyAt({ keys }: Groups, group: number): unknown {
  return decodeAt(keys, keys, group)
}

/** One element for each group along a dim of keys that takes the place of the grouped dim. */
export function reduceGroups(variable: Variable, groups: Groups, reduce: (part: Variable) => Variable): Variable {
  const { name, dim, sizes } = groups
  const spread = (part: Variable): Variable => {
    const reduced = reduce(part)
    const added = reduced.dims.filter((each) => !variable.dims.includes(each))
    return rearrange(reduced, [...added, ...variable.dims.map((each) => (each === dim ? name : each))], { [name]: 1 })
  }
  const none = indexerOf([])
  if (sizes.length === 0) return take(spread(take(variable, new Map([[dim, none]]))), new Map([[name, none]]))
  const pieces = Array.from(sizes, (_, group) => spread(take(variable, indexersOf(groups, group))))
  return joinAlong(pieces, name, variable.attrs)
}

/** A dataset in which the groups took the place of the dim they lie along. */
export function reduceGroupedParts(parts: DatasetParts, groups: Groups, reducer: Reducer): DatasetParts {
  const { name, dim, keys } = groups
  const vars = Object.entries(parts.vars).flatMap(([each, variable]) => {
    if (each === name) return []
    if (!variable.dims.includes(dim)) return [[each, variable] as const]
    if (!reducer.canReduce(variable.dtype)) return []
    const inOnePass = reducer.reduceInGroups?.(variable, dim, groups)
    if (inOnePass !== undefined) return [[each, renameDims(inOnePass, { [dim]: name })] as const]
    return [[each, reduceGroups(variable, groups, (part) => reducer.reduce(part, [dim]))] as const]
  })
  const sizes = Object.entries(parts.sizes).map(([each, length]) =>
    each === dim ? [name, groups.sizes.length] : [each, length],
  )
  return {
    ...parts,
    sizes: { ...addedSizes(reducer), ...Object.fromEntries(sizes) },
    coords: { ...withoutDims(parts.coords, [dim]), [name]: keys, ...reducer.coords },
    vars: Object.fromEntries(vars),
  }
}
