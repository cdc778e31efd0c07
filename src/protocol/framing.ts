import { DefaultDeserializer, DefaultSerializer } from 'node:v8'

/*
 * A frame is one message on a byte stream between processes of one host that run the same Node:
 *
 *   u32 head length · u32 number of arrays · f64 byte length of each array · head (v8 serialisation) · bytes of the arrays
 *
 * Every typed array of the message travels behind the head as it is, and arrives in a buffer of exactly its size.
 */

const VIEW_TYPES: readonly (new (buffer: ArrayBuffer) => ArrayBufferView)[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
]

/** Refused above this: no honest message of ours is as large, so the stream is broken. */
const MAX_HEAD_BYTES = 2 ** 31 - 1
const MAX_ARRAY_BYTES = 2 ** 40
const MAX_ARRAYS = 2 ** 24

/** The pieces of one frame, to be written in order; arrays are not copied. */
export function encodeFrame(message: unknown): Uint8Array[] {
  const serializer = new ArraysAside()
  serializer.writeHeader()
  serializer.writeValue(message)
  const head = serializer.releaseBuffer()
  const prefix = new DataView(new ArrayBuffer(8 + 8 * serializer.arrays.length))
  prefix.setUint32(0, head.length, true)
  prefix.setUint32(4, serializer.arrays.length, true)
  serializer.arrays.forEach((bytes, i) => {
    prefix.setFloat64(8 + 8 * i, bytes.length, true)
  })
  return [new Uint8Array(prefix.buffer), head, ...serializer.arrays]
}

type Stage = 'sizes' | 'lengths' | 'head' | 'arrays'

/** Cuts a byte stream into messages, whatever the sizes of its chunks. */
export class FrameReader {
  readonly #receive: (message: unknown) => void
  #stage: Stage = 'sizes'
  #target: Uint8Array<ArrayBuffer> = new Uint8Array(8)
  #filled = 0
  #headLength = 0
  #lengths: number[] = []
  #head = new Uint8Array(0)
  #arrays: ArrayBuffer[] = []

  constructor(receive: (message: unknown) => void) {
    this.#receive = receive
  }

  push(chunk: Uint8Array): void {
    let offset = 0
    while (offset < chunk.length) {
      const take = Math.min(chunk.length - offset, this.#target.length - this.#filled)
      this.#target.set(chunk.subarray(offset, offset + take), this.#filled)
      offset += take
      this.#filled += take
      if (this.#filled === this.#target.length) this.#advance()
    }
  }

  #advance(): void {
    const view = new DataView(this.#target.buffer, this.#target.byteOffset, this.#target.length)
    if (this.#stage === 'sizes') {
      this.#headLength = checked(view.getUint32(0, true), MAX_HEAD_BYTES)
      this.#arrays = []
      this.#lengths = new Array(checked(view.getUint32(4, true), MAX_ARRAYS)).fill(0)
      if (this.#lengths.length > 0) this.#expect('lengths', new Uint8Array(8 * this.#lengths.length))
      else this.#expect('head', new Uint8Array(this.#headLength))
    } else if (this.#stage === 'lengths') {
      this.#lengths = this.#lengths.map((_, i) => checked(view.getFloat64(8 * i, true), MAX_ARRAY_BYTES))
      this.#expect('head', new Uint8Array(this.#headLength))
    } else if (this.#stage === 'head') {
      this.#head = this.#target
      this.#nextArray()
    } else {
      this.#arrays.push(this.#target.buffer)
      this.#nextArray()
    }
  }

  #nextArray(): void {
    while (this.#arrays.length < this.#lengths.length) {
      const length = this.#lengths[this.#arrays.length] ?? 0
      if (length > 0) return this.#expect('arrays', unfilled(length))
      this.#arrays.push(new ArrayBuffer(0))
    }
    const message = decode(this.#head, this.#arrays)
    this.#expect('sizes', new Uint8Array(8))
    this.#receive(message)
  }

  #expect(stage: Stage, target: Uint8Array<ArrayBuffer>): void {
    this.#stage = stage
    this.#target = target
    this.#filled = 0
  }
}

/** Memory of its own of exactly this size, not cleared: every byte of it is read into. */
function unfilled(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer)
}

function checked(length: number, max: number): number {
  if (!(length >= 0 && length <= max))
    throw new RangeError(`A frame claims ${length} bytes or arrays; the stream is broken.`)
  return length
}

function decode(head: Uint8Array, arrays: readonly ArrayBuffer[]): unknown {
  const deserializer = new ArraysBack(head, arrays)
  deserializer.readHeader()
  return deserializer.readValue()
}

class ArraysAside extends DefaultSerializer {
  readonly arrays: Uint8Array[] = []

  _writeHostObject(view: ArrayBufferView): void {
    const type = VIEW_TYPES.findIndex((Type) => view instanceof Type)
    if (type < 0) throw new TypeError(`Expected a typed array, got ${Object.prototype.toString.call(view)}.`)
    this.writeUint32(type)
    this.writeUint32(this.arrays.length)
    this.arrays.push(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  }
}

class ArraysBack extends DefaultDeserializer {
  readonly #arrays: readonly ArrayBuffer[]

  constructor(head: Uint8Array, arrays: readonly ArrayBuffer[]) {
    super(head)
    this.#arrays = arrays
  }

  _readHostObject(): ArrayBufferView {
    const Type = VIEW_TYPES[this.readUint32()]
    const buffer = this.#arrays[this.readUint32()]
    if (Type === undefined || buffer === undefined)
      throw new RangeError('A frame names an array that it does not carry.')
    return new Type(buffer)
  }
}
