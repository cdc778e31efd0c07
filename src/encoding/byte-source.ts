import { FormatError } from '../errors/index.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Texts up to this length are read character by character while they are ASCII. */
const SHORT_TEXT = 24

/** Reads bytes from the front. Whatever goes beyond the end, or is not what it should be, throws `FormatError`. */
export class ByteSource {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get at(): number {
    return this.#at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw this.fault('they end in the middle of a value')
    this.#at += 1
    return value
  }

  /** The next byte without taking it. */
  peek(): number | undefined {
    return this.#bytes[this.#at]
  }

  /** A whole number up to 2^53 − 1, in its shortest form. */
  varint(): number {
    let value = 0
    let factor = 1
    for (let size = 1; size <= 8; size++) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) {
        if ((byte === 0 && size > 1) || value > Number.MAX_SAFE_INTEGER) break
        return value
      }
      factor *= 128
    }
    throw this.fault('a number is not in its shortest form, or above 2^53')
  }

  /** A number of things that take at least `leastBytes` each: never more than can follow. */
  count(leastBytes: number): number {
    const count = this.varint()
    if (count * leastBytes > this.left)
      throw this.fault(`${count} things are announced, and only ${this.left} bytes follow`)
    return count
  }

  float(): number {
    return this.#bytes.readDoubleLE(this.#take(8))
  }

  utf8(): string {
    const size = this.count(1)
    const start = this.#take(size)
    if (size <= SHORT_TEXT) {
      const text = this.#shortAscii(start, size)
      if (text !== undefined) return text
    }
    try {
      return utf8.decode(this.#bytes.subarray(start, start + size))
    } catch (error) {
      throw this.fault('a text is not UTF-8', { cause: error })
    }
  }

  utf16(): string {
    const size = this.count(1)
    if (size % 2 !== 0) throw this.fault('a text of code units has half a one')
    const start = this.#take(size)
    return this.#bytes.toString('utf16le', start, start + size)
  }

  /** A copy of the next bytes, in a buffer of their own that has exactly their size. */
  copy(size: number): ArrayBuffer {
    const start = this.#take(size)
    const copy = new Uint8Array(size)
    copy.set(this.#bytes.subarray(start, start + size))
    return copy.buffer
  }

  fault(what: string, options?: ErrorOptions): FormatError {
    return new FormatError(
      `These bytes are no value of windrow's format: ${what} (at byte ${this.#at}).`,
      { offset: this.#at },
      options,
    )
  }

  #take(size: number): number {
    const start = this.#at
    if (size > this.#bytes.length - start) throw this.fault('they end in the middle of a value')
    this.#at = start + size
    return start
  }

  #shortAscii(start: number, size: number): string | undefined {
    const bytes = this.#bytes
    let text = ''
    for (let i = start; i < start + size; i++) {
      const code = bytes[i] as number
      if (code > 127) return undefined
      text += String.fromCharCode(code)
    }
    return text
  }
}
