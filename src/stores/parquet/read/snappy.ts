import { ByteCursor } from './pages/byte-cursor.ts'
import { Damage } from './pages/damage.ts'

/** Decompresses what Snappy compressed to `length` bytes. Damaged input ends in an error after at most one pass. */
export function unpackSnappy(input: Uint8Array, length: number): Uint8Array {
  if (length === 0 && input.length === 0) return new Uint8Array(0)
  const cursor = new ByteCursor(input, 0, input.length)
  if (cursor.varint() !== length) throw new Damage('compressed data have another length')
  const output = new Uint8Array(length)
  let at = 0
  while (cursor.at < cursor.end) {
    const tag = cursor.byte()
    at += (tag & 3) === 0 ? copyLiteral(cursor, tag, { output, at }) : copyEarlier(cursor, tag, { output, at })
  }
  if (at !== length) throw new Damage('compressed data end too early')
  return output
}

interface Target {
  readonly output: Uint8Array
  readonly at: number
}

function copyLiteral(cursor: ByteCursor, tag: number, { output, at }: Target): number {
  const short = tag >> 2
  const length = (short < 60 ? short : littleEndian(cursor, short - 59)) + 1
  const from = cursor.skip(length)
  if (at + length > output.length) throw new Damage('compressed data are longer than they say')
  if (length > 32) output.set(cursor.bytes.subarray(from, from + length), at)
  else for (let i = 0; i < length; i++) output[at + i] = cursor.bytes[from + i] as number
  return length
}

function copyEarlier(cursor: ByteCursor, tag: number, { output, at }: Target): number {
  const isShort = (tag & 3) === 1
  const length = isShort ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1
  const back = isShort ? ((tag >> 5) << 8) + cursor.byte() : littleEndian(cursor, (tag & 3) === 2 ? 2 : 4)
  if (back === 0 || back > at || at + length > output.length)
    throw new Damage('compressed data repeat what is not there')
  for (let i = at; i < at + length; i++) output[i] = output[i - back] as number
  return length
}

function littleEndian(cursor: ByteCursor, bytes: number): number {
  let value = 0
  for (let i = 0; i < bytes; i++) value += cursor.byte() * 256 ** i
  return value
}
