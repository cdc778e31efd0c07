import type { NumericValues } from '../element/dtype.ts'
import { commonDType } from '../element/promote.ts'
import { coordKeys, type Key } from '../select/coord-keys.ts'
import type { Variable } from '../variable.ts'

/**
 * The labels along a dim as numbers whose order is that of the labels, comparable between all lists. One list a dataset, and
 * in it one coordinate or, where several tell positions apart together, the coordinates that do.
 */
export function keysOf(lists: readonly (readonly Variable[])[]): Float64Array[] {
  const columns = (lists[0] ?? []).map((_, c) => codesOf(lists.map((list) => list[c] as Variable)))
  const [first = [], ...rest] = columns
  return rest.reduce(combine, first)
}

/** One coordinate of each dataset as codes: numbers are their own, others and missing ones get their place among all values. */
function codesOf(column: readonly Variable[]): Float64Array[] {
  const numbers = plainNumbers(column)
  if (numbers !== undefined) return numbers
  const lists = column.map((coord) => coordKeys(coord).list())
  const known = [...new Set(lists.flat())].filter((key) => key !== undefined).sort(ascending)
  const codes = new Map<Key, number>(known.map((key, code) => [key, code]))
  return lists.map((list) => Float64Array.from(list, (key) => codes.get(key) ?? known.length))
}

/** The values themselves where all are plain numbers or dates and none is missing. */
function plainNumbers(column: readonly Variable[]): Float64Array[] | undefined {
  const lists: Float64Array[] = []
  for (const { dtype, values, missing } of column) {
    if (dtype !== 'datetime' && commonDType(dtype, 'float64') !== 'float64') return undefined
    if (missing?.includes(1) === true) return undefined
    const numbers = values instanceof Float64Array ? values : new Float64Array(values as NumericValues)
    if (hasGap(numbers)) return undefined
    lists.push(numbers)
  }
  return lists
}

/** A loop: as a callback this is the slowest part of merging long datasets. */
function hasGap(numbers: Float64Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (Number.isNaN(numbers[i])) return true
  return false
}

/** Codes of pairs, in the order of the first and then of the second. */
function combine(first: Float64Array[], second: Float64Array[]): Float64Array[] {
  const [ranks, others] = [ranked(first), ranked(second)]
  return ranks.lists.map((list, i) => list.map((rank, j) => rank * others.count + (others.lists[i]?.[j] ?? 0)))
}

/** Codes as whole numbers from 0 in the same order. */
function ranked(lists: readonly Float64Array[]): { readonly lists: Float64Array[]; readonly count: number } {
  const known = distinct(lists)
  const ranks = new Map(Array.from(known, (code, rank) => [code, rank]))
  return { lists: lists.map((list) => list.map((code) => ranks.get(code) ?? 0)), count: known.length }
}

/** All different keys, ascending. */
export function distinct(lists: readonly Float64Array[]): Float64Array {
  let sorted = lists.map((list) => (isAscending(list) ? list : list.slice().sort()))
  while (sorted.length > 1) {
    const merged: Float64Array[] = []
    for (let i = 0; i < sorted.length; i += 2) {
      const [a, b] = [sorted[i] as Float64Array, sorted[i + 1]]
      merged.push(b === undefined ? a : mergeSorted(a, b))
    }
    sorted = merged
  }
  return withoutRepeats(sorted[0] ?? new Float64Array(0))
}

/** True where each key is above the one before. */
export function isAscending(keys: Float64Array): boolean {
  for (let i = 1; i < keys.length; i++) if (!((keys[i - 1] as number) < (keys[i] as number))) return false
  return true
}

function mergeSorted(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length)
  let [i, j] = [0, 0]
  for (let at = 0; at < merged.length; at++) {
    const takesA = j === b.length || (i < a.length && (a[i] as number) <= (b[j] as number))
    merged[at] = (takesA ? a[i++] : b[j++]) as number
  }
  return merged
}

function withoutRepeats(sorted: Float64Array): Float64Array {
  if (isAscending(sorted)) return sorted
  let count = 0
  const kept = new Float64Array(sorted.length)
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) kept[count++] = sorted[i] as number
  }
  return kept.slice(0, count)
}

function ascending(a: Key, b: Key): number {
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}
