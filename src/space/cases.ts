import { isPlainObject, kindOf, printValue } from '../util/index.ts'
import { listOf } from './axis.ts'
import { refuseUnencodable } from './key/encode-point.ts'
import { refuseName, refuseSymbols } from './refuse.ts'
import type { Cases } from './space.ts'

/** Points as a list of objects over the same names, or as an object of equally long columns. */
export type CasesInput = readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, Iterable<unknown>>>

/** Checks explicit points and copies them into columns. */
export function readCases(given: CasesInput): Cases {
  const columns = Array.isArray(given) ? columnsOfRows(given) : readColumns('cases', given)
  const names = Object.keys(columns)
  const size = columns[names[0] ?? '']?.length ?? 0
  if (size === 0)
    throw new TypeError('Expected `cases` to have at least one point, got none.\nLeave `cases` out, or give a point.')
  for (const name of names) {
    refuseName(name, 'cases')
    columns[name]?.forEach((value, row) => {
      refuseUnencodable(value, { root: 'cases', steps: [row, name] })
    })
  }
  return { names, columns, size }
}

/** What `zip` makes of its columns: an array for each. */
export type Zipped<Columns> = {
  -readonly [Name in keyof Columns]: Columns[Name] extends Iterable<infer Value> ? Value[] : never
}

/**
 * Equally long columns as cases: all first values are one point, all second values the next.
 *
 * @example
 * ```ts
 * await sweep(fn, {}, { cases: zip({ a: [1, 2], b: linspace(0, 1, 2) }) }) // (1, 0) and (2, 1)
 * ```
 */
export function zip<Columns extends Readonly<Record<string, Iterable<unknown>>>>(columns: Columns): Zipped<Columns> {
  return readColumns('zip', columns) as Zipped<Columns>
}

function readColumns(what: string, given: unknown): Record<string, readonly unknown[]> {
  if (!isPlainObject(given)) {
    const rows = what === 'zip' ? '' : 'an array of points or '
    const got =
      typeof given === 'object' || typeof given === 'function'
        ? kindOf(given)
        : `\`${printValue(given)}\` (${typeof given})`
    throw new TypeError(
      `Expected \`${what}\` to get ${rows}an object of columns such as \`{ a: [1, 2], b: [3, 4] }\`, got ${got}.`,
    )
  }
  refuseSymbols(given, what)
  const columns = Object.entries(given).map(([name, values]) => {
    refuseName(name, what)
    return [name, readColumn(what, name, values)] as const
  })
  refuseOddLength(what, columns)
  return Object.fromEntries(columns)
}

function readColumn(what: string, name: string, values: unknown): readonly unknown[] {
  const list = listOf(name, values)
  if (list !== undefined) return list
  throw new TypeError(
    `Expected column \`${name}\` of \`${what}\` to be a list, got \`${printValue(values)}\` (${typeof values}).\n` +
      'For one value everywhere give it as a constant; for one point write a list of one value.',
  )
}

/** Names the column whose length differs from that of most. */
function refuseOddLength(what: string, columns: readonly (readonly [string, readonly unknown[]])[]): void {
  const counts = new Map<number, number>()
  for (const [, { length }] of columns) counts.set(length, (counts.get(length) ?? 0) + 1)
  if (counts.size <= 1) return
  const [usual] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [0]
  const [like] = columns.find(([, { length }]) => length === usual) ?? ['']
  const [odd, values] = columns.find(([, { length }]) => length !== usual) ?? ['', []]
  throw new TypeError(
    `Expected the columns of \`${what}\` to be equally long, got ${values.length} values for \`${odd}\` and ${usual} for \`${like}\`.`,
  )
}

function columnsOfRows(rows: readonly unknown[]): Record<string, readonly unknown[]> {
  const names = Object.keys(readRow(rows, 0))
  if (rows.length > 0 && names.length === 0) {
    throw new TypeError('Expected `cases[0]` to name at least one parameter, got `{}`.')
  }
  const columns = names.map((name) => [name, new Array<unknown>(rows.length)] as const)
  for (let i = 0; i < rows.length; i++) {
    const row = readRow(rows, i)
    refuseOtherNames(row, { names, i })
    for (const [name, column] of columns) column[i] = row[name]
  }
  return Object.fromEntries(columns)
}

function readRow(rows: readonly unknown[], i: number): Readonly<Record<string, unknown>> {
  if (rows.length === 0) return {}
  const row = rows[i]
  if (!isPlainObject(row)) {
    throw new TypeError(
      `Expected \`cases[${i}]\` to be an object of names and values, got ${kindOf(row)}.\nWrite it as \`{ a: 1, b: 2 }\`.`,
    )
  }
  refuseSymbols(row, `cases[${i}]`)
  return row
}

function refuseOtherNames(
  row: Readonly<Record<string, unknown>>,
  { names, i }: { names: readonly string[]; i: number },
): void {
  const own = Object.keys(row)
  const missing = names.find((name) => !Object.hasOwn(row, name))
  const extra =
    own.length === names.length && missing === undefined ? undefined : own.find((name) => !names.includes(name))
  if (missing === undefined && extra === undefined) return
  const facts = [
    missing === undefined ? '' : `has no \`${missing}\``,
    extra === undefined ? '' : `has \`${extra}\`, which the first case has not`,
  ]
  throw new TypeError(
    `\`cases[${i}]\` ${facts.filter((fact) => fact !== '').join(' and ')}.\nEvery case gives a value to the same names: ${names.map((name) => `\`${name}\``).join(', ')}.`,
  )
}
