import { resolve } from 'node:path'
import { Table } from '../dataset/index.ts'
import { nearestName } from '../util/index.ts'
import { resolveTableStore } from './resolve-store.ts'
import type { ReadTableOptions, SaveTableOptions } from './table-store.ts'

/**
 * Reads a file as a table; the extension says the format: `.csv`, `.tsv`, `.parquet`.
 *
 * CSV does not tell kinds, so a column has the kind that all its values have: whole numbers `int64`, numbers `float64`,
 * `true` and `false` `bool`, ISO dates `datetime` (without a zone UTC), anything else `string`. What would lose digits stays
 * text: codes with leading zeros, and whole numbers beyond 2^53 − 1. An empty field is missing, `""` an empty text. `types`
 * overrules all this. Parquet tells kinds; whole numbers beyond 2^53 − 1 make a column of bigints, nested columns are refused.
 *
 * Throws `StoreError` for a file that cannot be read, with the line for CSV.
 *
 * @example
 * ```ts
 * const table = await readTable('runs.csv', { types: { id: 'string' } })
 * console.log(String(table.sortBy('energy')))
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<Table> {
  const load = resolveTableStore(path)
  checkOptions(options, ['columns', 'types', 'delimiter', 'missing'])
  const absolute = resolve(path)
  return await (await load()).read(absolute, options)
}

/**
 * Writes a table into a file; the extension says the format: `.csv`, `.tsv`, `.parquet`.
 *
 * The file is written under a temporary name and renamed at the end, so `path` is always the old file or the new one, whole.
 * Numbers keep every digit in both formats; CSV has no place for attributes, Parquet keeps them in its metadata.
 *
 * @example
 * ```ts
 * await saveTable(ds.toTable(), 'ising.parquet')
 * ```
 */
export async function saveTable<R extends object>(
  table: Table<R>,
  path: string,
  options: SaveTableOptions = {},
): Promise<void> {
  const load = resolveTableStore(path)
  checkOptions(options, ['delimiter'])
  if (!(table instanceof Table)) {
    throw new TypeError('Expected a `Table`.\nMake one with `Table.fromRows`, `Table.fromColumns` or `ds.toTable()`.')
  }
  const absolute = resolve(path)
  const { columns, attrs } = table
  await (await load()).save(new Table({ columns, attrs }), absolute, options)
}

function checkOptions(options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const nearest = nearestName(name, known)
    throw new TypeError(
      `Unknown option \`${name}\`. ${nearest === undefined ? `There are ${known.map((each) => `\`${each}\``).join(', ')}.` : `Did you mean \`${nearest}\`?`}`,
    )
  }
}
