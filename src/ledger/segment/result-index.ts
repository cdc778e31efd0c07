import { crc32 } from 'node:zlib'
import { FRAME_KIND, KEY_LENGTH, MIN_HEAD_LENGTH, RESULT_HEAD_LENGTH, readFrameHead } from './frame.ts'
import type { RecordPlace } from './segment-file.ts'

/*
 * The index that stands before the end of a closed segment with many results: for each its key, offset u64 and length of the
 * payload u32, sorted by key. Whoever opens the segment reads it instead of all heads.
 */
const OFFSET_AT = KEY_LENGTH
const LENGTH_AT = OFFSET_AT + 8
const ENTRY_LENGTH: number = LENGTH_AT + 4

/** Segments with fewer results are quickly read without. */
export const INDEX_FROM = 256

export interface IndexEntry {
  readonly key: string
  readonly offset: number
  readonly payloadLength: number
}

/** Payload of an index and number of its entries. Of a key that is there twice the later record counts. */
export function encodeResultIndex(entries: readonly IndexEntry[]): { payload: Buffer; count: number } {
  const latest = new Map(entries.map((entry) => [entry.key, entry]))
  const sorted = [...latest.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  const bytes = Buffer.alloc(ENTRY_LENGTH * sorted.length)
  sorted.forEach(({ key, offset, payloadLength }, n) => {
    const at = ENTRY_LENGTH * n
    bytes.write(key, at, 'latin1')
    bytes.writeUInt32LE(offset % 2 ** 32, at + OFFSET_AT)
    bytes.writeUInt32LE(Math.floor(offset / 2 ** 32), at + OFFSET_AT + 4)
    bytes.writeUInt32LE(payloadLength, at + LENGTH_AT)
  })
  return { payload: bytes, count: sorted.length }
}

/**
 * Reads the index of a closed segment, given how to read its bytes; `undefined` where there is none or it is damaged.
 */
export function readResultIndex(
  read: (position: number, length: number) => Buffer,
  fileLength: number,
): { readonly index: Buffer; readonly durableTo: number } | undefined {
  const endAt = fileLength - MIN_HEAD_LENGTH
  if (endAt < MIN_HEAD_LENGTH) return undefined
  const end = readFrameHead(read(endAt, MIN_HEAD_LENGTH), 0)
  if (typeof end === 'string' || end.kind !== FRAME_KIND.end || end.lo === 0 || end.lo >= endAt) return undefined
  const head = readFrameHead(read(end.lo, MIN_HEAD_LENGTH), 0)
  if (typeof head === 'string' || head.kind !== FRAME_KIND.index) return undefined
  const index = read(end.lo + head.headLength, head.payloadLength)
  const isWhole = index.length === head.payloadLength && index.length === ENTRY_LENGTH * head.count
  return isWhole && crc32(index) === head.payloadCrc ? { index, durableTo: end.durableTo } : undefined
}

/** Finds a key in an index by halving. */
export function findInIndex(index: Buffer, key: Buffer, segmentId: string): RecordPlace | undefined {
  let low = 0
  let high = index.length / ENTRY_LENGTH
  while (low < high) {
    const middle = (low + high) >> 1
    const at = ENTRY_LENGTH * middle
    const order = key.compare(index, at, at + KEY_LENGTH)
    if (order === 0) return placeAt(index, at, segmentId)
    if (order < 0) high = middle
    else low = middle + 1
  }
  return undefined
}

export function* entriesOfIndex(index: Buffer, segmentId: string): Generator<[key: string, place: RecordPlace]> {
  for (let at = 0; at < index.length; at += ENTRY_LENGTH)
    yield [index.toString('latin1', at, at + KEY_LENGTH), placeAt(index, at, segmentId)]
}

function placeAt(index: Buffer, at: number, segmentId: string): RecordPlace {
  return {
    segmentId,
    offset: index.readUInt32LE(at + OFFSET_AT) + index.readUInt32LE(at + OFFSET_AT + 4) * 2 ** 32,
    headLength: RESULT_HEAD_LENGTH,
    payloadLength: index.readUInt32LE(at + LENGTH_AT),
  }
}
