import {
  copierBetween,
  isMissingAt,
  isSameElement,
  type KindedElements,
  type NewElements,
  newElements,
  settle,
} from '../element/copy.ts'
import { sizeOf } from '../element/dtype.ts'
import { convertVariable, kindOfAll } from '../element/promote.ts'
import type { Joined } from '../join/join.ts'
import { fullPlacements, reindex } from '../join/reindex.ts'
import { copyPlaced, inPlace, type Placement } from '../join/runs.ts'
import { rearrange } from '../shape/rearrange.ts'
import type { DType, Variable } from '../variable.ts'

/** Which of two values counts where both are there: the new one, the old one, or neither unless they are equal. */
export type Overwrite = boolean | undefined

/** One variable that two datasets have. */
export interface Pair {
  readonly name: string
  readonly old: Variable
  readonly next: Variable
}

/** Two elements that differ: `i` of the new ones and `j` of the merged ones, which are over `dims`. */
export interface Conflict {
  readonly name: string
  readonly next: Variable
  readonly i: number
  readonly merged: Variable
  readonly j: number
}

/** How to merge: one of both wins, or the first conflict is refused. */
export type MergeRule = { readonly overwrite: boolean } | { readonly refuse: (conflict: Conflict) => Error }

/** Two variables of one name as one over the joined dims, with the attributes of the old one. */
export function mergeVariables({ name, old, next }: Pair, joined: Joined, rule: MergeRule): Variable {
  const dtype = kindOfAll(name, [old, next])
  const dims = [...old.dims, ...next.dims.filter((dim) => !old.dims.includes(dim))]
  const a = prepare(convertVariable(old, dtype), dims, { joined, part: 0 })
  const b = prepare(convertVariable(next, dtype), dims, { joined, part: 1 })
  const shape = a.placements.map(({ length }) => length)
  const to = newElements(dtype, sizeOf(shape))
  copyPlaced(a.variable.shape, a.placements, copierBetween(touch(a.variable), to))
  const from = touch(b.variable)
  const fill = filler(from, to, 'refuse' in rule ? undefined : rule.overwrite)
  copyPlaced(b.variable.shape, b.placements, (i, j, count) => {
    const k = fill(i, j, count)
    if (k === undefined || !('refuse' in rule)) return
    const merged = { ...to, dims, shape, attrs: old.attrs }
    throw rule.refuse({ name, next: { ...b.variable, ...from }, i: i + k, merged, j: j + k })
  })
  return { dims, shape, dtype, attrs: old.attrs, ...settle(to) }
}

interface Prepared {
  readonly variable: Variable
  readonly placements: readonly Placement[]
}

/** A variable over all `dims` with the way to its new places: on the way where its own dims are these, before where it has to be spread. */
function prepare(variable: Variable, dims: readonly string[], at: { joined: Joined; part: number }): Prepared {
  const own = at.joined.placements[at.part] ?? new Map<string, Placement>()
  if (dims.every((dim) => variable.dims.includes(dim))) {
    const arranged = rearrange(variable, dims, {})
    return { variable: arranged, placements: fullPlacements(arranged, own) }
  }
  const spread = rearrange(reindex(variable, own), dims, at.joined.sizes)
  return { variable: spread, placements: spread.shape.map(inPlace) }
}

/** The elements without the getters of a lazy variable. */
function touch({ dtype, values, missing }: Variable): KindedElements & { readonly dtype: DType } {
  return { dtype, values, missing }
}

/** Merges runs; gives the place in the run of the first conflict. */
function filler(
  from: KindedElements,
  to: NewElements,
  overwrite: Overwrite,
): (i: number, j: number, count: number) => number | undefined {
  const copy = copierBetween(from, to)
  return (i, j, count) => {
    for (let k = 0; k < count; k++) {
      if (isMissingAt(from, i + k)) continue
      if (overwrite === true || isMissingAt(to, j + k)) copy(i + k, j + k, 1)
      else if (overwrite === undefined && !isSameElement(from, i + k, to, j + k)) return k
    }
    return undefined
  }
}
