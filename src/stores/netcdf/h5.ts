import { isSweepError } from '../../errors/index.ts'

/** The HDF5 library and its module: everything in it is synchronous once it is loaded. */
export type H5 = typeof import('h5wasm/node')
export type { Dataset as H5Dataset, File as H5File, Metadata as H5Metadata } from 'h5wasm/node'

/** HDF5's numbers for classes of types. */
export const classes = { integer: 0, float: 1, string: 3, compound: 6, enum: 8 } as const

/** Most instances of the library that one process loads: each keeps about 6 MB for good. */
const MOST_INSTANCES = 64

let instances = 0
let latest: H5 | undefined
let loading: Promise<H5> | undefined
const spoiled = new WeakSet<H5>()

/**
 * Loads HDF5 once; its failures are silent by nature and throw here. An instance that threw may keep a file open for ever, and
 * would mistake another file that gets the same inode for it: whoever comes next gets a new instance.
 */
export async function loadH5(): Promise<H5> {
  loading ??= load()
  return await loading
}

async function load(): Promise<H5> {
  const query = instances === 0 ? '' : `?instance=${instances}`
  instances++
  const h5 =
    query === '' ? await import('h5wasm/node') : ((await import(import.meta.resolve('h5wasm/node') + query)) as H5)
  const module = await h5.ready
  module.activate_throwing_error_handler()
  latest = h5
  return h5
}

/** The instance itself, or the newest one when it is spoiled. */
export function soundH5(h5: H5): H5 {
  return spoiled.has(h5) ? (latest ?? h5) : h5
}

/** Runs something with memory of the library, which is free again afterwards. */
export function withMemory<T>(h5: H5, bytes: number, action: (address: number) => T): T {
  const address = h5.Module._malloc(bytes)
  if (address === 0) throw new Error(`Out of memory: ${bytes} bytes are wanted at once.`)
  try {
    return action(address)
  } finally {
    h5.Module._free(address)
  }
}

const ERROR_FILE = /\/tmpfile_\w{6}$/

/** Notes that the library may have thrown, and closes the temporary file that each of its error texts passes through. */
export function noteFailure(h5: H5, error: unknown): void {
  if (isSweepError(error) || error instanceof TypeError || (error instanceof Error && 'code' in error)) return
  if (!spoiled.has(h5)) {
    spoiled.add(h5)
    if (instances < MOST_INSTANCES) loading = load()
    loading?.catch(() => {}) // Whoever awaits it next is told.
  }
  const { FS: files } = h5.Module as unknown as { readonly FS: { streams: Streams; close(stream: Stream): void } }
  for (const stream of files.streams) if (stream && ERROR_FILE.test(stream.path ?? '')) files.close(stream)
}

interface Stream {
  readonly path?: string
}
type Streams = readonly (Stream | null | undefined)[]
