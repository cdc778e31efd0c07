/** The HDF5 library and its module: everything in it is synchronous once it is loaded. */
export type H5 = typeof import('h5wasm/node')
export type { Dataset as H5Dataset, File as H5File, Metadata as H5Metadata } from 'h5wasm/node'

let loading: Promise<H5> | undefined

/** Loads HDF5 once. Its failures are silent by nature; here they throw. */
export function loadH5(): Promise<H5> {
  loading ??= load()
  return loading
}

async function load(): Promise<H5> {
  const h5 = await import('h5wasm/node')
  const module = await h5.ready
  module.activate_throwing_error_handler()
  return h5
}
