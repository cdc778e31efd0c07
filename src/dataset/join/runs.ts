import type { Copy } from '../element/copy.ts'
import { stridesOf } from '../element/dtype.ts'

/** Neighbours along one dim that stay neighbours: `count` of them, from position `from` to position `to`. */
export interface Run {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Where the positions along one dim go: `length` is the new length; positions that no run fills have nothing. */
export interface Placement {
  readonly length: number
  /** Ascending in `to`. */
  readonly runs: readonly Run[]
}

/** Placements by dim; other dims stay as they are. */
export type Placements = ReadonlyMap<string, Placement>

/** Every position in its place. */
export function inPlace(length: number): Placement {
  return { length, runs: length === 0 ? [] : [{ from: 0, to: 0, count: length }] }
}

/** True where nothing moves, of a dim of that length. */
export function isInPlace({ length, runs }: Placement, own: number): boolean {
  const [run] = runs
  if (length === 0) return own === 0
  return own === length && runs.length === 1 && run?.from === 0 && run.to === 0 && run.count === length
}

/** Joins sources by target (−1: nothing) to runs. */
export function placementOf(sources: ArrayLike<number>): Placement {
  const runs: Run[] = []
  for (let to = 0; to < sources.length; ) {
    const from = sources[to] as number
    let count = 1
    if (from >= 0) {
      while (to + count < sources.length && sources[to + count] === from + count) count++
      runs.push({ from, to, count })
    }
    to += count
  }
  return { length: sources.length, runs }
}

/** The part of a placement that fills positions `start` to `start + count`, counted from `start`. */
export function clip({ runs }: Placement, start: number, count: number): Placement {
  const inside = runs.flatMap((run) => {
    const lo = Math.max(run.to, start)
    const hi = Math.min(run.to + run.count, start + count)
    return lo < hi ? [{ from: run.from + lo - run.to, to: lo - start, count: hi - lo }] : []
  })
  return { length: count, runs: inside }
}

/** First position that is taken and how many up to the last. */
export function sourceSpan({ runs }: Placement): { readonly start: number; readonly count: number } {
  let low = Number.POSITIVE_INFINITY
  let high = 0
  for (const { from, count } of runs) {
    low = Math.min(low, from)
    high = Math.max(high, from + count)
  }
  return runs.length === 0 ? { start: 0, count: 0 } : { start: low, count: high - low }
}

/** The same placement of what begins at `start`. */
export function shifted({ length, runs }: Placement, start: number): Placement {
  return { length, runs: start === 0 ? runs : runs.map((run) => ({ ...run, from: run.from - start })) }
}

/** Calls `copy` for the runs of row-major elements of `shape` that the placements, one a dim, bring to their new places. */
export function copyPlaced(shape: readonly number[], placements: readonly Placement[], copy: Copy): void {
  const { dims, unit } = outerDims(shape, placements)
  const fromStrides = stridesOf(shape)
  const toStrides = stridesOf(placements.map(({ length }) => length))
  const visit = (d: number, from: number, to: number): void => {
    if (d === dims) {
      copy(from, to, unit)
      return
    }
    const isInner = d === dims - 1
    const [fromStride, toStride] = [fromStrides[d] as number, toStrides[d] as number]
    for (const run of (placements[d] as Placement).runs) {
      const [first, target] = [from + run.from * fromStride, to + run.to * toStride]
      if (isInner) copy(first, target, run.count * unit)
      else for (let k = 0; k < run.count; k++) visit(d + 1, first + k * fromStride, target + k * toStride)
    }
  }
  visit(0, 0, 0)
}

/** The trailing dims in which nothing moves are copied as one. */
function outerDims(shape: readonly number[], placements: readonly Placement[]): { dims: number; unit: number } {
  let dims = shape.length
  let unit = 1
  while (dims > 0 && isInPlace(placements[dims - 1] as Placement, shape[dims - 1] ?? 0)) unit *= shape[--dims] ?? 1
  return { dims, unit }
}
