import { Dataset, productVariable, type Table, type Variable } from '../../dataset/index.ts'
import type { DatasetStore } from '../store.ts'
import type { TableStore } from '../table-store.ts'
import { tabularStore } from '../tabular-store.ts'
import { writeWhole } from '../whole-file.ts'
import { type DatasetNotes, datasetNotes, notesOf } from './metadata.ts'
import { readParquet } from './read/read-parquet.ts'
import { writeParquet } from './write/write-parquet.ts'

const extensions = ['.parquet']

/** Tables as Parquet: pandas, polars, DuckDB, R and Spark open it. */
export const parquetTables: TableStore = {
  name: 'parquet',
  extensions,
  async read(path, { columns, ...others }) {
    const [wrong] = Object.keys(others)
    if (wrong !== undefined) {
      throw new TypeError(
        `\`${wrong}\` is an option for CSV: a Parquet file says the kinds of its columns itself.\nLeave it out.`,
      )
    }
    return (await readParquet(path, columns)).table
  },
  async save(table, path, options) {
    if (options.delimiter !== undefined) throw new TypeError('`delimiter` is an option for CSV.\nLeave it out.')
    await writeWhole(path, (temporary) => writeParquet(table, temporary, notesOf(table)))
  },
}

/** Datasets as their table, with dims, attributes and failures in the file's metadata, so that they open as datasets again. */
export const parquet: DatasetStore = tabularStore({
  name: 'parquet',
  extensions,
  write: async (dataset, temporary) => {
    const table: Table = dataset.toTable()
    await writeParquet(table, temporary, notesOf(table, datasetNotes(dataset)))
  },
  open: async (path) => {
    const { table, notes } = await readParquet(path)
    if (notes.dataset !== undefined) return datasetOf(table, notes.dataset)
    throw new TypeError(
      `${path} is a table: it does not say which columns are dims.\n` +
        `Read it with \`await readTable(${JSON.stringify(path)})\` and name them: \`table.toDataset({ dims: ['T', 'L'] })\`.`,
    )
  },
})

function datasetOf(table: Table, { sizes, coords, vars, failures }: DatasetNotes): Dataset {
  const pick = (dimsOf: Readonly<Record<string, readonly string[]>>): Record<string, Variable> =>
    Object.fromEntries(
      Object.entries(dimsOf).flatMap(([name, dims]) => {
        const column = table.columns[name]
        return column === undefined ? [] : [[name, productVariable(column, { sizes, dims })] as const]
      }),
    )
  return new Dataset({ sizes, coords: pick(coords), vars: pick(vars), attrs: table.attrs, failures })
}
