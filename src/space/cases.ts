import { refuseName } from './axis.ts'
import { encodeValue } from './encode-point.ts'
import type { Cases } from './space.ts'

/** Checks explicit points, given as objects or as columns. */
export function readCases(given: readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, readonly unknown[]>>): Cases {
  const columns = Array.isArray(given) ? columnsOf(given) : checkColumns(given as Readonly<Record<string, readonly unknown[]>>, 'cases')
  const names = Object.keys(columns)
  const size = columns[names[0] ?? '']?.length ?? 0
  if (names.length === 0 || size === 0) throw new TypeError('Expected `cases` to have at least one point, got none.')
  for (const name of names) {
    refuseName(name)
    for (const value of columns[name] ?? []) if (typeof value === 'object' || typeof value === 'function') encodeValue(value, name)
  }
  return { names, columns, size }
}

/**
 * Columns of equal length, the first values together, then the second, …: the cases of a sweep.
 *
 * @example
 * ```ts
 * await sweep(fn, {}, { cases: zip({ a: [1, 2], b: [10, 20] }) }) // runs (1, 10) and (2, 20)
 * ```
 */
export function zip<Columns extends Readonly<Record<string, Iterable<unknown>>>>(
  columns: Columns,
): { [Name in keyof Columns]: Columns[Name] extends Iterable<infer Value> ? Value[] : never } {
  const lists = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]]))
  return checkColumns(lists, 'zip') as never
}

function checkColumns(columns: Readonly<Record<string, readonly unknown[]>>, what: string): Record<string, readonly unknown[]> {
  const entries = Object.entries(columns)
  const [first] = entries
  for (const [name, values] of entries) {
    if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
      throw new TypeError(`Expected column \`${name}\` of \`${what}\` to be a list, got \`${String(values)}\` (${typeof values}).`)
    }
    if (values.length !== first?.[1].length) {
      throw new TypeError(`Expected the columns of \`${what}\` to be equally long; \`${first?.[0]}\` has ${first?.[1].length} values and \`${name}\` has ${values.length}.`)
    }
  }
  return Object.fromEntries(entries.map(([name, values]) => [name, Array.from(values)]))
}

function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown[]> {
  const names = Object.keys(rows[0] ?? {})
  rows.forEach((row, i) => {
    if (typeof row !== 'object' || row === null) throw new TypeError(`Expected case ${i} to be an object of names and values, got \`${String(row)}\` (${typeof row}).`)
    const missing = names.find((name) => !(name in row))
    if (missing !== undefined) throw new TypeError(`Case ${i} has no \`${missing}\`; the first case has.`)
    const extra = Object.keys(row).find((name) => !names.includes(name))
    if (extra !== undefined) throw new TypeError(`Case ${i} has \`${extra}\`, which the first case has not.`)
  })
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]))
}
