import { decodeAt } from '../element/decode.ts'
import { renderJson } from '../element/json-value.ts'
import type { Variable } from '../variable.ts'
import { distinct, isAscending, keysOf } from './keys.ts'
import { inPlace, type Placement, type Placements, placementOf } from './runs.ts'

/** What takes part in a join: lengths of dims, and coordinates. */
export interface Labelled {
  readonly sizes: Readonly<Record<string, number>>
  readonly coords: Readonly<Record<string, Variable>>
}

/** Which labels stay: all of them, those that all have, those of the first; or refuse labels that differ. */
export type JoinKind = 'outer' | 'inner' | 'left' | 'exact'

/** Common lengths of all dims, and where each part's positions go. */
export interface Joined {
  readonly sizes: Readonly<Record<string, number>>
  readonly placements: readonly Placements[]
}

/**
 * Brings the labels of several datasets together, dim by dim. Equal labels stay in their order; the union is sorted. Labels
 * of a dim are its coordinate or, without one, the coordinates along it that all parts have (the parameters of cases).
 */
export function joinDims(parts: readonly Labelled[], how: JoinKind, leave: readonly string[] = []): Joined {
  const dims = [...new Set(parts.flatMap(({ sizes }) => Object.keys(sizes)))].filter((dim) => !leave.includes(dim))
  const sizes: Record<string, number> = {}
  const placements = parts.map(() => new Map<string, Placement>())
  for (const dim of dims) {
    const holders = parts.flatMap((part, p) => (Object.hasOwn(part.sizes, dim) ? [p] : []))
    const joined = joinDim(
      dim,
      holders.map((p) => parts[p] as Labelled),
      how,
    )
    sizes[dim] = joined[0]?.length ?? 0
    for (const [h, p] of holders.entries()) placements[p]?.set(dim, joined[h] as Placement)
  }
  return { sizes, placements }
}

function joinDim(dim: string, parts: readonly Labelled[], how: JoinKind): readonly Placement[] {
  const lengths = parts.map(({ sizes }) => sizes[dim] ?? 0)
  const unmoved = lengths.map(inPlace)
  if (parts.length === 1) return unmoved
  const names = labelNames(dim, parts)
  const labelled = parts.filter(({ coords }) => names.length > 0 && names.every((name) => Object.hasOwn(coords, name)))
  const lists = labelled.map(({ coords }) => names.map((name) => coords[name] as Variable))
  const keys = keysOf(lists)
  const areSame = keys.every((list) => sameKeys(list, keys[0] ?? list))
  const areAsLong = lengths.every((length) => length === lengths[0])
  if (areSame && areAsLong) return unmoved
  if (labelled.length < parts.length) throw cannotJoin(dim, lengths)
  if (how === 'exact') throw new TypeError(`The labels of \`${dim}\` differ: select the same ones of each first.`)
  for (const [p, list] of keys.entries()) refuseRepeats(names, list, lists[p] as readonly Variable[])
  const wanted = wantedKeys(keys, how)
  return keys.map((list) => placementOf(sourcesOf(wanted, list)))
}

/** The coordinates that tell positions along a dim apart. */
function labelNames(dim: string, parts: readonly Labelled[]): readonly string[] {
  if (parts.some(({ coords }) => Object.hasOwn(coords, dim))) return [dim]
  const along = ({ coords }: Labelled): readonly string[] =>
    Object.keys(coords).filter((name) => coords[name]?.dims.length === 1 && coords[name].dims[0] === dim)
  const [first = [], ...rest] = parts.map(along)
  return first.filter((name) => rest.every((names) => names.includes(name)))
}

function sameKeys(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function wantedKeys(keys: readonly Float64Array[], how: JoinKind): Float64Array {
  const [first = new Float64Array(0), ...rest] = keys
  if (how === 'outer') return distinct(keys)
  if (how === 'left') return first
  const others = rest.map((list) => new Set(list))
  return first.filter((key) => others.every((other) => other.has(key)))
}

/** Position of each wanted key in `keys`, −1 where it is not there. */
function sourcesOf(wanted: Float64Array, keys: Float64Array): Int32Array {
  const sources = new Int32Array(wanted.length)
  if (isAscending(keys) && isAscending(wanted)) {
    let at = 0
    for (let i = 0; i < wanted.length; i++) {
      while (at < keys.length && (keys[at] as number) < (wanted[i] as number)) at++
      sources[i] = keys[at] === wanted[i] ? at : -1
    }
    return sources
  }
  const places = new Map(Array.from(keys, (key, i) => [key, i]))
  return sources.map((_, i) => places.get(wanted[i] as number) ?? -1)
}

function refuseRepeats(names: readonly string[], keys: Float64Array, coords: readonly Variable[]): void {
  if (isAscending(keys)) return
  const seen = new Set<number>()
  for (const [i, key] of keys.entries()) {
    if (seen.has(key)) {
      const label = names.map((name, c) => `${name} = ${labelText(coords[c], i)}`).join(', ')
      throw new TypeError(`Cannot bring labels together: ${label} is there more than once. Select one of them first.`)
    }
    seen.add(key)
  }
}

/** A value as it stands in messages. */
export function valueText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : renderJson(value)
}

function labelText(coord: Variable | undefined, i: number): string {
  return valueText(coord === undefined ? null : decodeAt(coord, coord, i))
}

function cannotJoin(dim: string, lengths: readonly number[]): TypeError {
  return new TypeError(
    `Cannot bring dim \`${dim}\` together: it has ${[...new Set(lengths)].join(' and ')} positions, and not all parts have coordinates that say which is which. Give it some with \`assignCoords({ ${dim}: […] })\`.`,
  )
}
