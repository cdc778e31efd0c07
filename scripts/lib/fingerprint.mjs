import { createHash } from 'node:crypto'
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './files.mjs'

/**
 * Changes when a file appears, vanishes, or gets another size or time: no content is read, so 1,000 files take milliseconds.
 *
 * @param {string} root
 * @param {readonly string[]} paths files or folders below `root`
 * @param {(path: string) => boolean} [counts] which files matter
 */
export function fingerprintOf(root, paths, counts = () => true) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((each) => filesAt(root, each)).filter(counts)) {
    const { size, mtimeNs } = lstatSync(join(root, path), { bigint: true })
    hash.update(`${path}\0${size}\0${mtimeNs}\n`)
  }
  return hash.digest('hex')
}

/** Hash of what the files contain. @param {readonly string[]} paths @param {readonly string[]} [extra] */
export function contentHash(paths, extra = []) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(readFileSync(path)).update('\0')
  for (const text of extra) hash.update(text).update('\0')
  return hash.digest('hex')
}

function filesAt(root, path) {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false })
  if (stats === undefined) return []
  return stats.isDirectory() ? listFiles(join(root, path)).map((file) => `${path}/${file}`) : [path]
}
