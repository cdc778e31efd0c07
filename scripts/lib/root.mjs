import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '')

/** Absolute path of a file or folder of the repository. @param {string[]} parts */
export function inRoot(...parts) {
  return join(ROOT, ...parts)
}

/** Where everything that can be made again lies: stamps, locks, the Python environment. Git ignores it. */
export const CACHE = inRoot('.cache')
