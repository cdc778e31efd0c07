import type { DType, NumericValues } from '../../dataset/index.ts'

/** Numbers as HDF5 takes and gives them. */
export type FileArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array

/** How numbers lie in the file: `q` is a signed integer of eight bytes. */
export type FileCode = 'd' | 'f' | 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'q'

/** A type of numbers in the file. */
export interface FileType {
  readonly code: FileCode
  readonly bytes: number
  /** Elements over the bytes of a buffer. */
  readonly view: (buffer: ArrayBufferLike, byteOffset?: number, length?: number) => FileArray
  /** The next type that holds all its values and more, for integers that use every value and yet miss some. */
  readonly wider?: FileCode
}

export const fileTypes: Readonly<Record<FileCode, FileType>> = {
  d: { code: 'd', bytes: 8, view: (...at) => new Float64Array(...at) },
  f: { code: 'f', bytes: 4, view: (...at) => new Float32Array(...at) },
  b: { code: 'b', bytes: 1, view: (...at) => new Int8Array(...at), wider: 'h' },
  B: { code: 'B', bytes: 1, view: (...at) => new Uint8Array(...at), wider: 'h' },
  h: { code: 'h', bytes: 2, view: (...at) => new Int16Array(...at), wider: 'i' },
  H: { code: 'H', bytes: 2, view: (...at) => new Uint16Array(...at), wider: 'i' },
  i: { code: 'i', bytes: 4, view: (...at) => new Int32Array(...at), wider: 'q' },
  I: { code: 'I', bytes: 4, view: (...at) => new Uint32Array(...at), wider: 'q' },
  q: { code: 'q', bytes: 8, view: (...at) => new BigInt64Array(...at) },
}

/** Kinds whose elements are numbers. */
export type NumericKind = Exclude<DType, 'string'>

const codes: Readonly<Record<NumericKind, FileCode>> = {
  float64: 'd',
  float32: 'f',
  int8: 'b',
  uint8: 'B',
  int16: 'h',
  uint16: 'H',
  int32: 'i',
  uint32: 'I',
  int64: 'q',
  bool: 'b',
  datetime: 'q',
}

/** The type in which elements of a kind are written. Dates are integers until one has a fraction. */
export function fileTypeOf(dtype: NumericKind): FileType {
  return fileTypes[codes[dtype]]
}

const buffers: Readonly<Record<NumericKind, (length: number) => NumericValues>> = {
  float64: (n) => new Float64Array(n),
  float32: (n) => new Float32Array(n),
  int8: (n) => new Int8Array(n),
  uint8: (n) => new Uint8Array(n),
  int16: (n) => new Int16Array(n),
  uint16: (n) => new Uint16Array(n),
  int32: (n) => new Int32Array(n),
  uint32: (n) => new Uint32Array(n),
  int64: (n) => new Float64Array(n),
  bool: (n) => new Uint8Array(n),
  datetime: (n) => new Float64Array(n),
}

/** Room in memory for elements of a kind. */
export function allocate(dtype: NumericKind, length: number): NumericValues {
  return buffers[dtype](length)
}
