import { hasNaN, isBigArray, sizeOf, widthOf } from '../element/dtype.ts'
import { readBox } from '../select/take.ts'
import type { DType, Elements, Variable } from '../variable.ts'

/** Consecutive elements as numbers, missing ones as NaN, for `consume` alone: the array is used again. */
export type Consume = (chunk: Float64Array, offset: number) => void

/** What of complex numbers is meant; other kinds have a real part alone. */
export type Part = 'real' | 'imaginary'

/** Elements read from a file at a time: 32 MB of float64. */
const SLAB = 2 ** 22
/** Elements converted at a time: they stay in the processor's cache. */
const CONVERT = 2 ** 14

/** Gives all elements of a variable in row-major order, without holding more than a slab of a variable that is in a file. */
export function forEachChunk(variable: Variable, consume: Consume, part: Part = 'real'): void {
  forEachSlab(variable, (elements, offset) => convert(elements, { dtype: variable.dtype, offset, part }, consume))
}

/** Gives all elements of a variable in row-major order as they are, slab by slab. */
export function forEachSlab(variable: Variable, consume: (elements: Elements, offset: number) => void): void {
  if (variable.readSlab === undefined || sizeOf(variable.shape) <= SLAB) {
    consume({ values: variable.values, missing: variable.missing }, 0)
    return
  }
  let offset = 0
  for (const { start, count } of slabs(variable.shape)) {
    consume(readBox(variable, start, count), offset)
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

/** What is converted. */
interface Converted {
  readonly dtype: DType
  readonly offset: number
  readonly part: Part
}

function convert({ values, missing }: Elements, { dtype, offset, part }: Converted, consume: Consume): void {
  if (!ArrayBuffer.isView(values)) throw new TypeError('Strings cannot be reduced.')
  const width = widthOf(dtype)
  if (width === 1 && values instanceof Float64Array && (missing === undefined || hasNaN(dtype))) {
    consume(values, offset)
    return
  }
  const size = values.length / width
  const scratch = new Float64Array(Math.min(CONVERT, size))
  for (let first = 0; first < size; first += CONVERT) {
    const taken = values.subarray(first * width, (first + CONVERT) * width)
    const chunk = scratch.subarray(0, taken.length / width)
    if (width === 2) setPart(chunk, taken as Float64Array, part)
    else if (isBigArray(taken)) for (let i = 0; i < chunk.length; i++) chunk[i] = Number(taken[i])
    else chunk.set(taken)
    if (missing !== undefined) blank(chunk, missing.subarray(first, first + CONVERT))
    consume(chunk, offset + first)
  }
}

/** One part of complex numbers; NaN where either part is. */
function setPart(chunk: Float64Array, pairs: Float64Array, part: Part): void {
  const [own, other] = part === 'real' ? [0, 1] : [1, 0]
  for (let i = 0; i < chunk.length; i++) {
    chunk[i] = Number.isNaN(pairs[2 * i + other]) ? Number.NaN : (pairs[2 * i + own] as number)
  }
}

function blank(chunk: Float64Array, missing: Uint8Array): void {
  for (let i = 0; i < chunk.length; i++) if (missing[i] === 1) chunk[i] = Number.NaN
}
