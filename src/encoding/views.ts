import type { ByteSink } from './byte-sink.ts'
import type { ByteSource } from './byte-source.ts'
import { IS_LITTLE_ENDIAN, VIEW_KINDS, type ViewKind } from './format.ts'

const ELEMENT_SIZES: Readonly<Record<ViewKind, number>> = {
  Int8Array: 1,
  Uint8Array: 1,
  Uint8ClampedArray: 1,
  Int16Array: 2,
  Uint16Array: 2,
  Int32Array: 4,
  Uint32Array: 4,
  BigInt64Array: 8,
  BigUint64Array: 8,
  Float32Array: 4,
  Float64Array: 8,
  DataView: 1,
  Float16Array: 2,
}

type MakeView = new (buffer: ArrayBuffer) => ArrayBufferView

/** Writes kind and elements of a view; `isCanonical` gives every NaN the same bytes. */
export function writeView(sink: ByteSink, view: ArrayBufferView, isCanonical: boolean): void {
  sink.byte(VIEW_KINDS.indexOf(kindOfView(view)))
  sink.varint(view.byteLength)
  writeElements(sink, view, isCanonical)
}

/** Writes the elements of a view alone. The view must not change before the sink is finished. */
export function writeElements(sink: ByteSink, view: ArrayBufferView, isCanonical: boolean): void {
  const raw = bytesOf(isCanonical ? withOneNaN(view) : view)
  sink.raw(IS_LITTLE_ENDIAN ? raw : swapped(raw, ELEMENT_SIZES[kindOfView(view)]))
}

/** Reads a view; it has a buffer of its own, of exactly its size. */
export function readView(source: ByteSource): ArrayBufferView {
  const number = source.byte()
  const kind = VIEW_KINDS[number]
  if (kind === undefined) throw source.fault(`there is no kind ${number} of typed array`)
  const size = source.count(1)
  if (size % ELEMENT_SIZES[kind] !== 0)
    throw source.fault(`a ${kind} of ${size} bytes ends in the middle of an element`)
  return readElements(source, kind, size)
}

/** Reads the elements of a view alone, `size` bytes. */
export function readElements(source: ByteSource, kind: ViewKind, size: number): ArrayBufferView {
  const make = (globalThis as unknown as Readonly<Record<string, MakeView | undefined>>)[kind]
  if (make === undefined) throw source.fault(`Node ${process.versions.node} has no ${kind}; read it with a newer one`)
  const buffer = source.copy(size)
  if (!IS_LITTLE_ENDIAN) swapped(new Uint8Array(buffer), ELEMENT_SIZES[kind], true)
  return new make(buffer)
}

/** `Uint8Array` also for a `Buffer`, which is only a class of this program. */
function kindOfView(view: ArrayBufferView): ViewKind {
  if (view instanceof DataView) return 'DataView'
  return (view as ArrayBufferView & { readonly [Symbol.toStringTag]: ViewKind })[Symbol.toStringTag]
}

export function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

/** The same view where all its NaN have the same bits, else a copy where they have. */
function withOneNaN(view: ArrayBufferView): ArrayBufferView {
  if (!(view instanceof Float64Array || view instanceof Float32Array)) return view
  if (!hasNaN(view)) return view
  const copy = view.slice()
  // Which bits a stored NaN has is up to the engine, so they are set by hand.
  const bits = new DataView(copy.buffer)
  for (let i = 0; i < copy.length; i++) {
    if (!Number.isNaN(copy[i])) continue
    if (copy instanceof Float64Array) bits.setBigUint64(8 * i, 0x7ff8_0000_0000_0000n, IS_LITTLE_ENDIAN)
    else bits.setUint32(4 * i, 0x7fc0_0000, IS_LITTLE_ENDIAN)
  }
  return copy
}

function hasNaN(view: Float64Array | Float32Array): boolean {
  for (let i = 0; i < view.length; i++) if (Number.isNaN(view[i])) return true
  return false
}

function swapped(raw: Uint8Array, elementSize: number, inPlace = false): Uint8Array {
  const copy = inPlace ? raw : raw.slice()
  for (let at = 0; at < copy.length; at += elementSize) copy.subarray(at, at + elementSize).reverse()
  return copy
}
