import type { ArrayValues } from '../../../dataset/index.ts'
import { classes, type H5, type H5File, type H5Metadata, withMemory } from '../h5.ts'
import { complexParts } from './complex-parts.ts'

/** Numbers as they lie in a file; complex ones as their parts in turn. */
export type RawNumbers = ArrayValues

/** Elements as they lie in a file. */
export type Raw = RawNumbers | readonly string[]

/** A box of a variable; `undefined` means all of it. */
export interface Box {
  readonly start: readonly number[]
  readonly count: readonly number[]
}

/** Reads elements; `undefined` for types that have no counterpart here. */
export function readRaw(
  h5: H5,
  file: H5File,
  path: string,
  { meta, box }: { readonly meta: H5Metadata; readonly box?: Box | undefined },
): Raw | undefined {
  const module = h5.Module
  const total = box === undefined ? meta.total_size : box.count.reduce((product, n) => product * n, 1)
  if (total === 0) return rawFrom(h5, meta, { bytes: new Uint8Array(0), address: 0 })
  const count = box?.count.map(BigInt) ?? null
  return withMemory(h5, total * meta.size, (address) => {
    module.get_dataset_data(
      file.file_id,
      path,
      count,
      box?.start.map(BigInt) ?? null,
      count?.map(() => 1n) ?? null,
      BigInt(address),
    )
    try {
      return rawFrom(h5, meta, { bytes: module.HEAPU8.slice(address, address + total * meta.size), address })
    } finally {
      if (meta.vlen) {
        if (count === null) module.reclaim_vlen_memory(file.file_id, path, '', BigInt(address))
        else module.reclaim_vlen_memory_count(file.file_id, path, '', BigInt(address), count)
      }
    }
  })
}

/** Reads an attribute with its shape; `undefined` for types that have no counterpart here, `''` for an empty one. */
export function readRawAttr(
  h5: H5,
  file: H5File,
  { path, name }: { readonly path: string; readonly name: string },
): RawAttr | undefined {
  const module = h5.Module
  const meta = module.get_attribute_metadata(file.file_id, path, name)
  if (meta.shape === null) return { raw: [''], isScalar: true }
  const isScalar = meta.shape.length === 0
  if (meta.total_size === 0) return rawAttr(rawFrom(h5, meta, { bytes: new Uint8Array(0), address: 0 }), isScalar)
  return withMemory(h5, meta.size * meta.total_size, (address) => {
    module.get_attribute_data(file.file_id, path, name, BigInt(address))
    try {
      const bytes = module.HEAPU8.slice(address, address + meta.size * meta.total_size)
      return rawAttr(rawFrom(h5, meta, { bytes, address }), isScalar)
    } finally {
      if (meta.vlen) module.reclaim_vlen_memory(file.file_id, path, name, BigInt(address))
    }
  })
}

/** An attribute as it lies in a file. */
export interface RawAttr {
  readonly raw: Raw
  readonly isScalar: boolean
}

function rawAttr(raw: Raw | undefined, isScalar: boolean): RawAttr | undefined {
  return raw === undefined ? undefined : { raw, isScalar }
}

interface Memory {
  /** A copy of its own, which begins at byte 0 of its buffer. */
  readonly bytes: Uint8Array
  readonly address: number
}

function rawFrom(h5: H5, meta: H5Metadata, { bytes }: Memory): Raw | undefined {
  const { type, size, signed } = meta
  if (type === classes.string) return meta.vlen ? vlenStrings(h5, meta, bytes) : fixedStrings(bytes, size)
  if (type === classes.float) return floats(bytes.buffer as ArrayBuffer, size)
  if (type === classes.compound) return complexParts(meta)?.read(bytes)
  if (type === classes.integer || type === classes.enum) return integers(bytes.buffer as ArrayBuffer, size, signed)
  return undefined
}

function integers(buffer: ArrayBuffer, size: number, signed: boolean): RawNumbers | undefined {
  if (size === 1) return signed ? new Int8Array(buffer) : new Uint8Array(buffer)
  if (size === 2) return signed ? new Int16Array(buffer) : new Uint16Array(buffer)
  if (size === 4) return signed ? new Int32Array(buffer) : new Uint32Array(buffer)
  if (size !== 8) return undefined
  return signed ? new BigInt64Array(buffer) : new BigUint64Array(buffer)
}

function floats(buffer: ArrayBuffer, size: number): RawNumbers | undefined {
  if (size === 8) return new Float64Array(buffer)
  if (size === 4) return new Float32Array(buffer)
  return size === 2 ? Float32Array.from(new Uint16Array(buffer), halfToNumber) : undefined
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Files often call UTF-8 texts ASCII: the characters are then the bytes, and are read again. */
function vlenStrings({ Module: module }: H5, meta: H5Metadata, bytes: Uint8Array): string[] {
  const addresses = new Uint32Array(bytes.buffer, 0, bytes.length / 4)
  return Array.from(addresses, (address) => {
    if (address === 0) return ''
    if (meta.cset === 1) return utf8At(module, address)
    const text = module.AsciiToString(address)
    return /^[\0-\u007F]*$/.test(text) ? text : utf8.decode(Buffer.from(text, 'latin1'))
  })
}

/** The runtime of h5wasm takes U+FEFF at the beginning of longer texts for a byte order mark, and drops it. */
function utf8At(module: H5['Module'], address: number): string {
  const text = module.UTF8ToString(address)
  const [a, b, c] = module.HEAPU8.subarray(address, address + 3)
  const isMarked = a === 0xef && b === 0xbb && c === 0xbf
  return isMarked && !text.startsWith('\uFEFF') ? `\uFEFF${text}` : text
}

/** Fixed strings end at the first zero. Those padded with spaces keep them: nobody can tell padding from text. */
function fixedStrings(bytes: Uint8Array, size: number): string[] {
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const all = bytes.subarray(i * size, (i + 1) * size)
    const end = all.indexOf(0)
    return utf8.decode(end === -1 ? all : all.subarray(0, end))
  })
}
