import { OutputError } from '../../errors/index.ts'
import {
  type ArrayValues,
  allocate,
  type BigValues,
  bitsOf,
  bytesOf,
  type ElementBits,
  hasNaN,
  isBigArray,
  type NumericValues,
  sizeOf,
  widthOf,
  wordsOf,
} from '../element/dtype.ts'
import type { Block, Column, DType, Elements } from '../variable.ts'

/** The final arrays of one output, filled in place. */
export interface Target {
  readonly dtype: DType
  readonly shape: readonly number[]
  /** Says that values of these points were written into `shared` by somebody else. */
  arrive(indices: Block['indices']): void
  /** Memory that other threads may write final values to: of plain float64 numbers, where it was asked for. */
  readonly shared: Float64Array | undefined
  /** Puts a column of the target's kind and shape into its places. */
  put(indices: Block['indices'], column: Column): void
  /** Whole numbers become `float64`; nothing happens to what is float already. */
  toFloat(): void
  elements(): Elements
}

/** How large an output is. */
export interface TargetOptions {
  readonly name: string
  readonly dtype: DType
  /** Shape of one point's value. */
  readonly shape: readonly number[]
  readonly points: number
  /** Numbers lie in memory that threads can share. */
  readonly isShared?: boolean | undefined
}

/** More strings than these do not fit into the memory of a JavaScript engine. */
const MOST_STRINGS = 2 ** 27

/** Arrays in which everything is missing. */
export function createTarget(options: TargetOptions): Target {
  const { shape } = options
  const inner = sizeOf(shape)
  const width = widthOf(options.dtype)
  const values = allocateValues(options)
  let dtype = options.dtype
  let missing = hasNaN(dtype) ? undefined : allocateMarks(options)
  const arrived = missing === undefined ? createArrivals(options.points) : undefined
  return {
    get dtype() {
      return dtype
    },
    shape,
    shared: isSharable(options) ? (values as Float64Array) : undefined,
    arrive: (indices) => arrived?.add(indices),
    put(indices, column) {
      arrived?.add(indices)
      putValues(values, indices, { from: column.values, inner: inner * width })
      if (missing === undefined) {
        if (column.missing !== undefined)
          blank(values as Float64Array, indices, { marks: column.missing, inner, width })
      } else if (column.missing !== undefined) putNumbers(missing, indices, { from: column.missing, inner })
      else clear(missing, indices, inner)
    },
    toFloat() {
      if (dtype !== 'int64' || missing === undefined) return
      for (let i = 0; i < missing.length; i++) if (missing[i] === 1) (values as Float64Array)[i] = Number.NaN
      dtype = 'float64'
      missing = undefined
    },
    elements() {
      arrived?.blankRest(values as Float64Array, inner * width)
      return { values, ...(missing?.includes(1) === true ? { missing } : {}) }
    },
  }
}

/** Which points have arrived: what has not is made NaN at the end, which is usually nothing. */
function createArrivals(points: number): {
  add(indices: Block['indices']): void
  blankRest(values: Float64Array, inner: number): void
} {
  const marks = new Uint8Array(points)
  let count = 0
  return {
    add(indices) {
      count += indices instanceof Float64Array ? indices.length : indices.hi - indices.lo
      if (indices instanceof Float64Array) for (const index of indices) marks[index] = 1
      else marks.fill(1, indices.lo, indices.hi)
    },
    blankRest(values, inner) {
      if (count === points) return
      for (let index = marks.indexOf(0); index >= 0; index = marks.indexOf(0, index + 1)) {
        values.fill(Number.NaN, index * inner, (index + 1) * inner)
      }
    },
  }
}

function allocateValues(options: TargetOptions): ArrayValues | string[] {
  const { dtype, points, shape } = options
  const total = points * sizeOf(shape)
  try {
    if (dtype === 'string') {
      if (total > MOST_STRINGS) throw tooLarge(options)
      return new Array<string>(total).fill('')
    }
    return isSharable(options) ? new Float64Array(new SharedArrayBuffer(8 * total)) : allocate(dtype, total)
  } catch (error) {
    throw error instanceof RangeError ? tooLarge(options, error) : error
  }
}

function isSharable({ dtype, shape, isShared }: TargetOptions): boolean {
  return isShared === true && dtype === 'float64' && shape.length === 0
}

function allocateMarks(options: TargetOptions): Uint8Array {
  try {
    return new Uint8Array(options.points * sizeOf(options.shape)).fill(1)
  } catch (error) {
    throw tooLarge(options, error)
  }
}

function tooLarge({ name, dtype, points, shape }: TargetOptions, cause?: unknown): OutputError {
  const total = points * sizeOf(shape)
  const gigabytes = ((total * bytesOf(dtype)) / 1e9).toPrecision(3)
  return new OutputError(
    `Output \`${name}\` does not fit into memory: ${total} elements of kind ${dtype}, ${Number(gigabytes)} GB.\n` +
      'Give `out` to write it to a file as it comes, sweep a part of the space, or return less from each point.',
    { cause },
  )
}

interface Rows<Values> {
  readonly from: Values
  /** Elements of one point. */
  readonly inner: number
}

function putValues(
  target: ArrayValues | string[],
  indices: Block['indices'],
  { from, inner }: Rows<Column['values']>,
): void {
  if (ArrayBuffer.isView(target) && isBigArray(target)) putBig(target, indices, { from: from as BigValues, inner })
  else if (ArrayBuffer.isView(target)) putNumbers(target, indices, { from: from as NumericValues, inner })
  else putStrings(target, indices, { from: from as readonly string[], inner })
}

function putNumbers(target: NumericValues, indices: Block['indices'], { from, inner }: Rows<NumericValues>): void {
  if (!(indices instanceof Float64Array)) target.set(from, indices.lo * inner)
  else if (inner < 16) scatter(bitsOf(target), indices, { from: bitsOf(from), inner })
  else
    for (let i = 0; i < indices.length; i++) {
      target.set(from.subarray(i * inner, (i + 1) * inner), (indices[i] as number) * inner)
    }
}

function putBig(target: BigValues, indices: Block['indices'], { from, inner }: Rows<BigValues>): void {
  if (!(indices instanceof Float64Array)) target.set(from, indices.lo * inner)
  else scatter(wordsOf(target), indices, { from: wordsOf(from), inner: 2 * inner })
}

function scatter(target: ElementBits, indices: Float64Array, { from, inner }: Rows<ElementBits>): void {
  let at = 0
  for (let i = 0; i < indices.length; i++) {
    const start = (indices[i] as number) * inner
    for (let j = 0; j < inner; j++) target[start + j] = from[at++] as number
  }
}

function putStrings(target: string[], indices: Block['indices'], { from, inner }: Rows<readonly string[]>): void {
  forEachPoint(indices, (index, i) => {
    for (let j = 0; j < inner; j++) target[index * inner + j] = from[i * inner + j] ?? ''
  })
}

function blank(
  target: Float64Array,
  indices: Block['indices'],
  { marks, inner, width }: { readonly marks: Uint8Array; readonly inner: number; readonly width: number },
): void {
  forEachPoint(indices, (index, i) => {
    for (let j = 0; j < inner; j++) {
      const at = (index * inner + j) * width
      if (marks[i * inner + j] === 1) target.fill(Number.NaN, at, at + width)
    }
  })
}

function clear(missing: Uint8Array, indices: Block['indices'], inner: number): void {
  if (!(indices instanceof Float64Array)) missing.fill(0, indices.lo * inner, indices.hi * inner)
  else for (const index of indices) missing.fill(0, index * inner, (index + 1) * inner)
}

function forEachPoint(indices: Block['indices'], visit: (index: number, i: number) => void): void {
  if (indices instanceof Float64Array) indices.forEach(visit)
  else for (let index = indices.lo; index < indices.hi; index++) visit(index, index - indices.lo)
}
