import {
  type ArrayValues,
  allocate,
  type BigValues,
  type Elements,
  isBig,
  isBigArray,
  type NumericValues,
} from '../../../dataset/index.ts'
import type { NumericKind } from '../file-type.ts'
import { numbersOf, type RawAttrs, textOf } from './attributes.ts'
import type { TimeScale } from './cf-time.ts'
import type { RawNumbers } from './raw.ts'

/** The attribute with which formats without unsigned types say that a type is one. */
export function unsignedHint(attrs: RawAttrs): boolean | undefined {
  const hint = textOf(attrs, '_Unsigned')?.toLowerCase()
  return hint === 'true' ? true : hint === 'false' ? false : undefined
}
/** Stored numbers that mean "missing". */
function fillsOf(attrs: RawAttrs): readonly (number | bigint)[] {
  return [...numbersOf(attrs, '_FillValue'), ...numbersOf(attrs, 'missing_value')]
}

/** An integer beyond 2^53 where numbers were wanted. */
export class BeyondSafe extends RangeError {}

/** Numbers of a kind, with marks where they are missing. Throws `BeyondSafe` for integers beyond 2^53. */
export function decodeNumbers(raw: RawNumbers, dtype: NumericKind, attrs: RawAttrs): Elements {
  const fills = fillsOf(attrs)
  if (dtype === 'float64' || dtype === 'float32') {
    const values = raw as Float64Array
    const marks = fills.map(Number).filter((fill) => !Number.isNaN(fill))
    if (marks.length > 0)
      for (let i = 0; i < values.length; i++) if (marks.includes(values[i] as number)) values[i] = Number.NaN
    return { values }
  }
  const missing = markMissing(raw, fills)
  if (isBigArray(raw)) {
    const isLong = isBig(dtype)
    return { values: isLong ? blanked(reinterpret(raw, dtype), missing) : shorten(raw, missing), missing }
  }
  const isOwn = dtype !== 'bool' && raw.BYTES_PER_ELEMENT === allocate(dtype, 0).BYTES_PER_ELEMENT
  const values = (isOwn ? reinterpret(raw, dtype) : allocate(dtype, raw.length)) as NumericValues
  if (!isOwn) values.set(raw)
  if (dtype === 'bool')
    for (let i = 0; i < values.length; i++) values[i] = missing?.[i] !== 1 && values[i] !== 0 ? 1 : 0
  else blanked(values, missing)
  return { values, missing }
}

/** Zero where elements are missing, in place. */
function blanked(values: ArrayValues, missing: Uint8Array | undefined): ArrayValues {
  const nothing = isBigArray(values) ? 0n : 0
  if (missing !== undefined) for (let i = 0; i < values.length; i++) if (missing[i] === 1) values[i] = nothing as never
  return values
}

/** The same bits with or without sign. */
function reinterpret(raw: RawNumbers, dtype: NumericKind): ArrayValues {
  const view = allocate(dtype, 0)
  const Typed = view.constructor as new (buffer: ArrayBufferLike, at: number, length: number) => ArrayValues
  return new Typed(raw.buffer, raw.byteOffset, raw.length)
}

function markMissing(raw: RawNumbers, fills: readonly (number | bigint)[]): Uint8Array | undefined {
  if (fills.length === 0) return undefined
  const isLong = isBigArray(raw)
  const wanted = new Set<number | bigint>(fills.flatMap((fill) => typed(fill, isLong)))
  let missing: Uint8Array | undefined
  for (let i = 0; i < raw.length; i++) {
    if (!wanted.has(raw[i] as number | bigint)) continue
    missing ??= new Uint8Array(raw.length)
    missing[i] = 1
  }
  return missing
}

function typed(fill: number | bigint, isLong: boolean): (number | bigint)[] {
  if (!isLong) return [Number(fill)]
  return typeof fill === 'bigint' ? [fill] : Number.isInteger(fill) ? [BigInt(fill)] : []
}

function shorten(raw: BigValues, missing: Uint8Array | undefined): Float64Array {
  const values = new Float64Array(raw.length)
  for (let i = 0; i < raw.length; i++) {
    if (missing?.[i] === 1) continue
    const value = Number(raw[i])
    if (!Number.isSafeInteger(value)) throw new BeyondSafe(`it holds ${raw[i]}, which no number holds exactly`)
    values[i] = value
  }
  return values
}

/** What numpy writes for a missing date, with or without a fill attribute. */
const NOT_A_TIME = -(2n ** 63n)

/** Dates as milliseconds since 1970, NaN where they are missing. */
export function decodeTimes(raw: RawNumbers, attrs: RawAttrs, { unitMs, originMs }: TimeScale): Elements {
  const fills = fillsOf(attrs)
  const isFloat = raw instanceof Float64Array || raw instanceof Float32Array
  const missing = isFloat ? undefined : markMissing(raw, [...fills, NOT_A_TIME])
  const marks = fills.map(Number)
  const values = new Float64Array(raw.length)
  for (let i = 0; i < raw.length; i++) {
    const value = raw[i] as number | bigint
    if (missing?.[i] === 1 || (typeof value === 'number' && marks.includes(value))) values[i] = Number.NaN
    else values[i] = originMs + (typeof value === 'bigint' ? scaleLong(value, unitMs) : roundMs(value * unitMs))
  }
  return { values }
}

/** Nanoseconds since 1970 are beyond 2^53: whole milliseconds are taken out before numbers come in. */
function scaleLong(value: bigint, unitMs: number): number {
  if (unitMs >= 1) return Number(value) * unitMs
  const perMs = BigInt(Math.round(1 / unitMs))
  return Number(value / perMs) + Number(value % perMs) * unitMs
}

/** Fractions of days carry noise of the last bit: dates are rounded to microseconds. */
function roundMs(ms: number): number {
  return Number.isInteger(ms) || Math.abs(ms) > 9e12 ? ms : Math.round(ms * 1000) / 1000
}

/** Factor and offset of packed numbers, and the kind they have unpacked. */
export interface Packing {
  readonly scale: number
  readonly offset: number
  readonly dtype: 'float32' | 'float64'
}

/** Packed numbers as what they stand for, NaN where they are missing. */
export function unpack(raw: RawNumbers, attrs: RawAttrs, { scale, offset, dtype }: Packing): Elements {
  const fills = fillsOf(attrs).map(Number)
  const isUnsigned = unsignedHint(attrs) === true
  const source = isUnsigned && !(raw instanceof BigInt64Array) ? asUnsigned(raw) : raw
  const values = allocate(dtype, source.length) as NumericValues
  const round = dtype === 'float32' ? Math.fround : (value: number): number => value
  for (let i = 0; i < source.length; i++) {
    const isFill = fills.includes(Number(raw[i]))
    values[i] = isFill ? Number.NaN : round(round(round(Number(source[i])) * scale) + offset)
  }
  return { values }
}

function asUnsigned(raw: RawNumbers): RawNumbers {
  if (raw instanceof Int8Array) return new Uint8Array(raw.buffer, raw.byteOffset, raw.length)
  if (raw instanceof Int16Array) return new Uint16Array(raw.buffer, raw.byteOffset, raw.length)
  return raw instanceof Int32Array ? new Uint32Array(raw.buffer, raw.byteOffset, raw.length) : raw
}
