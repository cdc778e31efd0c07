import { types } from 'node:util'
import { ByteSink } from './byte-sink.ts'
import { MAX_VALUE_DEPTH, TAG, VALUE_FORMAT } from './format.ts'
import { refuseValue } from './refuse-value.ts'
import { bytesOf, writeView } from './views.ts'
import { writeArray } from './write-array.ts'
import { writeError } from './write-error.ts'

/** What one encoding carries along. */
export interface Encoder {
  readonly sink: ByteSink
  /** Numbers of the objects seen so far, in the order of their appearance. */
  readonly seen: Map<object, number>
  /** True where equal values must have equal bytes: names are sorted, every NaN is the same, errors have no stack. */
  readonly isCanonical: boolean
  /** Names and numbers of the members that lead to the value being written; a refusal prints them. */
  readonly path: (string | number)[]
}

/**
 * Encodes a value as bytes that any version of Node on any machine reads back: everything that `structuredClone` takes
 * except host objects, with shared references, cycles, holes, `-0` and lone surrogates.
 *
 * Instances of classes become plain objects as `structuredClone` makes them. Two views of one buffer come back with a buffer
 * each, of exactly their size. Throws `TypeError`, naming the place, for functions, symbols, promises and the like, and for
 * values nested deeper than 1000 levels.
 *
 * @example
 * ```ts
 * const bytes = encodeValue({ spins: new Int8Array([1, -1]), at: new Date(0) })
 * ```
 */
export function encodeValue(value: unknown): Uint8Array<ArrayBuffer> {
  return encode(value, false)
}

/**
 * Encodes a value so that equal values have equal bytes, for hashing: names of objects are sorted and every NaN is the same.
 *
 * What a program can tell apart has other bytes: `-0` and `0`, the order of a `Map` or `Set`, an absent property and an
 * `undefined` one, one object used twice and two equal objects. Stacks of errors do not count.
 */
export function encodeCanonical(value: unknown): Uint8Array<ArrayBuffer> {
  return encode(value, true)
}

function encode(value: unknown, isCanonical: boolean): Uint8Array<ArrayBuffer> {
  const encoder: Encoder = { sink: new ByteSink(), seen: new Map(), isCanonical, path: [] }
  encoder.sink.byte(VALUE_FORMAT)
  writeValue(encoder, value)
  return encoder.sink.finish()
}

/** Writes one value. Members are written through `writeMember`, which knows where they stand. */
export function writeValue(encoder: Encoder, value: unknown): void {
  const { sink } = encoder
  switch (typeof value) {
    case 'number':
      return writeNumber(sink, value)
    case 'string':
      return writeText(sink, value)
    case 'boolean':
      return sink.byte(value ? TAG.true : TAG.false)
    case 'undefined':
      return sink.byte(TAG.undefined)
    case 'bigint':
      return writeBigint(sink, value)
    case 'object':
      return value === null ? sink.byte(TAG.null) : writeObject(encoder, value)
    default:
      throw refuseValue(value, encoder.path)
  }
}

export function writeMember(encoder: Encoder, step: string | number, value: unknown): void {
  const { path } = encoder
  if (path.length >= MAX_VALUE_DEPTH) throw refuseValue(undefined, path)
  path.push(step)
  writeValue(encoder, value)
  path.pop()
}

export function writeText(sink: ByteSink, text: string): void {
  if (isWellFormed(text)) {
    sink.byte(TAG.text)
    sink.utf8(text)
  } else {
    sink.byte(TAG.brokenText)
    sink.utf16(text)
  }
}

/** Own enumerable names with their values: sorted where the order does not count. */
export function writeNamed(encoder: Encoder, owner: object, names: readonly string[]): void {
  encoder.sink.varint(names.length)
  for (const name of encoder.isCanonical ? [...names].sort() : names) {
    writeText(encoder.sink, name)
    writeMember(encoder, name, (owner as Readonly<Record<string, unknown>>)[name])
  }
}

function isWellFormed(text: string): boolean {
  return (text as string & { isWellFormed(): boolean }).isWellFormed()
}

function writeNumber(sink: ByteSink, value: number): void {
  if ((value | 0) === value && !Object.is(value, -0)) {
    sink.byte(TAG.integer)
    // Zigzag: the sign in the lowest bit, so that small negative numbers are short too.
    sink.varint(value < 0 ? -2 * value - 1 : 2 * value)
  } else {
    sink.byte(TAG.float)
    sink.float(value)
  }
}

function writeBigint(sink: ByteSink, value: bigint): void {
  sink.byte(value < 0n ? TAG.negativeBigint : TAG.bigint)
  const digits = (value < 0n ? -value : value).toString(16)
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex').reverse()
  sink.varint(bytes.length)
  sink.raw(bytes)
}

function writeObject(encoder: Encoder, value: object): void {
  const { sink, seen } = encoder
  const known = seen.get(value)
  if (known !== undefined) {
    sink.byte(TAG.reference)
    sink.varint(known)
    return
  }
  seen.set(value, seen.size)
  if (Array.isArray(value)) writeArray(encoder, value)
  else if (ArrayBuffer.isView(value)) {
    sink.byte(TAG.view)
    writeView(sink, value, encoder.isCanonical)
  } else if (isPlain(value)) writeProperties(encoder, value)
  else writeSpecial(encoder, value)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && !types.isProxy(value)
}

function writeProperties(encoder: Encoder, value: object): void {
  encoder.sink.byte(TAG.object)
  writeNamed(encoder, value, Object.keys(value))
}

function writeSpecial(encoder: Encoder, value: object): void {
  const { sink } = encoder
  if (types.isDate(value)) {
    sink.byte(TAG.date)
    sink.float(value.getTime())
  } else if (types.isMap(value)) writeMap(encoder, value)
  else if (types.isSet(value)) writeSet(encoder, value)
  else if (types.isAnyArrayBuffer(value)) {
    sink.byte(types.isSharedArrayBuffer(value) ? TAG.sharedBuffer : TAG.buffer)
    sink.varint(value.byteLength)
    sink.raw(bytesOf(new DataView(value)))
  } else if (types.isNativeError(value)) writeError(encoder, value)
  else if (types.isRegExp(value)) {
    sink.byte(TAG.regExp)
    writeText(sink, value.source)
    writeText(sink, value.flags)
  } else if (types.isBoxedPrimitive(value)) writeBoxed(encoder, value)
  else if (isHostObject(value)) throw refuseValue(value, encoder.path)
  else writeProperties(encoder, value)
}

function writeMap(encoder: Encoder, value: ReadonlyMap<unknown, unknown>): void {
  encoder.sink.byte(TAG.map)
  encoder.sink.varint(value.size)
  let at = 0
  for (const [key, member] of value) {
    writeMember(encoder, `key ${at}`, key)
    writeMember(encoder, typeof key === 'string' ? key : at, member)
    at += 1
  }
}

function writeSet(encoder: Encoder, value: ReadonlySet<unknown>): void {
  encoder.sink.byte(TAG.set)
  encoder.sink.varint(value.size)
  let at = 0
  for (const member of value) writeMember(encoder, at++, member)
}

function writeBoxed(encoder: Encoder, value: object): void {
  const inner: unknown = types.isSymbolObject(value) ? value : value.valueOf()
  if (typeof inner === 'object') throw refuseValue(value, encoder.path)
  encoder.sink.byte(TAG.boxed)
  writeValue(encoder, inner)
}

/** Objects whose state is not in their properties: what is left of them would be an empty object. */
function isHostObject(value: object): boolean {
  return (
    types.isProxy(value) ||
    types.isPromise(value) ||
    types.isWeakMap(value) ||
    types.isWeakSet(value) ||
    types.isGeneratorObject(value) ||
    types.isMapIterator(value) ||
    types.isSetIterator(value) ||
    types.isExternal(value) ||
    value instanceof WeakRef
  )
}
