import { crc32 } from 'node:zlib'
import { decodeValue, encodeValue } from '../../encoding/index.ts'
import { hostName } from '../../host/index.ts'

/** What is kept beside a result, for whoever looks through a cache. */
export interface CallFacts {
  /** Name of the function. */
  readonly name: string
  /** The arguments as text; long texts are cut. */
  readonly args: string
  readonly durationMs: number
  /**
   * Where the call ran.
   *
   * @default the name of this host
   */
  readonly host?: string
  /**
   * When it ended.
   *
   * @default now
   */
  readonly at?: Date
}

/*
 * Payload of a result: length of the facts u32, their CRC u32, the facts, the value. The facts have a checksum of their own,
 * so that listing does not read the values.
 */
const FACTS_AT = 8

const MAX_ARGS_LENGTH = 1000

export function encodeCallRecord(value: unknown, { name, args, durationMs, host, at }: CallFacts): Uint8Array {
  const shortened = args.length > MAX_ARGS_LENGTH ? `${args.slice(0, MAX_ARGS_LENGTH)}…` : args
  const facts = encodeValue([name, shortened, durationMs, host ?? hostName(), at ?? new Date()])
  const content = encodeValue(value)
  const bytes = Buffer.allocUnsafeSlow(FACTS_AT + facts.length + content.length)
  bytes.writeUInt32LE(facts.length, 0)
  bytes.writeUInt32LE(crc32(facts), 4)
  bytes.set(facts, FACTS_AT)
  bytes.set(content, FACTS_AT + facts.length)
  return bytes
}

/** Throws `FormatError` for bytes that are no result. */
export function decodeCallValue(payload: Buffer): unknown {
  return decodeValue(payload.subarray(valueAt(payload)))
}

/** Bytes from the start of a payload that hold all facts but those with very long names. */
export const FACTS_BYTES = 4096

/** Reads the facts at the start of a payload; `undefined` where they are damaged or longer than the bytes at hand. */
export function decodeCallFacts(start: Buffer): (Required<CallFacts> & { readonly valueAt: number }) | undefined {
  if (start.length < FACTS_AT) return undefined
  const facts = start.subarray(FACTS_AT, valueAt(start))
  if (facts.length !== start.readUInt32LE(0) || crc32(facts) !== start.readUInt32LE(4)) return undefined
  const fields = tryDecode(facts)
  if (!Array.isArray(fields)) return undefined
  const [name, args, durationMs, host, at] = fields as unknown[]
  if (typeof name !== 'string' || typeof args !== 'string' || typeof host !== 'string') return undefined
  if (typeof durationMs !== 'number' || !(at instanceof Date)) return undefined
  return { name, args, durationMs, host, at, valueAt: valueAt(start) }
}

function tryDecode(bytes: Buffer): unknown {
  try {
    return decodeValue(bytes)
  } catch {
    return undefined
  }
}

function valueAt(payload: Buffer): number {
  return payload.length < FACTS_AT ? FACTS_AT : FACTS_AT + payload.readUInt32LE(0)
}
