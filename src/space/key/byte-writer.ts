const utf8 = new TextEncoder()

/** Longest string that is copied character by character, which is faster than the encoder for short ones. */
const SHORT_TEXT = 48

/** Bytes that grow at their end: little-endian numbers, and texts and blocks behind their lengths. */
export class ByteWriter {
  #bytes: Uint8Array = new Uint8Array(256)
  #view: DataView = new DataView(this.#bytes.buffer)
  #length = 0

  reset(): void {
    this.#length = 0
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  uint32(value: number): void {
    this.#reserve(4)
    this.#view.setUint32(this.#length, value, true)
    this.#length += 4
  }

  /** A float64 with one zero and one NaN: what compares equal, and NaN, has equal bytes on every machine. */
  float64(value: number): void {
    this.#reserve(8)
    if (Number.isNaN(value)) {
      this.#view.setUint32(this.#length, 0, true)
      this.#view.setUint32(this.#length + 4, 0x7ff80000, true)
    } else this.#view.setFloat64(this.#length, value === 0 ? 0 : value, true)
    this.#length += 8
  }

  /** UTF-8 behind its length in bytes. Lone surrogates have no UTF-8; write `utf16` for them. */
  utf8(text: string): void {
    this.#reserve(4 + 3 * text.length)
    const start = this.#length + 4
    const written = text.length <= SHORT_TEXT ? this.#ascii(text, start) : -1
    const size = written >= 0 ? written : utf8.encodeInto(text, this.#bytes.subarray(start)).written
    this.#view.setUint32(this.#length, size, true)
    this.#length = start + size
  }

  /** Code units behind their number. */
  utf16(text: string): void {
    this.uint32(text.length)
    this.#reserve(2 * text.length)
    for (let i = 0; i < text.length; i++) this.#view.setUint16(this.#length + 2 * i, text.charCodeAt(i), true)
    this.#length += 2 * text.length
  }

  /** Bytes as they are, without their length. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A copy of what was written, in a buffer of its own. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Copies a text of ASCII characters; −1 where it has others. */
  #ascii(text: string, start: number): number {
    const bytes = this.#bytes
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code > 127) return -1
      bytes[start + i] = code
    }
    return text.length
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(2 * (this.#length + more))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
    this.#view = new DataView(grown.buffer)
  }
}
