import { isPlainObject } from '../../util/index.ts'
import { isComplex } from '../element/complex.ts'
import { described, wrongArgument } from '../refuse.ts'
import { unknownName } from '../unknown-name.ts'
import type { Variable } from '../variable.ts'
import { coordKeys, distanceOf, type Key, keyOf, notFound } from './coord-keys.ts'
import { type Indexer, type Indexers, indexerOf } from './indexer.ts'
import { isList, type ListOf } from './isel.ts'

/** Values along an axis: one (the dim goes), a list (kept in that order), a closed interval, or the nearest existing ones. */
export type Selector<T> = T | ListOf<T> | Interval<T> | Nearest<T>

/** Every value from `from` up to and including `to`; an end left out is open. */
export interface Interval<T> {
  readonly from?: T
  readonly to?: T
}

/** The existing values nearest to those given; of two equally near the larger. For numbers, bigints and dates. */
export interface Nearest<T> {
  readonly nearest: T | ListOf<T>
  /**
   * The largest distance accepted, in the unit of the coordinate (milliseconds for dates).
   *
   * @default Infinity
   */
  readonly tolerance?: number
}

/** Values by coordinate. */
export type Selection<C> = { readonly [K in keyof C]?: Selector<C[K]> }

/** Turns values into positions. Several coordinates of one dim select what fits all of them. */
export function resolveSelection(
  selection: Readonly<Record<string, unknown>>,
  coords: Readonly<Record<string, Variable>>,
  sizes: Readonly<Record<string, number>>,
): Indexers {
  if (!isPlainObject(selection)) throw wrongArgument('a selection to be an object', selection, 'write { name: value }')
  const indexers = new Map<string, Indexer>()
  for (const [name, selector] of Object.entries(selection)) {
    if (selector === undefined) continue
    const coord = lineOf(name, coords, sizes)
    const dim = coord.dims[0] ?? ''
    const found = resolveOne(name, coord, selector)
    const earlier = indexers.get(dim)
    indexers.set(dim, earlier === undefined ? found : intersect(name, earlier, found))
  }
  return indexers
}

function lineOf(
  name: string,
  coords: Readonly<Record<string, Variable>>,
  sizes: Readonly<Record<string, number>>,
): Variable {
  const coord = Object.hasOwn(coords, name) ? coords[name] : undefined
  if (coord?.dims.length === 1) return coord
  if (coord?.dims.length === 0) {
    throw new TypeError(`Cannot select along \`${name}\`: it is a single value here, ${String(coord.values[0])}.`)
  }
  if (coord !== undefined)
    throw new TypeError(`Cannot select along \`${name}\`: it lies over ${coord.dims.join(', ')}.`)
  if (Object.hasOwn(sizes, name)) {
    throw new TypeError(`Dim \`${name}\` has no coordinate to select by. Use \`isel({ ${name}: … })\` with positions.`)
  }
  throw unknownName('coordinate', name, Object.keys(coords))
}

function resolveOne(name: string, coord: Variable, selector: unknown): Indexer {
  const keys = coordKeys(coord)
  const isDim = coord.dims[0] === name
  const ask = { name, coord, keys }
  const json = keys.kind === 'json'
  if (!json && isList(selector)) return { kind: 'list', indices: findAll(ask, [...selector], isDim) }
  if (json && isList(selector) && keys.positions(keyOf(selector, keys.kind)).length === 0) {
    return { kind: 'list', indices: findAll(ask, [...selector], isDim) }
  }
  const plain = typeof selector === 'object' && selector !== null && !json && !isValue(selector)
  if (plain && 'nearest' in selector) return resolveNearest(ask, selector as Nearest<unknown>, isDim)
  if (plain) return resolveInterval(ask, selector as Interval<unknown>)
  return rows(find(ask, selector), isDim)
}

function isValue(selector: object): boolean {
  return selector instanceof Date || isComplex(selector)
}

interface Ask {
  readonly name: string
  readonly coord: Variable
  readonly keys: ReturnType<typeof coordKeys>
}

/** One row of a dim's own coordinate takes the dim away; rows of another coordinate keep it. */
function rows(indices: readonly number[], isDim: boolean): Indexer {
  const [index] = indices
  return isDim && indices.length === 1 && index !== undefined ? { kind: 'at', index } : indexerOf(indices)
}

function find(ask: Ask, value: unknown): readonly number[] {
  const found = ask.keys.positions(keyOf(value, ask.keys.kind))
  if (found.length === 0) throw notFound(ask.name, ask.keys, value)
  return found
}

function findAll(ask: Ask, wanted: readonly unknown[], isDim: boolean): readonly number[] {
  const found = wanted.flatMap((value) => find(ask, value))
  return isDim ? found : [...new Set(found)].sort((a, b) => a - b)
}

function resolveInterval({ name, keys }: Ask, interval: Interval<unknown>): Indexer {
  if (keys.kind === 'complex number') {
    throw new TypeError(`Complex numbers have no order: select along \`${name}\` by values, not by an interval.`)
  }
  const extra = Object.keys(interval).find((part) => part !== 'from' && part !== 'to')
  if (extra !== undefined) throw unknownName(`part of a selection along \`${name}\`:`, extra, ['from', 'to', 'nearest'])
  const [from, to] = [interval.from, interval.to].map((end) => {
    if (end === undefined) return undefined
    const key = keyOf(end, keys.kind)
    if (key !== undefined && !Number.isNaN(key)) return key
    throw wrongArgument(`an end of the interval along \`${name}\` to be a ${keys.kind}`, end)
  })
  if (from !== undefined && to !== undefined && from > to) {
    throw new TypeError(
      `Expected \`from\` of the interval along \`${name}\` not to be above \`to\`, got ${from} and ${to}.`,
    )
  }
  const inside: number[] = []
  for (const [i, key] of keys.list().entries()) {
    if (key !== undefined && (from === undefined || key >= from) && (to === undefined || key <= to)) inside.push(i)
  }
  return indexerOf(inside)
}

function resolveNearest(ask: Ask, { nearest, tolerance }: Nearest<unknown>, isDim: boolean): Indexer {
  if (!isList(nearest)) return rows(nearestRows(ask, nearest, tolerance), isDim)
  const found = [...nearest].flatMap((value) => nearestRows(ask, value, tolerance))
  return { kind: 'list', indices: isDim ? found : [...new Set(found)].sort((a, b) => a - b) }
}

function nearestRows({ name, keys }: Ask, value: unknown, tolerance = Number.POSITIVE_INFINITY): readonly number[] {
  if (!(typeof tolerance === 'number' && tolerance >= 0)) {
    throw wrongArgument(`\`tolerance\` along \`${name}\` to be a number from 0 up`, tolerance)
  }
  const wanted = keyOf(value, keys.kind)
  if (wanted === undefined || !(keys.kind === 'number' || keys.kind === 'bigint' || keys.kind === 'date')) {
    throw new TypeError(
      `\`nearest\` along \`${name}\` takes numbers, bigints or dates on such a coordinate, got ${described(value)}.`,
    )
  }
  let best: Key
  let distance: number | bigint = Number.POSITIVE_INFINITY
  for (const key of keys.list()) {
    if (key === undefined) continue
    const away = distanceOf(key, wanted)
    if (away < distance || (away === distance && best !== undefined && key > best)) {
      best = key
      distance = away
    }
  }
  if (best === undefined || !(distance <= tolerance)) throw notFound(name, keys, value, tolerance)
  return keys.positions(best)
}

function intersect(name: string, earlier: Indexer, found: Indexer): Indexer {
  const listOf = (each: Indexer): readonly number[] => {
    if (each.kind === 'at') return [each.index]
    if (each.kind === 'list') return each.indices
    return Array.from({ length: each.count }, (_, i) => each.start + i * each.step)
  }
  const inFound = new Set(listOf(found))
  const both = listOf(earlier).filter((index) => inFound.has(index))
  if (both.length === 0)
    throw new TypeError(`No row has the selected \`${name}\` together with the other values asked for.`)
  const [index] = both
  const single = earlier.kind === 'at' || found.kind === 'at'
  return single && index !== undefined ? { kind: 'at', index } : indexerOf(both)
}
