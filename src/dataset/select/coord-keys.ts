import { isMissing } from '../element/dtype.ts'
import { isJson, parseJson, renderJson } from '../element/json-value.ts'
import type { Elements, Variable } from '../variable.ts'

/** A coordinate value as a map key: dates are milliseconds, booleans 0 and 1, other objects JSON text; `undefined` is missing. */
export type Key = number | string | undefined

/** What the values of a coordinate are. */
export type KeyKind = 'number' | 'string' | 'boolean' | 'date' | 'json'

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
  const elements: Elements = { values: coord.values, missing: coord.missing }
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

function listKeys(elements: Elements): readonly Key[] {
  const { values } = elements
  const list: Key[] = []
  for (let i = 0; i < values.length; i++) list.push(isMissing(elements, i) ? undefined : values[i])
  return list
}

function scan(elements: Elements, key: number | string): readonly number[] {
  const values: { indexOf(key: number | string, from?: number): number } = elements.values as readonly never[]
  const found: number[] = []
  for (let i = values.indexOf(key); i >= 0; i = values.indexOf(key, i + 1)) {
    if (!isMissing(elements, i)) found.push(i)
  }
  return found
}

/** The key of a value, or `undefined` when no coordinate of that kind can hold it. */
export function keyOf(value: unknown, kind: KeyKind): Key {
  if (kind === 'json') return renderJson(value)
  if (kind === 'date') return value instanceof Date ? value.getTime() : undefined
  if (kind === 'boolean') return typeof value === 'boolean' ? Number(value) : undefined
  return typeof value === kind ? (value as number | string) : undefined
}

/** A `TypeError` that names the axis, the value, and the existing values nearest to it. */
export function notFound(name: string, keys: CoordKeys, value: unknown, tolerance?: number): TypeError {
  const near = nearestKeys(keys, keyOf(value, keys.kind)).map((key) => renderKey(key, keys.kind))
  const asked = value instanceof Date || typeof value === 'string' ? renderValue(value) : renderJson(value)
  if (near.length === 0) return new TypeError(`\`${name}\` has no value ${asked}: it is empty.`)
  const nearest = near.length === 1 ? `The nearest is ${near[0]}` : `The nearest are ${near.join(' and ')}`
  if (tolerance !== undefined && Number.isFinite(tolerance)) {
    return new TypeError(`\`${name}\` has no value within ${tolerance} of ${asked}. ${nearest}.`)
  }
  const hint =
    keys.kind === 'number' && typeof value === 'number' ? `; \`{ nearest: ${asked} }\` takes the nearest` : ''
  return new TypeError(`\`${name}\` has no value ${asked} (${kindName(value)}). ${nearest}${hint}.`)
}

function kindOf({ dtype, attrs }: Variable): KeyKind {
  if (dtype === 'string') return isJson(attrs) ? 'json' : 'string'
  if (dtype === 'bool') return 'boolean'
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
  if (typeof wanted !== 'number') return known.slice(0, 3)
  const distance = (key: Key): number => (typeof key === 'number' ? Math.abs(key - wanted) : Number.POSITIVE_INFINITY)
  return known.sort((a, b) => distance(a) - distance(b)).slice(0, 2)
}

function renderKey(key: Key, kind: KeyKind): string {
  if (kind === 'boolean') return key === 1 ? 'true' : 'false'
  if (kind === 'date') return new Date(key as number).toISOString()
  return kind === 'json' ? renderJson(parseJson(String(key))) : renderValue(key)
}

function renderValue(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  return typeof value === 'string' ? `'${value}'` : String(value)
}

function kindName(value: unknown): string {
  return value instanceof Date ? 'date' : value === null ? 'null' : typeof value
}
