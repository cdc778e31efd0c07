import { isUtf8 } from 'node:buffer'
import { readFile, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { StoreError } from '../../errors/index.ts'
import type { DatasetStore } from '../store.ts'
import { readFailure } from '../store-failure.ts'
import type { TableStore } from '../table-store.ts'
import { tabularStore } from '../tabular-store.ts'
import { writeWhole } from '../whole-file.ts'
import { readCsv } from './read/read-csv.ts'
import { CsvFault, lineOf } from './read/tokenize.ts'
import { renderCsv } from './write/render-csv.ts'

const extensions = ['.csv', '.tsv']

/** Tables as comma- or tab-separated text, RFC 4180 in UTF-8. */
export const csvTables: TableStore = {
  name: 'csv',
  extensions,
  async read(path, options) {
    const delimiter = delimiterOf(path, options.delimiter)
    const bytes = await readBytes(path)
    try {
      return readCsv(bytes, { ...options, delimiter })
    } catch (error) {
      throw error instanceof CsvFault ? faultIn(path, bytes, error) : error
    }
  },
  async save(table, path, options) {
    const delimiter = delimiterOf(path, options.delimiter)
    await writeWhole(path, (temporary) => writeFile(temporary, renderCsv(table, delimiter)))
  },
}

/** Datasets as the text of their table, for other programs: it has no place for dims, attributes and failures. */
export const csv: DatasetStore = tabularStore({
  name: 'csv',
  extensions,
  write: (dataset, temporary, target) => writeFile(temporary, renderCsv(dataset.toTable(), delimiterOf(target))),
  open: async (path) => {
    throw new TypeError(
      `${path} is a table: it does not say which columns are dims.\n` +
        `Read it with \`await readTable(${JSON.stringify(path)})\` and name them: \`table.toDataset({ dims: ['T', 'L'] })\`.`,
    )
  },
})

function delimiterOf(path: string, given?: string): string {
  if (given === undefined) return extname(path).toLowerCase() === '.tsv' ? '\t' : ','
  if (/^[\t ,;|~^#&!$%*]$/.test(given)) return given
  throw new TypeError(
    `Expected \`delimiter\` to be a comma, a semicolon, a tab, a bar, or another character that no number or date holds, got ${JSON.stringify(given)}.`,
  )
}

async function readBytes(path: string): Promise<Buffer> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    throw isTooLarge(error) ? tooLarge(path, error) : readFailure(path, error)
  }
  if (isUtf8(bytes)) return bytes
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const encoding = isWide ? 'UTF-16' : 'LATIN1'
  throw new StoreError(
    `Cannot read ${path}: it is not UTF-8${isWide ? ' but UTF-16' : ''}.\nConvert it first: \`iconv -f ${encoding} -t UTF-8\`, or save it as "CSV UTF-8".`,
    { path },
  )
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_FS_FILE_TOO_LARGE'
}

function tooLarge(path: string, cause: unknown): StoreError {
  return new StoreError(
    `Cannot read ${path}: it is larger than 2 GiB.\nConvert it to Parquet, for example with DuckDB: \`copy (from 'x.csv') to 'x.parquet'\`.`,
    { path },
    { cause },
  )
}

function faultIn(path: string, bytes: Buffer, { at, message, remedy }: CsvFault): StoreError {
  return new StoreError(`Cannot read ${path}: line ${lineOf(bytes, at)} ${message}.\n${remedy}`, { path })
}
