import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hasEnded, type ProcessIdentity, processIdentity } from '../../host/index.ts'
import { codeOf } from '../segment/segment-io.ts'

/** A lock that its holder has not given back for so long is anybody's. */
const STALE_MS = 10 * 60_000

/**
 * Takes the lock that keeps several processes from folding the same segments. Two holders do no harm: they fold twice.
 * Gives back the time of the file system's clock, or `undefined` where somebody else holds the lock.
 */
export function takeFoldLock(path: string): number | undefined {
  return create(path) ?? (removeStale(path) ? create(path) : undefined)
}

export function releaseFoldLock(path: string): void {
  rmSync(path, { force: true })
}

function create(path: string): number | undefined {
  try {
    writeFileSync(path, JSON.stringify(processIdentity()), { flag: 'wx' })
    return statSync(path).mtimeMs
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined
    throw error
  }
}

function removeStale(path: string): boolean {
  try {
    if (!hasEnded(readHolder(path)) && !isOld(path)) return false
    rmSync(path, { force: true })
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true
    throw error
  }
}

/** A file that says no such thing was made by somebody of whom nothing is known. */
function readHolder(path: string): ProcessIdentity {
  const text = readFileSync(path, 'utf8')
  try {
    const holder = JSON.parse(text) as ProcessIdentity | null
    if (holder !== null && Number.isSafeInteger(holder.pid)) return holder
  } catch {
    // Its maker was killed before it had written who it is.
  }
  return { host: '', pid: 0, start: '', bootId: '', pidSpace: '' }
}

/** By the file system's own clock: that of a file made now. */
function isOld(path: string): boolean {
  const probe = `${path}.${process.pid}.probe`
  writeFileSync(probe, '')
  const nowMs = statSync(probe).mtimeMs
  rmSync(probe, { force: true })
  return nowMs - statSync(path).mtimeMs > STALE_MS
}
