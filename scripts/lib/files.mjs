import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Paths of all files below `folder`, relative to it and sorted; none when it does not exist. Symbolic links are listed, not
 * followed; installed packages and hidden folders (Python environments, caches) are left out.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function listFiles(folder) {
  const found = []
  const visit = (below) => {
    for (const entry of entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (!entry.isDirectory()) found.push(path)
      else if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) visit(path)
    }
  }
  visit('')
  return found.sort()
}

/** @param {string} path */
export function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}
