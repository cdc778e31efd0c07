/** Bytes this long are kept as they are until the end instead of being copied twice. */
const LONG_BYTES = 65_536

/** Texts up to this length are copied character by character, which is faster than the encoder for short ones. */
const SHORT_TEXT = 32

/** Bytes that grow at their end. Long stretches are referred to until `finish`, so nothing may change them before. */
export class ByteSink {
  #finished: Uint8Array[] = []
  #finishedLength = 0
  #bytes: Buffer = Buffer.allocUnsafeSlow(512)
  #length = 0

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  varint(value: number): void {
    this.#reserve(8)
    let rest = value
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#length++] = rest
  }

  /** A float64 with one NaN, so that equal values have equal bytes. */
  float(value: number): void {
    this.#reserve(8)
    this.#bytes.writeDoubleLE(Number.isNaN(value) ? Number.NaN : value, this.#length)
    this.#length += 8
  }

  /** Well-formed text as UTF-8 behind its length in bytes. */
  utf8(text: string): void {
    if (text.length <= SHORT_TEXT && this.#shortAscii(text)) return
    const size = Buffer.byteLength(text)
    this.varint(size)
    this.#reserve(size)
    this.#bytes.write(text, this.#length, size, 'utf8')
    this.#length += size
  }

  /** Code units behind their number, for text that UTF-8 cannot say. */
  utf16(text: string): void {
    const size = 2 * text.length
    this.varint(size)
    this.#reserve(size)
    this.#bytes.write(text, this.#length, size, 'utf16le')
    this.#length += size
  }

  raw(bytes: Uint8Array): void {
    if (bytes.length >= LONG_BYTES) {
      this.#close(512)
      this.#finished.push(bytes)
      this.#finishedLength += bytes.length
      return
    }
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Everything written, in a buffer of its own. The sink is not used again. */
  finish(): Uint8Array<ArrayBuffer> {
    const all = Buffer.allocUnsafeSlow(this.#finishedLength + this.#length)
    let at = 0
    for (const part of this.#finished) {
      all.set(part, at)
      at += part.length
    }
    all.set(this.#bytes.subarray(0, this.#length), at)
    return new Uint8Array(all.buffer)
  }

  #shortAscii(text: string): boolean {
    this.#reserve(1 + SHORT_TEXT)
    const bytes = this.#bytes
    const start = this.#length + 1
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code > 127) return false
      bytes[start + i] = code
    }
    bytes[this.#length] = text.length
    this.#length = start + text.length
    return true
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    if (this.#length >= LONG_BYTES) {
      this.#close(Math.max(2 * LONG_BYTES, more))
      return
    }
    const grown = Buffer.allocUnsafeSlow(2 * (this.#length + more))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }

  /** Puts aside what was written so far and goes on in a new stretch. */
  #close(size: number): void {
    if (this.#length > 0) {
      this.#finished.push(this.#bytes.subarray(0, this.#length))
      this.#finishedLength += this.#length
      this.#bytes = Buffer.allocUnsafeSlow(size)
      this.#length = 0
    } else if (this.#bytes.length < size) this.#bytes = Buffer.allocUnsafeSlow(size)
  }
}
