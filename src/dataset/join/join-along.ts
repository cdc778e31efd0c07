import { copierBetween, newElements, settle } from '../element/copy.ts'
import { sizeOf } from '../element/dtype.ts'
import { lazyVariable } from '../lazy-variable.ts'
import { readBox } from '../select/take.ts'
import type { Attrs, Elements, Variable } from '../variable.ts'
import { copyPlaced, inPlace } from './runs.ts'

/** Variables of one kind and the same dims, one after the other along one of these. Lazy. */
export function joinAlong(pieces: readonly Variable[], dim: string, attrs: Attrs): Variable {
  const [first] = pieces as readonly [Variable]
  const { dims, dtype } = first
  const axis = dims.indexOf(dim)
  const starts: number[] = []
  let length = 0
  for (const { shape } of pieces) {
    starts.push(length)
    length += shape[axis] ?? 0
  }
  const shape = first.shape.map((each, d) => (d === axis ? length : each))
  const readSlab = (start: readonly number[], count: readonly number[]): Elements => {
    const to = newElements(dtype, sizeOf(count))
    const [low, high] = [start[axis] ?? 0, (start[axis] ?? 0) + (count[axis] ?? 0)]
    for (const [p, piece] of pieces.entries()) {
      const begin = starts[p] ?? 0
      const [lo, hi] = [Math.max(low, begin), Math.min(high, begin + (piece.shape[axis] ?? 0))]
      if (lo >= hi) continue
      const own = count.map((each, d) => (d === axis ? hi - lo : each))
      const box = readBox(
        piece,
        start.map((each, d) => (d === axis ? lo - begin : each)),
        own,
      )
      const run = { from: 0, to: lo - low, count: hi - lo }
      const places = own.map((each, d) => (d === axis ? { length: count[axis] ?? 0, runs: [run] } : inPlace(each)))
      copyPlaced(own, places, copierBetween({ dtype, ...box }, to))
    }
    return settle(to)
  }
  return lazyVariable({
    dims,
    shape,
    dtype,
    attrs,
    read: () =>
      readSlab(
        shape.map(() => 0),
        shape,
      ),
    readSlab,
  })
}
