import { isPlainObject, kindOf } from '../../util/index.ts'
import type { ByteWriter } from './byte-writer.ts'

/*
 * Canonical bytes of a value: one byte that says its kind, then the value. Numbers are little-endian float64, texts UTF-8,
 * objects their names in code-unit order. Typed arrays carry their element type, so they differ from arrays of the same
 * numbers. These bytes seed generators and name results on disk: changing them changes every stored key.
 */
const KIND = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  number: 4,
  text: 5,
  bigint: 6,
  date: 7,
  array: 8,
  object: 9,
  typedArray: 10,
  brokenText: 11,
} as const

/** Deep enough for any data; what is deeper contains itself. */
const MAX_DEPTH = 100

const LONE_SURROGATE = /\p{Surrogate}/u

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Where a value stands, for the message that refuses it: made only for values inside others. */
export interface ValuePath {
  readonly parent: ValuePath | undefined
  readonly step: string | number
  readonly depth: number
}

/** Writes a value that stands at `step` of `parent`; throws `TypeError` where it is no plain data. */
export function writeValue(
  bytes: ByteWriter,
  value: unknown,
  at: { parent: ValuePath | undefined; step: string | number },
): void {
  switch (typeof value) {
    case 'number':
      bytes.byte(KIND.number)
      bytes.float64(value)
      break
    case 'string':
      writeText(bytes, value)
      break
    case 'boolean':
      bytes.byte(value ? KIND.true : KIND.false)
      break
    case 'undefined':
      bytes.byte(KIND.undefined)
      break
    case 'bigint':
      bytes.byte(KIND.bigint)
      bytes.utf8(value.toString(16))
      break
    case 'object':
      if (value === null) bytes.byte(KIND.null)
      else writeObject(bytes, value, enter(at.parent, at.step))
      break
    default:
      throw unencodable(value, enter(at.parent, at.step))
  }
}

/** Writes a text so that texts that differ have bytes that differ, also those which UTF-8 cannot say. */
export function writeText(bytes: ByteWriter, text: string): void {
  const isBroken = LONE_SURROGATE.test(text)
  bytes.byte(isBroken ? KIND.brokenText : KIND.text)
  if (isBroken) bytes.utf16(text)
  else bytes.utf8(text)
}

/** The path of what stands at `step` of `parent`. */
export function enter(parent: ValuePath | undefined, step: string | number): ValuePath {
  return { parent, step, depth: (parent?.depth ?? 0) + 1 }
}

function writeObject(bytes: ByteWriter, value: object, path: ValuePath): void {
  if (path.depth > MAX_DEPTH) throw tooDeep(path)
  if (Array.isArray(value)) writeArray(bytes, value, path)
  else if (isTypedArray(value)) writeTypedArray(bytes, value)
  else if (value instanceof Date) {
    bytes.byte(KIND.date)
    bytes.float64(value.getTime())
  } else if (isPlainObject(value)) writeMembers(bytes, value, path)
  else throw unencodable(value, path)
}

function writeArray(bytes: ByteWriter, value: readonly unknown[], path: ValuePath): void {
  bytes.byte(KIND.array)
  bytes.uint32(value.length)
  for (let i = 0; i < value.length; i++) writeValue(bytes, value[i], { parent: path, step: i })
}

function writeMembers(bytes: ByteWriter, value: Readonly<Record<string, unknown>>, path: ValuePath): void {
  const names = Object.keys(value).sort()
  bytes.byte(KIND.object)
  bytes.uint32(names.length)
  for (const name of names) {
    writeText(bytes, name)
    writeValue(bytes, value[name], { parent: path, step: name })
  }
}

interface TypedArray extends ArrayBufferView {
  readonly length: number
  readonly BYTES_PER_ELEMENT: number
  /** `Uint8Array` also for a `Buffer`. */
  readonly [Symbol.toStringTag]: string
}

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

function writeTypedArray(bytes: ByteWriter, value: TypedArray): void {
  bytes.byte(KIND.typedArray)
  bytes.utf8(value[Symbol.toStringTag])
  bytes.uint32(value.length)
  if (value instanceof Float64Array || value instanceof Float32Array) {
    for (const element of value) bytes.float64(element)
    return
  }
  const raw = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  bytes.raw(IS_LITTLE_ENDIAN ? raw : swapped(raw, value.BYTES_PER_ELEMENT))
}

function swapped(raw: Uint8Array, elementSize: number): Uint8Array {
  const copy = raw.slice()
  for (let at = 0; at < copy.length; at += elementSize) copy.subarray(at, at + elementSize).reverse()
  return copy
}

function unencodable(value: unknown, path: ValuePath): TypeError {
  return new TypeError(
    `Expected plain data at \`${printPath(path)}\`, got ${kindOf(value)}.\n` +
      'Give numbers, texts, booleans, bigints, dates, arrays, plain objects or typed arrays, and make the rest inside the function.',
  )
}

function tooDeep(path: ValuePath): TypeError {
  let root = path
  while (root.parent?.parent !== undefined) root = root.parent
  return new TypeError(
    `The value at \`${printPath(root)}\` contains itself, or is nested deeper than ${MAX_DEPTH} levels.\nGive data that ends.`,
  )
}

function printPath({ parent, step }: ValuePath): string {
  if (parent === undefined) return String(step)
  if (typeof step === 'number') return `${printPath(parent)}[${step}]`
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step)
    ? `${printPath(parent)}.${step}`
    : `${printPath(parent)}[${JSON.stringify(step)}]`
}
