import { Damage } from './damage.ts'

/** Goes through bytes, never past their end. */
export class ByteCursor {
  readonly bytes: Uint8Array
  at: number
  readonly end: number

  constructor(bytes: Uint8Array, from: number, end: number) {
    if (!(from >= 0 && from <= end && end <= bytes.length)) throw new Damage('a page ends too early')
    this.bytes = bytes
    this.at = from
    this.end = end
  }

  /** A byte. */
  byte(): number {
    if (this.at >= this.end) throw new Damage('a page ends too early')
    return this.bytes[this.at++] as number
  }

  /** A number of 32 bits, lowest byte first. */
  uint32(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0
  }

  /** A number of up to 32 bits in groups of seven, lowest group first. */
  varint(): number {
    let value = 0
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw new Damage('a number in a page has no end')
  }

  /** Passes a number of up to 64 bits in groups of seven. */
  skipVarint(): void {
    for (let i = 0; i < 10; i++) if (this.byte() < 128) return
    throw new Damage('a number in a page has no end')
  }

  /** Passes `count` bytes and gives the place where they begin. */
  skip(count: number): number {
    const from = this.at
    if (!(count >= 0 && from + count <= this.end)) throw new Damage('a page ends too early')
    this.at += count
    return from
  }
}
