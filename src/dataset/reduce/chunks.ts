import { hasNaN, sizeOf } from '../element/dtype.ts'
import { readBox } from '../select/take.ts'
import type { Elements, Variable } from '../variable.ts'

/** Consecutive elements as numbers, missing ones as NaN, for `consume` alone: the array is used again. */
export type Consume = (chunk: Float64Array, offset: number) => void

/** Elements read from a file at a time: 32 MB of float64. */
const SLAB = 2 ** 22
/** Elements converted at a time: they stay in the processor's cache. */
const CONVERT = 2 ** 14

/** Gives all elements of a variable in row-major order, without holding more than a slab of a variable that is in a file. */
export function forEachChunk(variable: Variable, consume: Consume): void {
  if (variable.readSlab === undefined || sizeOf(variable.shape) <= SLAB) {
    convert(variable, variable, 0, consume)
    return
  }
  let offset = 0
  for (const { start, count } of slabs(variable.shape)) {
    convert(variable, readBox(variable, start, count), offset, consume)
    offset += sizeOf(count)
  }
}

interface Slab {
  readonly start: readonly number[]
  readonly count: readonly number[]
}

/** Boxes in row-major order: single positions of the outer dims, some rows of one dim, all of the inner dims. */
function* slabs(shape: readonly number[]): Generator<Slab> {
  let split = shape.length - 1
  let inner = 1
  while (split > 0 && inner * (shape[split] ?? 1) <= SLAB) inner *= shape[split--] ?? 1
  const length = shape[split] ?? 1
  const rows = Math.max(1, Math.floor(SLAB / inner))
  const outer = sizeOf(shape.slice(0, split))
  for (let o = 0; o < outer; o++) {
    const place = placeOf(o, shape.slice(0, split))
    for (let row = 0; row < length; row += rows) {
      const taken = Math.min(rows, length - row)
      yield {
        start: shape.map((_, d) => (d < split ? (place[d] ?? 0) : d === split ? row : 0)),
        count: shape.map((each, d) => (d < split ? 1 : d === split ? taken : each)),
      }
    }
  }
}

function placeOf(index: number, shape: readonly number[]): number[] {
  const place = new Array<number>(shape.length)
  let rest = index
  for (let d = shape.length - 1; d >= 0; d--) {
    const length = shape[d] ?? 1
    place[d] = rest % length
    rest = Math.floor(rest / length)
  }
  return place
}

function convert({ dtype }: Variable, elements: Elements, offset: number, consume: Consume): void {
  const { values, missing } = elements
  if (!ArrayBuffer.isView(values)) throw new TypeError('Strings cannot be reduced.')
  if (values instanceof Float64Array && (missing === undefined || hasNaN(dtype))) {
    consume(values, offset)
    return
  }
  const scratch = new Float64Array(Math.min(CONVERT, values.length))
  for (let first = 0; first < values.length; first += CONVERT) {
    const part = values.subarray(first, first + CONVERT)
    const chunk = scratch.subarray(0, part.length)
    chunk.set(part)
    if (missing !== undefined) blank(chunk, missing.subarray(first, first + CONVERT))
    consume(chunk, offset + first)
  }
}

function blank(chunk: Float64Array, missing: Uint8Array): void {
  for (let i = 0; i < chunk.length; i++) if (missing[i] === 1) chunk[i] = Number.NaN
}
