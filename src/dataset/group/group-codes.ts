import { isMissingAt } from '../element/copy.ts'
import { distinct, keysOf } from '../join/keys.ts'
import type { Grouping } from '../reduce/runs.ts'
import type { Variable } from '../variable.ts'

/** A table of integer keys has at most so many places an element. */
const PLACES = 2

/** The group of each element of a variable over one dim, in the order of their keys; -1 for missing ones. */
export function groupCodes(by: Variable): Grouping {
  const [keys = new Float64Array(0)] = keysOf([[by]])
  const elements = { dtype: by.dtype, values: by.values, missing: by.missing }
  const present = keys.slice()
  for (let i = 0; i < present.length; i++) if (isMissingAt(elements, i)) present[i] = Number.NaN
  return codesInTable(present) ?? codesInMap(present)
}

/** Codes of whole numbers that lie close together, by counting. */
function codesInTable(keys: Float64Array): Grouping | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number
    if (Number.isNaN(key)) continue
    if (!Number.isInteger(key)) return undefined
    if (key < low) low = key
    if (key > high) high = key
  }
  if (high < low || high - low >= PLACES * keys.length) return undefined
  const counts = new Int32Array(high - low + 1)
  for (let i = 0; i < keys.length; i++) if (!Number.isNaN(keys[i])) countAt(counts, (keys[i] as number) - low)
  const codes = new Int32Array(counts.length)
  let groups = 0
  for (let place = 0; place < counts.length; place++) codes[place] = counts[place] === 0 ? -1 : groups++
  const rows = new Int32Array(keys.length).fill(-1)
  for (let i = 0; i < keys.length; i++) {
    if (!Number.isNaN(keys[i])) rows[i] = codes[(keys[i] as number) - low] as number
  }
  return { codes: rows, sizes: counts.filter((count) => count > 0) }
}

function codesInMap(keys: Float64Array): Grouping {
  const known = distinct([keys.filter((key) => !Number.isNaN(key))])
  const places = new Map(Array.from(known, (key, code) => [key, code]))
  const sizes = new Int32Array(known.length)
  const codes = Int32Array.from(keys, (key) => places.get(key) ?? -1)
  for (let i = 0; i < codes.length; i++) if (codes[i] !== -1) countAt(sizes, codes[i] as number)
  return { codes, sizes }
}

/** The positions of all groups, group after group and ascending in each, and where each group begins. */
export interface Order {
  readonly positions: Int32Array
  readonly starts: Int32Array
}

export function orderOf({ codes, sizes }: Grouping): Order {
  const starts = new Int32Array(sizes.length)
  for (let group = 1; group < sizes.length; group++) {
    starts[group] = (starts[group - 1] as number) + (sizes[group - 1] as number)
  }
  const next = starts.slice()
  const positions = new Int32Array(sizes.reduce((sum, size) => sum + size, 0))
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number
    if (code < 0) continue
    positions[next[code] as number] = i
    countAt(next, code)
  }
  return { positions, starts }
}

function countAt(counts: Int32Array, place: number): void {
  counts[place] = (counts[place] as number) + 1
}
