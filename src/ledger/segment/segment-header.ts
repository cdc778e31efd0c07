import { crc32 } from 'node:zlib'
import { FormatError } from '../../errors/index.ts'
import type { ProcessIdentity } from '../../host/index.ts'

/** What a segment says of itself, and of the process that writes it. */
export interface SegmentHeader {
  /** What the records belong to: 32 hexadecimal digits, those of a crop or of all call caches. */
  readonly ledgerId: string
  /** The name of the file without its ending. */
  readonly segmentId: string
  readonly writer: ProcessIdentity
  /** Version of Node that computed the records. */
  readonly node: string
}

export const SEGMENT_FORMAT = 1

const MAGIC = Buffer.from('WINDROW\n')
const FIXED_LENGTH = MAGIC.length + 4
const CRC_LENGTH = 4

/** Bytes that hold any header. */
export const MAX_HEADER_LENGTH: number = FIXED_LENGTH + 0xffff + CRC_LENGTH

export function encodeSegmentHeader(header: SegmentHeader): Buffer {
  const text = Buffer.from(JSON.stringify(header))
  const bytes = Buffer.alloc(FIXED_LENGTH + text.length + CRC_LENGTH)
  MAGIC.copy(bytes)
  bytes.writeUInt16LE(SEGMENT_FORMAT, 8)
  bytes.writeUInt16LE(text.length, 10)
  text.copy(bytes, FIXED_LENGTH)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -CRC_LENGTH)), bytes.length - CRC_LENGTH)
  return bytes
}

/**
 * Reads a header and its length; `undefined` while the file is too short to have one. Throws `FormatError` for bytes that
 * are no header, and for one of another version.
 */
export function decodeSegmentHeader(bytes: Buffer): { header: SegmentHeader; length: number } | undefined {
  const magic = bytes.subarray(0, MAGIC.length)
  if (!MAGIC.subarray(0, magic.length).equals(magic)) throw fault('it does not begin as a segment does', 0)
  if (bytes.length < FIXED_LENGTH) return undefined
  const version = bytes.readUInt16LE(8)
  if (version !== SEGMENT_FORMAT)
    throw fault(`its version is ${version}, and this windrow reads version ${SEGMENT_FORMAT}`, 8)
  const length = FIXED_LENGTH + bytes.readUInt16LE(10) + CRC_LENGTH
  if (bytes.length < length) return undefined
  if (crc32(bytes.subarray(0, length - CRC_LENGTH)) !== bytes.readUInt32LE(length - CRC_LENGTH))
    throw fault('its checksum does not fit', length - CRC_LENGTH)
  return { header: parseHeader(bytes.toString('utf8', FIXED_LENGTH, length - CRC_LENGTH)), length }
}

function parseHeader(text: string): SegmentHeader {
  const { ledgerId, segmentId, writer, node } = parseJson(text)
  const { host, pid, start, bootId, pidSpace } = (writer ?? {}) as Readonly<Record<string, unknown>>
  const texts = [ledgerId, segmentId, node, host, start, bootId, pidSpace]
  if (!texts.every((each) => typeof each === 'string') || !Number.isSafeInteger(pid))
    throw fault('it does not say who wrote it', FIXED_LENGTH)
  return { ledgerId, segmentId, writer: { host, pid, start, bootId, pidSpace }, node } as SegmentHeader
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>
  } catch (error) {
    throw fault('it is no JSON', FIXED_LENGTH, { cause: error })
  }
}

function fault(what: string, offset: number, options?: ErrorOptions): FormatError {
  return new FormatError(`These bytes are no header of a segment: ${what} (at byte ${offset}).`, { offset }, options)
}
