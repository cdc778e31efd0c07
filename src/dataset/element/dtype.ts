import type { BigValues, DType, Elements, NumericValues, Values } from '../variable.ts'

export type { BigValues, NumericValues } from '../variable.ts'

/** The arrays that hold elements of other kinds than strings. */
export type ArrayValues = NumericValues | BigValues

/** The kinds whose elements lie in such arrays. */
export type ArrayKind = Exclude<DType, 'string'>

/** The constructors of arrays that hold numbers. */
export type NumericArray =
  | typeof Float64Array
  | typeof Float32Array
  | typeof Int8Array
  | typeof Uint8Array
  | typeof Int16Array
  | typeof Uint16Array
  | typeof Int32Array
  | typeof Uint32Array

/** The kinds whose elements are integers of 64 bits. */
export type BigKind = 'bigint64' | 'biguint64'

/** The constructors of arrays that hold integers of 64 bits. */
export type BigArray = typeof BigInt64Array | typeof BigUint64Array

/** The constructor of the array that holds elements of a kind. */
export type ArrayOf<Kind extends ArrayKind> = Kind extends BigKind ? BigArray : NumericArray

/** The one list of arrays by kind; where several kinds share an array, the first is the array's own kind. */
const arrays: { readonly [Kind in ArrayKind]: ArrayOf<Kind> } = {
  float64: Float64Array,
  float32: Float32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: Float64Array,
  bigint64: BigInt64Array,
  biguint64: BigUint64Array,
  complex128: Float64Array,
  bool: Uint8Array,
  datetime: Float64Array,
}

/** Every element kind. */
export const dtypes: readonly DType[] = [...(Object.keys(arrays) as ArrayKind[]), 'string']

const kindsByArray: ReadonlyMap<string, ArrayKind> = new Map(
  (Object.keys(arrays) as ArrayKind[]).reverse().map((dtype) => [arrays[dtype].name, dtype]),
)

/** The array that holds elements of a kind. */
export function arrayOf<Kind extends ArrayKind>(dtype: Kind): ArrayOf<Kind> {
  return arrays[dtype]
}

/** The kind of a typed array's elements, from any realm; `undefined` for views of other sorts. */
export function kindOfArray(view: ArrayBufferView): ArrayKind | undefined {
  return kindsByArray.get(Object.prototype.toString.call(view).slice(8, -1))
}

/** Room for elements of a kind, all zero. */
export function allocate(dtype: ArrayKind, elements: number): ArrayValues {
  return new (arrays[dtype] as new (length: number) => ArrayValues)(elements * widthOf(dtype))
}

/** Places in the array that one element takes: 2 for complex numbers, else 1. */
export function widthOf(dtype: DType): number {
  return dtype === 'complex128' ? 2 : 1
}

/** True for the kinds whose missing elements are NaN and need no mark. */
export function hasNaN(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32' || dtype === 'datetime' || dtype === 'complex128'
}

/** True for floating-point numbers; complex ones are none. */
export function isFloat(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32'
}

/** True for whole numbers, also those of 64 bits; `bool` is not one. */
export function isInteger(dtype: DType): boolean {
  return !hasNaN(dtype) && dtype !== 'bool' && dtype !== 'string'
}

/** True for the kinds whose elements are bigints. */
export function isBig(dtype: DType): dtype is BigKind {
  return dtype === 'bigint64' || dtype === 'biguint64'
}

/** True for an array of bigints. */
export function isBigArray(values: Values): values is BigValues {
  return values instanceof BigInt64Array || values instanceof BigUint64Array
}

/** Kinds of numbers in the order in which the later takes in the earlier. */
const widening: readonly DType[] = ['int64', 'float64', 'complex128']

/** The kind of values of both kinds together: whole numbers are real ones, real ones complex. `undefined` where there is none. */
export function jointKind(a: DType, b: DType): DType | undefined {
  if (a === b) return a
  const [from, to] = [widening.indexOf(a), widening.indexOf(b)]
  return from === -1 || to === -1 ? undefined : widening[Math.max(from, to)]
}

/** Bytes of one element as they are counted when printing; a string counts as its reference. */
export function bytesOf(dtype: DType): number {
  return dtype === 'string' ? 8 : arrays[dtype].BYTES_PER_ELEMENT * widthOf(dtype)
}

/** True where element `i` is missing. */
export function isMissing(dtype: DType, elements: Elements, i: number): boolean {
  if (elements.missing !== undefined && elements.missing[i] === 1) return true
  if (dtype !== 'complex128') return isGap(elements.values[i])
  return isGap(elements.values[2 * i]) || isGap(elements.values[2 * i + 1])
}

function isGap(value: number | bigint | string | undefined): boolean {
  return value === undefined || Number.isNaN(value)
}

/** Number of elements of a shape: 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1
  for (const length of shape) size *= length
  return size
}

/** Row-major strides, in elements. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length)
  let stride = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride
    stride *= shape[i] ?? 1
  }
  return strides
}

/** Elements by their width alone. */
export type ElementBits = Float64Array | Uint32Array | Uint16Array | Uint8Array

/** The bits of elements, so that a copying loop sees four kinds of arrays, not nine. */
export function bitsOf(values: NumericValues): ElementBits {
  const { buffer, byteOffset, length, BYTES_PER_ELEMENT } = values
  if (BYTES_PER_ELEMENT === 8) return values as Float64Array
  if (BYTES_PER_ELEMENT === 4) return new Uint32Array(buffer, byteOffset, length)
  return BYTES_PER_ELEMENT === 2
    ? new Uint16Array(buffer, byteOffset, length)
    : new Uint8Array(buffer, byteOffset, length)
}

/** Bigints as two words each: copied so they keep every bit, which numbers do not, and make no garbage. */
export function wordsOf(values: BigValues): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)
}
