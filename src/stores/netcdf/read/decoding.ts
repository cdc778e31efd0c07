import { type Attrs, type AttrValue, type BigKind, type DType, type Elements, isBig } from '../../../dataset/index.ts'
import type { NumericKind } from '../file-type.ts'
import { classes, type H5Metadata } from '../h5.ts'
import { encodingAttrs, hiddenAttrs, NOTE_ATTR, TYPE_ATTR } from '../reserved.ts'
import { attrValue, isStrings, numberOf, type RawAttrs, textOf } from './attributes.ts'
import { isTime, parseTimeScale } from './cf-time.ts'
import { complexParts } from './complex-parts.ts'
import { decodeNumbers, decodeTimes, unpack, unsignedHint } from './decode-numbers.ts'
import type { Raw, RawNumbers } from './raw.ts'

/** What a variable of a file is here, and how its elements become so. */
export interface Decoding {
  readonly dtype: DType
  readonly attrs: Attrs
  /** True for single characters whose last dim is the length of a string. */
  readonly joinsLast: boolean
  /** Throws `BeyondSafe` for integers that numbers cannot hold. */
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
  /** True where integers of eight bytes are wanted as bigints. */
  readonly asBigints: boolean
}

/** Chooses kind and way from the stored type and the attributes, by the conventions of CF, netCDF and xarray. */
export function planDecoding(meta: H5Metadata, attrs: RawAttrs, options: DecodingOptions): Decoding {
  const shown = shownAttrs(attrs, options.keepsLists)
  if (meta.type === classes.string) return decodeStrings(attrs, shown, options.joinsLast)
  if (complexParts(meta) !== undefined) return complex(shown)
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
  if (scale === undefined && offset === undefined) {
    const kind = options.asBigints && base === 'int64' ? bigKind(meta, attrs) : base
    return numeric(kind, attrs, { ...shown, ...flagsOf(meta, shown) })
  }
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

/** Integers of eight bytes with all their bits. */
function bigKind({ signed }: H5Metadata, attrs: RawAttrs): BigKind {
  const isUnsigned = unsignedHint(attrs) ?? !signed
  return isUnsigned ? 'biguint64' : 'bigint64'
}

const restorable: Readonly<Record<string, readonly string[]>> = {
  bool: ['int8'],
  int8: ['int16'],
  uint8: ['int16'],
  int16: ['int32'],
  uint16: ['int32'],
  int32: ['int64'],
  uint32: ['int64'],
  bigint64: ['int64'],
  biguint64: ['int64'],
}

/** A kind that the file names: booleans of xarray, of h5py, and kinds that we widened. */
function givenKind(meta: H5Metadata, attrs: RawAttrs, base: NumericKind): NumericKind | undefined {
  const own = textOf(attrs, TYPE_ATTR)
  if (own !== undefined && restorable[own]?.includes(base) === true) {
    return isBig(own as DType) ? bigKind(meta, attrs) : (own as NumericKind)
  }
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
    decode: (raw) => decodeNumbers(raw as RawNumbers, dtype, attrs),
  }
}

/** Complex numbers miss where a part is NaN: no fill value is looked at. */
function complex(shown: Attrs): Decoding {
  return { dtype: 'complex128', attrs: shown, joinsLast: false, decode: (raw) => ({ values: raw as RawNumbers }) }
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
  6: 'records of several members',
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
