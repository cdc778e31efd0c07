import type { NumericValues } from '../../../../dataset/index.ts'
import { allocate, type FileArray, type FileType, type NumericKind } from '../../file-type.ts'

/** Numbers in memory with marks of the missing ones. */
export interface NumericElements {
  readonly values: NumericValues
  readonly missing?: Uint8Array | undefined
}

const WORD = 2 ** 32

/** Elements as they go into the file. Where nothing changes the same memory is given back, not a copy. */
export function encode({ values, missing }: NumericElements, type: FileType, sentinel: number): FileArray {
  if (type.code === 'q') return encodeLong({ values, missing }, sentinel)
  const isSame = values.BYTES_PER_ELEMENT === type.bytes
  if (isSame && missing === undefined) return type.view(values.buffer, values.byteOffset, values.length)
  const out = type.view(new ArrayBuffer(values.length * type.bytes)) as Exclude<FileArray, BigInt64Array>
  out.set(values)
  if (missing !== undefined) for (let i = 0; i < out.length; i++) if (missing[i] === 1) out[i] = sentinel
  return out
}

/** Whole numbers as two words each; by way of `BigInt` this takes ten times as long. */
function encodeLong({ values, missing }: NumericElements, sentinel: number): BigInt64Array {
  const words = new Int32Array(values.length * 2)
  for (let i = 0; i < values.length; i++) {
    const value = missing?.[i] === 1 ? sentinel : (values[i] as number)
    const high = Math.floor(value / WORD)
    words[2 * i] = value - high * WORD
    words[2 * i + 1] = high
  }
  return new BigInt64Array(words.buffer)
}

/** The reverse of `encode`: what lies in the file as elements of a kind. `sentinel` is `undefined` where nothing is missing. */
export function decode(stored: FileArray, dtype: NumericKind, sentinel: number | undefined): NumericElements {
  const values = allocate(dtype, stored.length)
  if (stored instanceof BigInt64Array) for (let i = 0; i < stored.length; i++) values[i] = Number(stored[i])
  else values.set(stored)
  if (sentinel === undefined) return { values }
  const missing = new Uint8Array(stored.length)
  for (let i = 0; i < stored.length; i++) {
    const value = Number(stored[i])
    if (value === sentinel || (Number.isNaN(sentinel) && Number.isNaN(value))) missing[i] = 1
  }
  return { values, missing }
}
