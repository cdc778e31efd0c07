import { type ArrayKind, type ArrayValues, arrayOf, type DType } from '../../dataset/index.ts'

/** Numbers as HDF5 takes and gives them; complex ones as their parts in turn. */
export type FileArray = ArrayValues

/** How numbers lie in the file: `q` and `Q` are integers of eight bytes, `z` is a compound of two `d`. */
export type FileCode = 'd' | 'f' | 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'q' | 'Q' | 'z'

/** A type of numbers in the file. */
export interface FileType {
  readonly code: FileCode
  /** Bytes of one place of an array; a complex number takes two places. */
  readonly bytes: number
  /** Elements over the bytes of a buffer. */
  readonly view: (buffer: ArrayBufferLike, byteOffset?: number, length?: number) => FileArray
  /** The next type that holds all its values and more, for integers that use every value and yet miss some. */
  readonly wider?: FileCode
}

/** The kind whose arrays hold what lies in the file. */
const storedKinds: Readonly<Record<FileCode, ArrayKind>> = {
  d: 'float64',
  f: 'float32',
  b: 'int8',
  B: 'uint8',
  h: 'int16',
  H: 'uint16',
  i: 'int32',
  I: 'uint32',
  q: 'bigint64',
  Q: 'biguint64',
  z: 'complex128',
}
const wider: Readonly<Partial<Record<FileCode, FileCode>>> = { b: 'h', B: 'h', h: 'i', H: 'i', i: 'q', I: 'q' }

export const fileTypes: Readonly<Record<FileCode, FileType>> = Object.fromEntries(
  (Object.keys(storedKinds) as FileCode[]).map((code) => [code, typeOf(code)]),
) as Record<FileCode, FileType>

function typeOf(code: FileCode): FileType {
  const Stored = arrayOf(storedKinds[code]) as typeof Float64Array
  const next = wider[code]
  return {
    code,
    bytes: Stored.BYTES_PER_ELEMENT,
    view: (...at) => new Stored(...(at as [ArrayBuffer, number?, number?])),
    ...(next === undefined ? {} : { wider: next }),
  }
}

/** Kinds whose elements lie in typed arrays. */
export type NumericKind = Exclude<DType, 'string'>

/** The type in which elements of a kind are written. Dates are integers until one has a fraction. */
export function fileTypeOf(dtype: NumericKind): FileType {
  if (dtype === 'int64' || dtype === 'datetime') return fileTypes.q
  if (dtype === 'bool') return fileTypes.b
  const code = (Object.keys(storedKinds) as FileCode[]).find((each) => storedKinds[each] === dtype)
  return fileTypes[code ?? 'd']
}
