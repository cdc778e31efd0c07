import { deltaBinaryUnpack } from 'hyparquet/src/delta.js'
import type { ByteCursor } from './byte-cursor.ts'
import { Damage } from './damage.ts'

/** Checks `count` whole numbers that are stored as differences, and passes them. */
export function skipDeltas(cursor: ByteCursor, count: number): void {
  const blockSize = cursor.varint()
  const blocks = cursor.varint()
  const perBlock = blockSize / blocks
  const isWhole = perBlock > 0 && perBlock % 8 === 0
  if (!isWhole || cursor.varint() !== count) throw new Damage('differences in a page have a wrong header')
  cursor.skipVarint()
  for (let left = count - 1; left > 0; ) {
    cursor.skipVarint()
    const widths = cursor.skip(blocks)
    for (let i = 0; i < blocks && left > 0; i++) {
      const bytes = (perBlock * (cursor.bytes[widths + i] as number)) / 8
      left -= perBlock
      // Some writers do not fill up the very last block.
      cursor.skip(left > 0 ? bytes : Math.min(bytes, cursor.end - cursor.at))
    }
  }
}

/** Checks `count` texts that are stored as what they share with the text before, and the rest. */
export function checkPrefixes(cursor: ByteCursor, count: number): void {
  const shared = unpack(cursor, count)
  const rest = unpack(cursor, count)
  let before = 0
  for (let i = 0; i < count; i++) {
    const [prefix, suffix] = [shared[i] as number, rest[i] as number]
    if (prefix < 0 || prefix > before) throw new Damage('a text shares more than there is with the one before')
    cursor.skip(suffix)
    before = prefix + suffix
  }
}

function unpack(cursor: ByteCursor, count: number): Int32Array {
  const { bytes, at } = cursor
  skipDeltas(cursor, count)
  const numbers = new Int32Array(count)
  deltaBinaryUnpack(
    { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: at },
    count,
    numbers,
  )
  return numbers
}
