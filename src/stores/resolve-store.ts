import { extname } from 'node:path'
import { nearestName } from '../util/index.ts'
import type { DatasetStore } from './store.ts'
import type { TableStore } from './table-store.ts'

interface Format {
  readonly extensions: readonly string[]
  readonly dataset: () => Promise<DatasetStore>
  /** Absent for a format that holds arrays only. */
  readonly table?: () => Promise<TableStore>
}

/** Formats by extension; what reads and writes one is loaded when it is used. */
const formats: readonly Format[] = [
  {
    extensions: ['.nc', '.nc4', '.h5', '.hdf5'],
    dataset: async () => (await import('./netcdf/index.ts')).netcdf,
  },
  {
    extensions: ['.parquet'],
    dataset: async () => (await import('./parquet/index.ts')).parquet,
    table: async () => (await import('./parquet/index.ts')).parquetTables,
  },
  {
    extensions: ['.csv', '.tsv'],
    dataset: async () => (await import('./csv/index.ts')).csv,
    table: async () => (await import('./csv/index.ts')).csvTables,
  },
]

/** The store of datasets for a path, by its extension. Throws `TypeError` at once for an extension that no store knows. */
export function resolveStore(path: string): () => Promise<DatasetStore> {
  const extension = extensionOf(path)
  const known = formats.find(({ extensions }) => extensions.includes(extension))
  if (known !== undefined) return known.dataset
  throw unknownFormat(path, formats)
}

/** The store of tables for a path, by its extension. Throws `TypeError` at once for an extension that holds no tables. */
export function resolveTableStore(path: string): () => Promise<TableStore> {
  const extension = extensionOf(path)
  const known = formats.find(({ extensions }) => extensions.includes(extension))
  if (known?.table !== undefined) return known.table
  if (known === undefined)
    throw unknownFormat(
      path,
      formats.filter(({ table }) => table !== undefined),
    )
  throw new TypeError(
    `${path} holds a dataset, no table.\nOpen it with \`openDataset\` and make a table of it with \`toTable()\`; write a table with \`toDataset\` and \`saveDataset\`.`,
  )
}

function extensionOf(path: string): string {
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return extname(path).toLowerCase()
  throw new TypeError(`Expected \`path\` to be the path of a file, got ${JSON.stringify(path)} (${typeof path}).`)
}

function unknownFormat(path: string, candidates: readonly Format[]): TypeError {
  const extension = extname(path).toLowerCase()
  const list = candidates.flatMap(({ extensions }) => extensions)
  const nearest = extension === '' ? undefined : nearestName(extension, list)
  const reason = extension === '' ? 'it has no extension' : `no store knows \`${extension}\``
  const remedy =
    nearest === undefined
      ? `End the path in one of ${list.join(', ')}.`
      : `Did you mean \`${path.slice(0, path.length - extension.length)}${nearest}\`? Known extensions are ${list.join(', ')}.`
  return new TypeError(`Cannot tell the format of \`${path}\`: ${reason}.\n${remedy}`)
}
