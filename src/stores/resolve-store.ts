import { extname } from 'node:path'
import type { DatasetStore } from './store.ts'

interface KnownStore {
  readonly extensions: readonly string[]
  readonly load: () => Promise<DatasetStore>
}

/** Stores by extension; a store is loaded when it is used. */
const stores: readonly KnownStore[] = [
  {
    extensions: ['.nc', '.nc4', '.h5', '.hdf5'],
    load: async () => (await import('./netcdf/index.ts')).netcdf,
  },
]

/** The store for a path, by its extension. Throws `TypeError` at once for an extension that no store knows. */
export function resolveStore(path: string): () => Promise<DatasetStore> {
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    throw new TypeError(`Expected \`path\` to be the path of a file, got ${JSON.stringify(path)} (${typeof path}).`)
  }
  const extension = extname(path).toLowerCase()
  const known = stores.find(({ extensions }) => extensions.includes(extension))
  if (known !== undefined) return known.load
  const list = stores.flatMap(({ extensions }) => extensions).join(', ')
  throw new TypeError(
    `Cannot tell the format of \`${path}\`: ${extension === '' ? 'it has no extension' : `no store knows \`${extension}\``}. ` +
      `Known extensions are ${list}.`,
  )
}
