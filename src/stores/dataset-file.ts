import { resolve } from 'node:path'
import type { Dataset, DatasetParts, Labels } from '../dataset/index.ts'
import { resolveStore } from './resolve-store.ts'
import type { DatasetWriter, OpenOptions, SaveOptions, WriterOptions } from './store.ts'

/**
 * Writes a dataset into a file; the extension says the format: `.nc`, `.nc4`, `.h5`, `.hdf5` are NetCDF-4; `.parquet`, `.csv`
 * and `.tsv` hold its table, as `toTable` makes it.
 *
 * The file is written under a temporary name beside the target and renamed at the end, so `path` is always the old file
 * or the new one, whole. A file of that name is replaced. What NetCDF has no word for: `true` and `false` in attributes
 * become 1 and 0, half a surrogate pair in a text becomes U+FFFD. Parquet keeps
 * dims, attributes and failures in its metadata and opens as a dataset again; CSV has no place for them.
 *
 * @example
 * ```ts
 * await saveDataset(ds, 'ising.nc')
 * const again = await openDataset('ising.nc')
 * ```
 */
export async function saveDataset(ds: DatasetParts, path: string, options: SaveOptions = {}): Promise<void> {
  const load = resolveStore(path)
  const { compression = 1 } = options
  checkCompression(compression)
  const absolute = resolve(path)
  const store = await load()
  await store.save(ds, absolute, { compression })
}

/**
 * Opens a file as a dataset. Only names, attributes and small coordinates are read at once; the elements of a variable are
 * read when they are touched, and kept.
 *
 * No file stays open in between: each read opens it again, and throws a `StoreError` if it was replaced since. Files of xarray,
 * netCDF4 and h5py open as well; a variable of a kind that has no counterpart here throws when it is touched, not before. So does
 * one of integers beyond 2^53 that is not asked for as `bigints`.
 * A `.parquet` file that `saveDataset` wrote opens whole; tables that do not say their dims are for `readTable`.
 *
 * @example
 * ```ts
 * const ds = await openDataset('ising.nc')
 * console.log(String(ds), ds.get('m').values)
 * ```
 */
export async function openDataset(path: string, options: OpenOptions = {}): Promise<Dataset> {
  const load = resolveStore(path)
  checkBigints(options.bigints)
  const absolute = resolve(path)
  const store = await load()
  return await store.open(absolute, options)
}

/**
 * Opens a file for results that come in blocks, in any order. The folder is tried at once: a path that cannot be written is
 * refused before any work is done.
 *
 * @example
 * ```ts
 * const writer = await createDatasetWriter('ising.nc', labels)
 * try {
 *   for await (const block of blocks) writer.write(block)
 *   await writer.finish({ attrs: {}, failures: [] })
 * } finally {
 *   await writer.abort()
 * }
 * ```
 */
export async function createDatasetWriter(
  path: string,
  labels: Labels,
  options: WriterOptions = {},
): Promise<DatasetWriter> {
  const load = resolveStore(path)
  const { compression = 1, memoryBytes = 2 ** 27, outputs } = options
  checkCompression(compression)
  if (!(memoryBytes > 0)) {
    throw new TypeError(`Expected \`memoryBytes\` to be a positive number, got \`${memoryBytes}\`.`)
  }
  const absolute = resolve(path)
  const store = await load()
  return await store.createWriter(absolute, labels, {
    compression,
    memoryBytes,
    ...(outputs === undefined ? {} : { outputs }),
  })
}

function checkBigints(bigints: unknown): void {
  if (bigints === undefined || typeof bigints === 'boolean') return
  if (Array.isArray(bigints) && bigints.every((name) => typeof name === 'string')) return
  throw new TypeError(
    `Expected \`bigints\` to be true, false or a list of names, got \`${String(bigints)}\` (${typeof bigints}).`,
  )
}

function checkCompression(compression: number): void {
  if (Number.isInteger(compression) && compression >= 0 && compression <= 9) return
  throw new TypeError(`Expected \`compression\` to be a whole number from 0 to 9, got \`${compression}\`.`)
}
