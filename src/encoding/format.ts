/*
 * The format of values on disk and between hosts, specified in docs/design/on-disk.md ("Values"): one byte of version, then
 * one value. A value is one byte of tag and what the tag says. Lengths and counts are varints (seven bits a byte, lowest
 * first); everything else is little-endian.
 */
export const VALUE_FORMAT = 1

export const TAG = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  integer: 4,
  float: 5,
  bigint: 6,
  negativeBigint: 7,
  text: 8,
  brokenText: 9,
  date: 10,
  regExp: 11,
  array: 12,
  arrayWithNames: 13,
  integers: 14,
  floats: 15,
  object: 16,
  map: 17,
  set: 18,
  error: 19,
  buffer: 20,
  sharedBuffer: 21,
  view: 22,
  boxed: 23,
  reference: 24,
  holes: 25,
} as const

/** What an error has besides name, message and properties: bits of its flag byte. */
export const ERROR_HAS = { stack: 1, cause: 2, errors: 4 } as const

/** Deeper values are refused, in both directions: reading them would overflow the stack of whoever reads. */
export const MAX_VALUE_DEPTH = 1000

export const IS_LITTLE_ENDIAN: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Kinds of views in the order of their numbers in the format; new ones are added at the end. */
export const VIEW_KINDS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float32Array',
  'Float64Array',
  'DataView',
  'Float16Array',
] as const

export type ViewKind = (typeof VIEW_KINDS)[number]
