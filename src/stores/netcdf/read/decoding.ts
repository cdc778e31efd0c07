import type { Attrs, AttrValue, DType, Elements, NumericValues } from '../../../dataset/index.ts'
import { allocate, type NumericKind } from '../file-type.ts'
import type { H5Metadata } from '../h5.ts'
import { encodingAttrs, hiddenAttrs, NOTE_ATTR, TYPE_ATTR } from '../reserved.ts'
import { attrValue, isStrings, numberOf, numbersOf, type RawAttrs, textOf } from './attributes.ts'
import { isTime, parseTimeScale, type TimeScale } from './cf-time.ts'
import { classes, type Raw, type RawNumbers } from './raw.ts'

/** What a variable of a file is here, and how its elements become so. */
export interface Decoding {
  readonly dtype: DType
  readonly attrs: Attrs
  /** True for single characters whose last dim is the length of a string. */
  readonly joinsLast: boolean
  /** Throws `RangeError` for integers that numbers cannot hold. */
  decode(raw: Raw, lastLength: number): Elements
  /** Why the variable cannot be read at all. */
  readonly unreadable?: string
}

/** What is known of a variable from its file. */
export interface DecodingOptions {
  /** True where attributes that are lists of one are told apart from single values. */
  readonly keepsLists: boolean
  /** True for single characters that are strings along their last dim. */
  readonly joinsLast: boolean
}

/** Chooses kind and way from the stored type and the attributes, by the conventions of CF, netCDF and xarray. */
export function planDecoding(meta: H5Metadata, attrs: RawAttrs, { keepsLists, joinsLast }: DecodingOptions): Decoding {
  const shown = shownAttrs(attrs, keepsLists)
  if (meta.type === classes.string) return decodeStrings(attrs, shown, joinsLast)
  const base = baseKind(meta, attrs)
  if (base === undefined) return unreadable(meta, shown)
  const given = givenKind(meta, attrs, base)
  if (given !== undefined) return numeric(given, attrs, withoutOwnFlags(shown, attrs))
  const units = textOf(attrs, 'units')
  if (isTime(units)) {
    const scale = parseTimeScale(units, textOf(attrs, 'calendar'))
    if (typeof scale === 'string') return numeric(base, attrs, { ...shown, [NOTE_ATTR]: scale })
    const { units: _, calendar: __, ...rest } = shown
    return { ...numeric('datetime', attrs, rest), decode: (raw) => decodeTimes(raw as RawNumbers, attrs, scale) }
  }
  const [scale, offset] = [numberOf(attrs, 'scale_factor'), numberOf(attrs, 'add_offset')]
  if (scale === undefined && offset === undefined) return numeric(base, attrs, { ...shown, ...flagsOf(meta, shown) })
  const dtype = packedKind(meta, scale, offset)
  const packing = { scale: scale?.value ?? 1, offset: offset?.value ?? 0, dtype }
  return { ...numeric(dtype, attrs, shown), decode: (raw) => unpack(raw as RawNumbers, attrs, packing) }
}

function shownAttrs(attrs: RawAttrs, keepsLists: boolean): Record<string, AttrValue> {
  const shown: Record<string, AttrValue> = {}
  for (const [name, attr] of attrs) {
    if (!hiddenAttrs.has(name) && !encodingAttrs.has(name)) shown[name] = attrValue(attr, keepsLists)
  }
  return shown
}

function baseKind({ type, size, signed }: H5Metadata, attrs: RawAttrs): NumericKind | undefined {
  if (type === classes.float) return size === 8 ? 'float64' : size === 4 || size === 2 ? 'float32' : undefined
  if (type !== classes.integer && type !== classes.enum) return undefined
  const isSigned = unsignedHint(attrs) === undefined ? signed : unsignedHint(attrs) === false
  if (size === 1) return isSigned ? 'int8' : 'uint8'
  if (size === 2) return isSigned ? 'int16' : 'uint16'
  if (size === 4) return isSigned ? 'int32' : 'uint32'
  return size === 8 ? 'int64' : undefined
}

/** The attribute with which formats without unsigned types say that a type is one. */
function unsignedHint(attrs: RawAttrs): boolean | undefined {
  const hint = textOf(attrs, '_Unsigned')?.toLowerCase()
  return hint === 'true' ? true : hint === 'false' ? false : undefined
}

const restorable: Readonly<Record<string, readonly string[]>> = {
  bool: ['int8'],
  int8: ['int16'],
  uint8: ['int16'],
  int16: ['int32'],
  uint16: ['int32'],
  int32: ['int64'],
  uint32: ['int64'],
}

/** A kind that the file names: booleans of xarray, of h5py, and kinds that we widened. */
function givenKind(meta: H5Metadata, attrs: RawAttrs, base: NumericKind): NumericKind | undefined {
  const own = textOf(attrs, TYPE_ATTR)
  if (own !== undefined && restorable[own]?.includes(base) === true) return own as NumericKind
  if (textOf(attrs, 'dtype') === 'bool' && (base === 'int8' || base === 'uint8')) return 'bool'
  const members = meta.enum_type?.members
  const isBoolean = meta.enum_type?.nmembers === 2 && members?.FALSE === 0 && members.TRUE === 1
  return isBoolean ? 'bool' : undefined
}

/** Booleans of ours with missing ones carry flags for other readers. */
function withoutOwnFlags(shown: Attrs, attrs: RawAttrs): Attrs {
  if (textOf(attrs, TYPE_ATTR) !== 'bool') return shown
  const { flag_values: _, flag_meanings: __, ...rest } = shown
  return rest
}

/** Names of an enumeration as CF flags. */
function flagsOf({ enum_type }: H5Metadata, shown: Attrs): Attrs {
  if (enum_type === undefined || 'flag_values' in shown) return {}
  const members = Object.entries(enum_type.members)
  return { flag_values: members.map(([, value]) => value), flag_meanings: members.map(([name]) => name).join(' ') }
}

/** The kind xarray gives packed numbers: that of the factor where it can hold them. */
function packedKind(
  meta: H5Metadata,
  scale: ReturnType<typeof numberOf>,
  offset: ReturnType<typeof numberOf>,
): 'float32' | 'float64' {
  if (
    scale !== undefined &&
    offset !== undefined &&
    scale.isFloat &&
    scale.isFloat32 === offset.isFloat32 &&
    offset.isFloat
  ) {
    if (meta.size === 4 && meta.type === classes.integer) return 'float64'
    return scale.isFloat32 ? 'float32' : 'float64'
  }
  return offset === undefined && scale?.isFloat32 === true ? 'float32' : 'float64'
}

function numeric(dtype: NumericKind, attrs: RawAttrs, shown: Attrs): Decoding {
  return {
    dtype,
    attrs: shown,
    joinsLast: false,
    decode: (raw) => decodeNumbers(raw as RawNumbers, dtype, fillsOf(attrs)),
  }
}

/** Stored numbers that mean "missing". */
function fillsOf(attrs: RawAttrs): readonly (number | bigint)[] {
  return [...numbersOf(attrs, '_FillValue'), ...numbersOf(attrs, 'missing_value')]
}

function decodeNumbers(raw: RawNumbers, dtype: NumericKind, fills: readonly (number | bigint)[]): Elements {
  if (dtype === 'float64' || dtype === 'float32') {
    const values = raw as Float64Array
    const marks = fills.map(Number).filter((fill) => !Number.isNaN(fill))
    if (marks.length > 0)
      for (let i = 0; i < values.length; i++) if (marks.includes(values[i] as number)) values[i] = Number.NaN
    return { values }
  }
  const missing = markMissing(raw, fills)
  if (raw instanceof BigInt64Array || raw instanceof BigUint64Array) return { values: shorten(raw, missing), missing }
  const isOwn = dtype !== 'bool' && raw.BYTES_PER_ELEMENT === allocate(dtype, 0).BYTES_PER_ELEMENT
  const values: NumericValues = isOwn ? reinterpret(raw, dtype) : allocate(dtype, raw.length)
  if (!isOwn) values.set(raw)
  if (dtype === 'bool')
    for (let i = 0; i < values.length; i++) values[i] = missing?.[i] !== 1 && values[i] !== 0 ? 1 : 0
  else if (missing !== undefined) for (let i = 0; i < values.length; i++) if (missing[i] === 1) values[i] = 0
  return { values, missing }
}

/** The same bits with or without sign. */
function reinterpret(raw: Exclude<RawNumbers, BigInt64Array | BigUint64Array>, dtype: NumericKind): NumericValues {
  const view = allocate(dtype, 0)
  const Typed = view.constructor as new (buffer: ArrayBufferLike, at: number, length: number) => NumericValues
  return new Typed(raw.buffer, raw.byteOffset, raw.length)
}

function markMissing(raw: RawNumbers, fills: readonly (number | bigint)[]): Uint8Array | undefined {
  if (fills.length === 0) return undefined
  const isLong = raw instanceof BigInt64Array || raw instanceof BigUint64Array
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

function shorten(raw: BigInt64Array | BigUint64Array, missing: Uint8Array | undefined): Float64Array {
  const values = new Float64Array(raw.length)
  for (let i = 0; i < raw.length; i++) {
    if (missing?.[i] === 1) continue
    const value = Number(raw[i])
    if (!Number.isSafeInteger(value))
      throw new RangeError(`it holds ${raw[i]}, and integers beyond 2^53 are not exact here`)
    values[i] = value
  }
  return values
}

/** What numpy writes for a missing date, with or without a fill attribute. */
const NOT_A_TIME = -(2n ** 63n)

function decodeTimes(raw: RawNumbers, attrs: RawAttrs, { unitMs, originMs }: TimeScale): Elements {
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

interface Packing {
  readonly scale: number
  readonly offset: number
  readonly dtype: 'float32' | 'float64'
}

function unpack(raw: RawNumbers, attrs: RawAttrs, { scale, offset, dtype }: Packing): Elements {
  const fills = fillsOf(attrs).map(Number)
  const isUnsigned = unsignedHint(attrs) === true
  const source = isUnsigned && !(raw instanceof BigInt64Array) ? asUnsigned(raw) : raw
  const values = allocate(dtype, source.length)
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

function decodeStrings(attrs: RawAttrs, shown: Attrs, joinsLast: boolean): Decoding {
  const fills = ['_FillValue', 'missing_value'].flatMap((name) => {
    const raw = attrs.get(name)?.raw
    return raw !== undefined && isStrings(raw) ? raw : []
  })
  return {
    dtype: 'string',
    attrs: shown,
    joinsLast,
    decode(raw, lastLength) {
      const values = joinsLast ? joined(raw as readonly string[], lastLength) : (raw as readonly string[])
      if (fills.length === 0 || joinsLast || !values.some((value) => fills.includes(value))) return { values }
      const missing = Uint8Array.from(values, (value) => (fills.includes(value) ? 1 : 0))
      return { values: values.map((value, i) => (missing[i] === 1 ? '' : value)), missing }
    },
  }
}

/** Bytes come as one character each; a string ends where its characters do. */
function joined(characters: readonly string[], length: number): string[] {
  const count = length === 0 ? 0 : characters.length / length
  return Array.from({ length: count }, (_, i) => characters.slice(i * length, (i + 1) * length).join(''))
}

const classNames: Readonly<Record<number, string>> = {
  1: 'floating-point numbers of an unknown size',
  2: 'times of HDF5',
  4: 'bit fields',
  5: 'opaque bytes',
  6: 'records of several members, such as complex numbers',
  7: 'references',
  9: 'lists of varying length',
  10: 'arrays in elements',
}

function unreadable({ type }: H5Metadata, shown: Attrs): Decoding {
  const what = classNames[type] ?? 'elements of an unknown kind'
  return {
    dtype: 'float64',
    attrs: { ...shown, [NOTE_ATTR]: `holds ${what}, which cannot be read here` },
    joinsLast: false,
    decode: () => ({ values: new Float64Array(0) }),
    unreadable: `it holds ${what}`,
  }
}
