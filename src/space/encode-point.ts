import type { Point } from './space.ts'

/*
 * Canonical bytes of values: a tag a kind, then the value. Equal points have equal bytes whatever the order of their names.
 * Numbers are little-endian float64 with one zero and one NaN, so 1 and 1.0 are the same and 1, '1' and true are not.
 */

const TAG = { undefined: 0, null: 1, false: 2, true: 3, number: 4, string: 5, bigint: 6, date: 7, array: 8, object: 9, typed: 10 } as const

const text = new TextEncoder()

/** The canonical bytes of a point; throws `TypeError` for values that have none (functions, symbols, class instances). */
export function encodePoint(point: Point): Uint8Array {
  const bytes = new ByteWriter()
  writeObject(bytes, point, '')
  return bytes.take()
}

/** The canonical bytes of one value, for telling equal values. */
export function encodeValue(value: unknown, name: string): Uint8Array {
  const bytes = new ByteWriter()
  write(bytes, value, name)
  return bytes.take()
}

/** A text key of a value: equal for equal values. */
export function keyOf(value: unknown, name: string): string | number {
  if (typeof value === 'number') return value === 0 ? 0 : value
  if (typeof value === 'string') return `s${value}`
  return `b${String.fromCharCode(...encodeValue(value, name))}`
}

function write(bytes: ByteWriter, value: unknown, name: string): void {
  switch (typeof value) {
    case 'number':
      return bytes.number(TAG.number, value)
    case 'string':
      return bytes.text(TAG.string, value)
    case 'boolean':
      return bytes.tag(value ? TAG.true : TAG.false)
    case 'undefined':
      return bytes.tag(TAG.undefined)
    case 'bigint':
      return bytes.text(TAG.bigint, value.toString(16))
    case 'object':
      return value === null ? bytes.tag(TAG.null) : writeObject(bytes, value, name)
  }
  throw unencodable(name, value)
}

function writeObject(bytes: ByteWriter, value: object, name: string): void {
  if (value instanceof Date) return bytes.number(TAG.date, value.getTime())
  if (Array.isArray(value)) {
    bytes.number(TAG.array, value.length)
    for (const item of value) write(bytes, item, name)
    return
  }
  if (ArrayBuffer.isView(value)) {
    bytes.text(TAG.typed, value.constructor.name)
    return bytes.raw(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw unencodable(name, value)
  const names = Object.keys(value).sort()
  bytes.number(TAG.object, names.length)
  for (const key of names) {
    bytes.text(TAG.string, key)
    write(bytes, (value as Record<string, unknown>)[key], name === '' ? key : `${name}.${key}`)
  }
}

function unencodable(name: string, value: unknown): TypeError {
  const kind = typeof value === 'object' && value !== null ? `an instance of ${value.constructor?.name ?? 'a class'}` : `a ${typeof value}`
  return new TypeError(
    `Expected the values of \`${name}\` to be plain data, got ${kind}.\nUse numbers, texts, booleans, dates, arrays or plain objects, and make the rest inside the function.`,
  )
}

class ByteWriter {
  #bytes = new Uint8Array(128)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  tag(tag: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = tag
  }

  number(tag: number, value: number): void {
    this.#room(9)
    this.#bytes[this.#length] = tag
    this.#view.setFloat64(this.#length + 1, value === 0 ? 0 : Number.isNaN(value) ? Number.NaN : value, true)
    this.#length += 9
  }

  text(tag: number, value: string): void {
    this.tag(tag)
    this.raw(text.encode(value))
  }

  raw(bytes: Uint8Array): void {
    this.#room(4 + bytes.length)
    this.#view.setUint32(this.#length, bytes.length, true)
    this.#bytes.set(bytes, this.#length + 4)
    this.#length += 4 + bytes.length
  }

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(2 * (this.#length + more))
    grown.set(this.#bytes)
    this.#bytes = grown
    this.#view = new DataView(grown.buffer)
  }
}
