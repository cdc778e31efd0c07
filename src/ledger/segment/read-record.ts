import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type FrameHead, readFrameHead } from './frame.ts'
import type { RecordPlace } from './segment-file.ts'
import { readChunk, withFile } from './segment-tail.ts'

/** Records up to this size are read at once, which is faster; others leave the event loop free. */
const SMALL_BYTES = 1 << 18

export interface StoredRecord {
  readonly head: FrameHead
  readonly payload: Buffer
}

/** Reads one record; `undefined` where there is none, or a damaged one. Throws what `node:fs` throws. */
export async function readRecord(path: string, place: RecordPlace): Promise<StoredRecord | undefined> {
  const length = place.headLength + place.payloadLength
  const bytes =
    length <= SMALL_BYTES
      ? withFile(path, (file) => readChunk(file, place.offset, length))
      : await readLong(path, place.offset, length)
  const head = readFrameHead(bytes, 0)
  if (typeof head === 'string' || head.payloadLength !== place.payloadLength || bytes.length !== length)
    return undefined
  const payload = bytes.subarray(head.headLength)
  return crc32(payload) === head.payloadCrc ? { head, payload } : undefined
}

async function readLong(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.allocUnsafeSlow(length)
    let size = 0
    while (size < length) {
      const { bytesRead } = await file.read(bytes, size, length - size, position + size)
      if (bytesRead === 0) break
      size += bytesRead
    }
    return bytes.subarray(0, size)
  } finally {
    await file.close()
  }
}
