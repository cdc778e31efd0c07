import { crc32 } from 'node:zlib'

/*
 * A frame is a head of 56 bytes or more and a payload:
 *
 *   0 magic u32 · 4 kind u8 · 5 level u8 · 6 head length u16 · 8 generation u32 · 12 epoch u32 · 16 node u64 · 24 lo u64
 *   32 count u32 · 36 payload length u32 · 40 durableTo u64 · 48 payload CRC u32 · 52 what the kind adds · end−4 head CRC u32
 *
 * The head has a checksum of its own, so a reader may skip a payload and still be sure where the next frame begins.
 */
export const FRAME_KIND = {
  columns: 1,
  failure: 2,
  /** Says only up to where the segment is durable. */
  mark: 3,
  adoptedColumns: 4,
  adoptedFailure: 5,
  /** The result of a call, found by its key. */
  result: 6,
  /** Its writer has closed the segment: nothing follows, ever. */
  end: 7,
  /** Where the results of the segment are; stands before its end. */
  index: 8,
} as const

export type FrameKind = (typeof FRAME_KIND)[keyof typeof FRAME_KIND]

/** A frame as it is handed to a writer. What a kind does not use is 0. */
export interface Frame {
  readonly kind: FrameKind
  readonly payload: Uint8Array
  /** Generation of the constants: cuts count it up. */
  readonly generation?: number
  readonly epoch?: number
  /** The lease `level-node`: the batches `[node · 2^level, (node + 1) · 2^level)`. */
  readonly level?: number
  readonly node?: number
  /** First index, and how many. */
  readonly lo?: number
  readonly count?: number
  /** Where an adopted record came from. */
  readonly origin?: { readonly segmentId: string; readonly offset: number }
  /** Key of a result: 32 bytes, one character each. */
  readonly key?: string
}

/** The head of a frame as it is read. */
export interface FrameHead extends Required<Omit<Frame, 'payload' | 'origin' | 'key'>> {
  readonly headLength: number
  readonly payloadLength: number
  readonly payloadCrc: number
  /** Everything before this place of the segment survives a power cut. */
  readonly durableTo: number
  readonly origin: { readonly segmentId: string; readonly offset: number } | undefined
  readonly key: string | undefined
}

const MAGIC = 0x1a46_5257 // "WRF" and a byte that ends texts
const EXTRA_AT = 52
const CRC_LENGTH = 4
export const MIN_HEAD_LENGTH: number = EXTRA_AT + CRC_LENGTH
export const KEY_LENGTH = 32
export const RESULT_HEAD_LENGTH: number = MIN_HEAD_LENGTH + KEY_LENGTH
/** Longest name of a segment that an adopted record can refer to. */
const MAX_SEGMENT_ID = 200
export const MAX_HEAD_LENGTH: number = MIN_HEAD_LENGTH + 9 + MAX_SEGMENT_ID
/** A payload above 1 GiB is refused. */
export const MAX_PAYLOAD_LENGTH: number = 2 ** 30

/** The head for a frame that is written where `durableTo` holds. */
export function encodeFrameHead(frame: Frame, durableTo: number): Buffer {
  const { kind, payload, generation = 0, epoch = 0, level = 0, node = 0, lo = 0, count = 0 } = frame
  if (payload.length > MAX_PAYLOAD_LENGTH)
    throw new RangeError(`A record has ${payload.length} bytes, and at most ${MAX_PAYLOAD_LENGTH} are possible.`)
  const extra = encodeExtra(frame)
  const head = Buffer.alloc(MIN_HEAD_LENGTH + extra.length)
  head.writeUInt32LE(MAGIC, 0)
  head.writeUInt8(kind, 4)
  head.writeUInt8(level, 5)
  head.writeUInt16LE(head.length, 6)
  head.writeUInt32LE(generation, 8)
  head.writeUInt32LE(epoch, 12)
  writeUint53(head, node, 16)
  writeUint53(head, lo, 24)
  head.writeUInt32LE(count, 32)
  head.writeUInt32LE(payload.length, 36)
  writeUint53(head, durableTo, 40)
  head.writeUInt32LE(crc32(payload), 48)
  extra.copy(head, EXTRA_AT)
  head.writeUInt32LE(crc32(head.subarray(0, -CRC_LENGTH)), head.length - CRC_LENGTH)
  return head
}

/**
 * Reads the head of a frame at `at`: `'short'` where the bytes end before it does, `'bad'` where there is none. Never throws.
 */
export function readFrameHead(bytes: Buffer, at: number): FrameHead | 'short' | 'bad' {
  const left = bytes.length - at
  if (left >= 4 && bytes.readUInt32LE(at) !== MAGIC) return 'bad'
  if (left < MIN_HEAD_LENGTH) return 'short'
  const headLength = bytes.readUInt16LE(at + 6)
  if (headLength < MIN_HEAD_LENGTH || headLength > MAX_HEAD_LENGTH) return 'bad'
  if (left < headLength) return 'short'
  const crcAt = at + headLength - CRC_LENGTH
  if (crc32(bytes.subarray(at, crcAt)) !== bytes.readUInt32LE(crcAt)) return 'bad'
  const kind = bytes.readUInt8(at + 4) as FrameKind
  const payloadLength = bytes.readUInt32LE(at + 36)
  const extra = readExtra(bytes, { from: at + EXTRA_AT, to: crcAt, kind })
  if (extra === undefined || payloadLength > MAX_PAYLOAD_LENGTH) return 'bad'
  return {
    kind,
    headLength,
    payloadLength,
    level: bytes.readUInt8(at + 5),
    generation: bytes.readUInt32LE(at + 8),
    epoch: bytes.readUInt32LE(at + 12),
    node: readUint53(bytes, at + 16),
    lo: readUint53(bytes, at + 24),
    count: bytes.readUInt32LE(at + 32),
    durableTo: readUint53(bytes, at + 40),
    payloadCrc: bytes.readUInt32LE(at + 48),
    key: extra.key,
    origin: extra.origin,
  }
}

type Extra = Pick<FrameHead, 'origin' | 'key'>

function encodeExtra({ kind, origin, key }: Frame): Buffer {
  if (kind === FRAME_KIND.result) {
    if (key?.length !== KEY_LENGTH) throw new RangeError(`A result needs a key of ${KEY_LENGTH} bytes.`)
    return Buffer.from(key, 'latin1')
  }
  if (kind !== FRAME_KIND.adoptedColumns && kind !== FRAME_KIND.adoptedFailure) return Buffer.alloc(0)
  if (origin === undefined || origin.segmentId.length > MAX_SEGMENT_ID)
    throw new RangeError(`An adopted record needs its origin, with a name of at most ${MAX_SEGMENT_ID} characters.`)
  const extra = Buffer.alloc(9 + origin.segmentId.length)
  writeUint53(extra, origin.offset, 0)
  extra.writeUInt8(origin.segmentId.length, 8)
  extra.write(origin.segmentId, 9, 'latin1')
  return extra
}

const NO_EXTRA: Extra = { key: undefined, origin: undefined }

function readExtra(
  bytes: Buffer,
  { from, to, kind }: { from: number; to: number; kind: FrameKind },
): Extra | undefined {
  const length = to - from
  switch (kind) {
    case FRAME_KIND.result:
      return length === KEY_LENGTH ? { key: bytes.toString('latin1', from, to), origin: undefined } : undefined
    case FRAME_KIND.adoptedColumns:
    case FRAME_KIND.adoptedFailure:
      if (length < 9 || length !== 9 + bytes.readUInt8(from + 8)) return undefined
      return {
        key: undefined,
        origin: { offset: readUint53(bytes, from), segmentId: bytes.toString('latin1', from + 9, to) },
      }
    case FRAME_KIND.columns:
    case FRAME_KIND.failure:
    case FRAME_KIND.mark:
    case FRAME_KIND.end:
    case FRAME_KIND.index:
      return length === 0 ? NO_EXTRA : undefined
    default:
      return undefined
  }
}

/** Whole numbers below 2^53 as u64. */
function writeUint53(bytes: Buffer, value: number, at: number): void {
  bytes.writeUInt32LE(value % 2 ** 32, at)
  bytes.writeUInt32LE(Math.floor(value / 2 ** 32), at + 4)
}

function readUint53(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32
}
