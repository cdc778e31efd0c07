import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Folder of the repository. */
export const root: URL = findRoot(new URL('../', import.meta.url))

/** Path of a file of the repository. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(path, root))
}

/** Path of a compiled file of `bench/`. */
export function inBuild(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}

function findRoot(folder: URL): URL {
  return existsSync(new URL('bench/run.mjs', folder)) ? folder : findRoot(new URL('../', folder))
}
