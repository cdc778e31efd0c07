import type { DType, Elements, Values } from '../variable.ts'

/** Every element kind. */
export const dtypes: readonly DType[] = [
  'float64',
  'float32',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'bool',
  'string',
  'datetime',
]

/** The arrays that hold numbers. */
export type NumericValues = Exclude<Values, readonly string[]>

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

const arrays: Readonly<Record<Exclude<DType, 'string'>, NumericArray>> = {
  float64: Float64Array,
  float32: Float32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: Float64Array,
  bool: Uint8Array,
  datetime: Float64Array,
}

/** The typed array that holds elements of a kind. */
export function arrayOf(dtype: Exclude<DType, 'string'>): NumericArray {
  return arrays[dtype]
}

/** True for the kinds whose missing elements are NaN and need no mark. */
export function hasNaN(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32' || dtype === 'datetime'
}

/** True for floating-point numbers. */
export function isFloat(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32'
}

/** True for whole numbers; `bool` is not one. */
export function isInteger(dtype: DType): boolean {
  return !hasNaN(dtype) && dtype !== 'bool' && dtype !== 'string'
}

/** Bytes of one element as they are counted when printing; a string counts as its reference. */
export function bytesOf(dtype: DType): number {
  return dtype === 'string' ? 8 : arrays[dtype].BYTES_PER_ELEMENT
}

/** True where element `i` is missing. */
export function isMissing(elements: Elements, i: number): boolean {
  if (elements.missing !== undefined && elements.missing[i] === 1) return true
  const value = elements.values[i]
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
