import { type ArrayValues, allocate, isBig, isBigArray } from '../../../../dataset/index.ts'
import type { FileArray, FileType, NumericKind } from '../../file-type.ts'

/** Numbers in memory with marks of the missing ones. */
export interface NumericElements {
  readonly values: ArrayValues
  readonly missing?: Uint8Array | undefined
}

const WORD = 2 ** 32

/** What marks missing elements; a bigint for bigints. */
export type Sentinel = number | bigint

/** Elements as they go into the file. Where nothing changes the same memory is given back, not a copy. */
export function encode({ values, missing }: NumericElements, type: FileType, sentinel: Sentinel): FileArray {
  if (type.code === 'q' && !isBigArray(values)) return encodeLong({ values, missing }, Number(sentinel))
  const isSame = values.BYTES_PER_ELEMENT === type.bytes
  if (isSame && missing === undefined) return type.view(values.buffer, values.byteOffset, values.length)
  const out = type.view(new ArrayBuffer(values.length * type.bytes))
  out.set(values as never)
  if (missing !== undefined) for (let i = 0; i < out.length; i++) if (missing[i] === 1) out[i] = sentinel as never
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
export function decode(stored: FileArray, dtype: NumericKind, sentinel: Sentinel | undefined): NumericElements {
  const isShortened = isBigArray(stored) && !isBig(dtype)
  const values = allocate(dtype, stored.length)
  if (isShortened) for (let i = 0; i < stored.length; i++) values[i] = Number(stored[i]) as never
  else values.set(stored as never)
  if (sentinel === undefined) return { values }
  const missing = new Uint8Array(stored.length)
  for (let i = 0; i < stored.length; i++) {
    const value = isShortened ? Number(stored[i]) : stored[i]
    if (value === sentinel || (Number.isNaN(sentinel) && Number.isNaN(value))) missing[i] = 1
  }
  return { values, missing }
}
