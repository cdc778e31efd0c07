import { printValue } from '../../util/index.ts'
import { type Complex, complexAt, isComplex } from '../element/complex.ts'
import { isBig, isMissing, sizeOf } from '../element/dtype.ts'
import { isJson, parseJson, renderJson } from '../element/json-value.ts'
import type { DType, Elements, Variable } from '../variable.ts'

/**
 * A coordinate value as a map key: dates are milliseconds, booleans 0 and 1, complex numbers text, other objects JSON text;
 * `undefined` is missing.
 */
export type Key = number | bigint | string | undefined

/** What the values of a coordinate are. */
export type KeyKind = 'number' | 'bigint' | 'complex number' | 'string' | 'boolean' | 'date' | 'json'

/** The values of a coordinate, ready to be searched. */
export interface CoordKeys {
  readonly kind: KeyKind
  /** All keys, made on first use. */
  readonly list: () => readonly Key[]
  /** The positions that hold a value. */
  readonly positions: (key: Key) => readonly number[]
}

/** As many searches go through the elements before a map of them is made, which costs as much. */
const SCANS = 64

/** Reads the values of a coordinate over one dim. */
export function coordKeys(coord: Variable): CoordKeys {
  const elements: Line = { dtype: coord.dtype, size: sizeOf(coord.shape), values: coord.values, missing: coord.missing }
  let searches = 0
  let list: readonly Key[] | undefined
  let places: Map<Key, number[]> | undefined
  const listed = (): readonly Key[] => {
    list ??= listKeys(elements)
    return list
  }
  const positions = (key: Key): readonly number[] => {
    if (key === undefined) return []
    if (searches++ < SCANS) return scan(elements, key)
    places ??= placesOf(listed())
    return places.get(key) ?? []
  }
  return { kind: kindOf(coord), list: listed, positions }
}

/** The elements of a coordinate. */
interface Line extends Elements {
  readonly dtype: DType
  readonly size: number
}

function listKeys(elements: Line): readonly Key[] {
  const list: Key[] = []
  for (let i = 0; i < elements.size; i++) list.push(keyAt(elements, i))
  return list
}

function keyAt(elements: Line, i: number): Key {
  if (isMissing(elements.dtype, elements, i)) return undefined
  return elements.dtype === 'complex128'
    ? complexKey(complexAt(elements.values as Float64Array, i))
    : elements.values[i]
}

function scan(elements: Line, key: number | bigint | string): readonly number[] {
  const found: number[] = []
  if (elements.dtype === 'complex128') {
    for (let i = 0; i < elements.size; i++) if (keyAt(elements, i) === key) found.push(i)
    return found
  }
  const values: { indexOf(key: number | bigint | string, from?: number): number } = elements.values as readonly never[]
  for (let i = values.indexOf(key); i >= 0; i = values.indexOf(key, i + 1)) {
    if (!isMissing(elements.dtype, elements, i)) found.push(i)
  }
  return found
}

/** The key of a value, or `undefined` when no coordinate of that kind can hold it. */
export function keyOf(value: unknown, kind: KeyKind): Key {
  if (kind === 'json') return renderJson(value)
  if (kind === 'date') return value instanceof Date ? value.getTime() : undefined
  if (kind === 'boolean') return typeof value === 'boolean' ? Number(value) : undefined
  if (kind === 'complex number') return isComplex(value) ? complexKey(value) : undefined
  return typeof value === kind ? (value as number | bigint | string) : undefined
}

/** A complex number as a key; zero and minus zero are equal numbers and have one. */
export function complexKey({ re, im }: Complex): string {
  return `${re},${im}`
}

/** A `TypeError` that names the axis, the value, and the existing values nearest to it. */
export function notFound(name: string, keys: CoordKeys, value: unknown, tolerance?: number): TypeError {
  const near = nearestKeys(keys, keyOf(value, keys.kind)).map((key) => renderKey(key, keys.kind))
  const asked = isPlainText(value) ? renderValue(value) : renderJson(value)
  if (near.length === 0) return new TypeError(`\`${name}\` has no value ${asked}: it is empty.`)
  const nearest = near.length === 1 ? `The nearest is ${near[0]}` : `The nearest are ${near.join(' and ')}`
  if (tolerance !== undefined && Number.isFinite(tolerance)) {
    return new TypeError(`\`${name}\` has no value within ${tolerance} of ${asked}. ${nearest}.`)
  }
  const hint =
    (keys.kind === 'number' || keys.kind === 'bigint') && typeof value === keys.kind
      ? `; \`{ nearest: ${asked} }\` takes the nearest`
      : ''
  return new TypeError(`\`${name}\` has no value ${asked} (${kindName(value)}). ${nearest}${hint}.`)
}

function isPlainText(value: unknown): boolean {
  return value instanceof Date || typeof value === 'string' || typeof value === 'bigint' || isComplex(value)
}

function kindOf({ dtype, attrs }: Variable): KeyKind {
  if (dtype === 'string') return isJson(attrs) ? 'json' : 'string'
  if (dtype === 'bool') return 'boolean'
  if (isBig(dtype)) return 'bigint'
  if (dtype === 'complex128') return 'complex number'
  return dtype === 'datetime' ? 'date' : 'number'
}

function placesOf(list: readonly Key[]): Map<Key, number[]> {
  const places = new Map<Key, number[]>()
  for (const [i, key] of list.entries()) {
    if (key === undefined) continue
    const found = places.get(key)
    if (found === undefined) places.set(key, [i])
    else found.push(i)
  }
  return places
}

/** Up to two neighbours of a number or date, up to three values of anything else. */
function nearestKeys({ list }: CoordKeys, wanted: Key): readonly Key[] {
  const known = [...new Set(list())].filter((key) => key !== undefined)
  if (typeof wanted !== 'number' && typeof wanted !== 'bigint') return known.slice(0, 3)
  const away = known.map((key) => ({ key, distance: distanceOf(key, wanted) }))
  away.sort((a, b) => (a.distance < b.distance ? -1 : a.distance > b.distance ? 1 : 0))
  return away.slice(0, 2).map(({ key }) => key)
}

/** How far two keys of numbers, dates or bigints lie apart; infinitely far where they are of other kinds. */
export function distanceOf(a: Key, b: Key): number | bigint {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b)
  if (typeof a === 'bigint' && typeof b === 'bigint') return a > b ? a - b : b - a
  return Number.POSITIVE_INFINITY
}

function renderKey(key: Key, kind: KeyKind): string {
  if (kind === 'boolean') return key === 1 ? 'true' : 'false'
  if (kind === 'date') return new Date(key as number).toISOString()
  if (kind === 'complex number') return renderComplex(partsOfKey(String(key)))
  return kind === 'json' ? renderJson(parseJson(String(key))) : renderValue(key)
}

/** The complex number of a key. */
export function partsOfKey(key: string): Complex {
  const [re = Number.NaN, im = Number.NaN] = key.split(',').map(Number)
  return { re, im }
}

function renderValue(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (isComplex(value)) return renderComplex(value)
  if (typeof value === 'bigint') return `${value}n`
  return typeof value === 'string' ? `'${value}'` : typeof value === 'object' ? printValue(value) : String(value)
}

function renderComplex({ re, im }: Complex): string {
  return `{ re: ${re}, im: ${im} }`
}

function kindName(value: unknown): string {
  if (isComplex(value)) return 'complex number'
  return value instanceof Date ? 'date' : value === null ? 'null' : typeof value
}
