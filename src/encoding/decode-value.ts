import { isSweepError } from '../errors/index.ts'
import { ByteSource } from './byte-source.ts'
import { MAX_VALUE_DEPTH, TAG, VALUE_FORMAT } from './format.ts'
import { readArray, readNumbers } from './read-array.ts'
import { readError } from './read-error.ts'
import { readView } from './views.ts'

/** What one decoding carries along. */
export interface Decoder {
  readonly source: ByteSource
  /** Objects in the order of their appearance. */
  readonly seen: unknown[]
  depth: number
}

/**
 * Reads a value that `encodeValue` wrote. It runs nothing that it finds, and takes memory in proportion to the bytes.
 *
 * Throws `FormatError` for anything that is not exactly one whole value of this format.
 *
 * @example
 * ```ts
 * const value = decodeValue(encodeValue(new Map([['x', 1]])))
 * ```
 */
export function decodeValue(bytes: Uint8Array): unknown {
  const source = new ByteSource(bytes)
  try {
    const version = source.byte()
    if (version !== VALUE_FORMAT)
      throw source.fault(`their version is ${version}, and this windrow reads version ${VALUE_FORMAT}`)
    const value = readValue({ source, seen: [], depth: 0 })
    if (source.left > 0) throw source.fault(`${source.left} bytes follow the value`)
    return value
  } catch (error) {
    if (isSweepError(error, 'FormatError')) throw error
    throw source.fault('they cannot be made into a value', { cause: error })
  }
}

export function readValue(decoder: Decoder): unknown {
  const { source } = decoder
  const tag = source.byte()
  switch (tag) {
    case TAG.undefined:
      return undefined
    case TAG.null:
      return null
    case TAG.false:
      return false
    case TAG.true:
      return true
    case TAG.integer:
      return readInteger(source)
    case TAG.float:
      return source.float()
    case TAG.bigint:
      return readBigint(source)
    case TAG.negativeBigint:
      return -readBigint(source)
    case TAG.text:
      return source.utf8()
    case TAG.brokenText:
      return source.utf16()
    case TAG.reference:
      return readReference(decoder)
    default:
      return readObject(decoder, tag)
  }
}

/** Reads a value inside another. */
export function readMember(decoder: Decoder): unknown {
  decoder.depth += 1
  if (decoder.depth > MAX_VALUE_DEPTH) throw decoder.source.fault(`they nest deeper than ${MAX_VALUE_DEPTH} levels`)
  const value = readValue(decoder)
  decoder.depth -= 1
  return value
}

export function readText(source: ByteSource): string {
  const tag = source.byte()
  if (tag === TAG.text) return source.utf8()
  if (tag === TAG.brokenText) return source.utf16()
  throw source.fault(`a text is expected, not what tag ${tag} stands for`)
}

/** Reads names and values into `owner`. A property called `__proto__` is one like any other. */
export function readNamed(decoder: Decoder, owner: object): void {
  for (let left = decoder.source.count(3); left > 0; left--) {
    const name = readText(decoder.source)
    const value = readMember(decoder)
    if (name === '__proto__' || owner instanceof Error)
      Object.defineProperty(owner, name, { value, writable: true, enumerable: true, configurable: true })
    else (owner as Record<string, unknown>)[name] = value
  }
}

/** Gives an object its number before its members are read: they may refer to it. */
export function remember<T>(decoder: Decoder, object: T): T {
  decoder.seen.push(object)
  return object
}

function readInteger(source: ByteSource): number {
  const zigzag = source.varint()
  if (zigzag > 2 ** 32 - 1) throw source.fault('an integer has more than 32 bits')
  return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
}

function readBigint(source: ByteSource): bigint {
  const bytes = Buffer.from(source.copy(source.count(1)))
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.reverse().toString('hex')}`)
}

function readReference({ source, seen }: Decoder): unknown {
  const number = source.varint()
  if (number >= seen.length) throw source.fault(`they refer to object ${number} of ${seen.length}`)
  return seen[number]
}

function readObject(decoder: Decoder, tag: number): unknown {
  const { source } = decoder
  switch (tag) {
    case TAG.object:
      return readProperties(decoder)
    case TAG.array:
    case TAG.arrayWithNames:
      return readArray(decoder, tag === TAG.arrayWithNames)
    case TAG.integers:
    case TAG.floats:
      return remember(decoder, readNumbers(source, tag === TAG.integers))
    case TAG.view:
      return remember(decoder, readView(source))
    case TAG.buffer:
      return remember(decoder, source.copy(source.count(1)))
    case TAG.sharedBuffer:
      return remember(decoder, readShared(source))
    case TAG.date:
      return remember(decoder, new Date(source.float()))
    case TAG.regExp:
      return remember(decoder, new RegExp(readText(source), readText(source)))
    case TAG.map:
      return readMap(decoder)
    case TAG.set:
      return readSet(decoder)
    case TAG.error:
      return readError(decoder)
    case TAG.boxed:
      return readBoxed(decoder)
    default:
      throw source.fault(`there is no tag ${tag}`)
  }
}

function readProperties(decoder: Decoder): object {
  const owner = remember(decoder, {})
  readNamed(decoder, owner)
  return owner
}

function readShared(source: ByteSource): SharedArrayBuffer {
  const size = source.count(1)
  const shared = new SharedArrayBuffer(size)
  new Uint8Array(shared).set(new Uint8Array(source.copy(size)))
  return shared
}

function readMap(decoder: Decoder): Map<unknown, unknown> {
  const map = remember(decoder, new Map<unknown, unknown>())
  for (let left = decoder.source.count(2); left > 0; left--) {
    const key = readMember(decoder)
    map.set(key, readMember(decoder))
  }
  return map
}

function readSet(decoder: Decoder): Set<unknown> {
  const set = remember(decoder, new Set<unknown>())
  for (let left = decoder.source.count(1); left > 0; left--) set.add(readMember(decoder))
  return set
}

/** A number, text, boolean or bigint in an object, as `Object(1)` makes it. */
function readBoxed(decoder: Decoder): unknown {
  const place = decoder.seen.push(undefined) - 1
  const inner = readValue(decoder)
  if (inner === null || inner === undefined || typeof inner === 'object')
    throw decoder.source.fault('a boxed value is a number, text, boolean or bigint')
  const boxed: unknown = Object(inner)
  decoder.seen[place] = boxed
  return boxed
}
