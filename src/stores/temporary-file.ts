import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isGone, ownIdentity } from './process-identity.ts'
import { writeFailure } from './store-failure.ts'

/** A file beside the target that takes its place when it is whole. */
export interface TemporaryFile {
  /** Absolute path of the target; where that was a symbolic link, what it points to. */
  readonly target: string
  readonly path: string
  /** Another temporary name that is removed together with this one. */
  besides(suffix: string): string
  /** Makes the contents durable and gives the file its name. */
  commit(): void
  /** Removes whatever is left; does nothing twice. */
  discard(): void
}

/**
 * Reserves a temporary name beside `path` and proves that the folder can be written. Temporary files that killed processes
 * left for the same target are removed.
 */
export function createTemporaryFile(path: string): TemporaryFile {
  try {
    return reserve(realTarget(path))
  } catch (error) {
    throw writeFailure(path, error)
  }
}

function realTarget(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats?.isSymbolicLink() === true) return realpathSync(path)
  if (stats?.isDirectory() === true) throw Object.assign(new Error('It is a folder.'), { code: 'EISDIR' })
  return path
}

function reserve(target: string): TemporaryFile {
  const folder = dirname(target)
  sweep(folder, prefixFor(target))
  const { host, pid, start } = ownIdentity()
  const stem = join(folder, `${prefixFor(target)}${host}.${pid}.${start}.${randomBytes(4).toString('hex')}`)
  const path = `${stem}.tmp`
  const siblings: string[] = []
  closeSync(openSync(path, 'wx'))
  const removeAll = (): void => {
    for (const name of [path, ...siblings]) rmSync(name, { force: true })
  }
  removeAtExit(removeAll)
  return {
    target,
    path,
    besides(suffix) {
      const sibling = `${stem}.${suffix}.tmp`
      siblings.push(sibling)
      return sibling
    },
    commit() {
      try {
        sync(path)
        renameSync(path, target)
        trySync(folder)
      } catch (error) {
        throw writeFailure(target, error)
      }
    },
    discard() {
      reserved.delete(removeAll)
      removeAll()
    },
  }
}

/** What removes the files that this process still writes. */
const reserved = new Set<() => void>()
let isListening = false

/** `process.exit()` in the middle of a run, as at a second Ctrl-C, leaves no half-written file behind. One listener for all. */
function removeAtExit(remove: () => void): void {
  reserved.add(remove)
  if (isListening) return
  isListening = true
  process.on('exit', () => {
    for (const each of reserved) each()
  })
}

/** Names of this target's temporary files begin so; long names are hashed to stay within the limit of 255 bytes. */
function prefixFor(target: string): string {
  const name = basename(target)
  const isShort = Buffer.byteLength(name) <= 120
  return `.${isShort ? name : createHash('sha256').update(name).digest('hex').slice(0, 32)}.`
}

const remainder = /^([A-Za-z0-9-]+)\.(\d+)\.(\d+)\.[0-9a-f]{8}\.(?:[a-z0-9]+\.)?tmp$/

function sweep(folder: string, prefix: string): void {
  statSync(folder)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue
    const [, host, pid, start] = remainder.exec(name.slice(prefix.length)) ?? []
    if (host === undefined || pid === undefined || start === undefined) continue
    if (isGone({ host, pid: Number(pid), start })) rmSync(join(folder, name), { force: true })
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Folders cannot be synced everywhere; the rename is done either way. */
function trySync(folder: string): void {
  try {
    sync(folder)
  } catch {}
}
