import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LedgerError } from '../../errors/index.ts'
import { writeFileAtomic } from '../../host/index.ts'
import { segmentFileName, segmentIdOf } from '../segment/segment-id.ts'
import { codeOf } from '../segment/segment-io.ts'

/** All call caches are one ledger: their segments may be copied from one folder into another. */
export const CACHE_LEDGER_ID = 'ca11cac4e0000000000000000000000a'

const FORMAT = 'windrow call cache'
const VERSION = 1

/** Paths of a cache. */
export interface CacheFolder {
  readonly directory: string
  readonly segments: string
  readonly foldLock: string
}

/** Makes the folder where it is not there. Throws `LedgerError` for what is no cache that this version can use. */
export async function openCacheFolder(directory: string): Promise<CacheFolder> {
  const root = resolve(directory)
  const folder = { directory: root, segments: join(root, 'segments'), foldLock: join(root, 'fold.lock') }
  const marker = join(root, 'cache.json')
  try {
    mkdirSync(folder.segments, { recursive: true })
    if (!hasMarker(marker)) await writeFileAtomic(marker, `${JSON.stringify({ format: FORMAT, version: VERSION })}\n`)
  } catch (error) {
    if (error instanceof LedgerError) throw error
    // A cache that may only be read is read; whoever writes to it is told.
    if (READ_ONLY.has(codeOf(error)) && hasMarker(marker)) return folder
    throw new LedgerError(
      `The cache directory ${root} cannot be used: ${(error as Error).message}\nGive a folder in which files can be made.`,
      { path: root },
      { cause: error },
    )
  }
  return folder
}

/** Names of the segments that are there now. A folder that somebody removed has none. */
export function listSegments({ segments }: CacheFolder): string[] {
  try {
    return readdirSync(segments).flatMap((name) => segmentIdOf(name) ?? [])
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

export function segmentPath({ segments }: CacheFolder, segmentId: string): string {
  return join(segments, segmentFileName(segmentId))
}

const READ_ONLY: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM'])

function hasMarker(path: string): boolean {
  const text = readMarker(path)
  if (text === undefined) return false
  const found = parse(text)
  if (found.format === FORMAT && found.version === VERSION) return true
  const what =
    found.format === FORMAT ? `a call cache of version ${String(found.version)}` : 'something else than a call cache'
  throw new LedgerError(
    `${path} belongs to ${what}, and this windrow reads version ${VERSION}.\nGive another folder as cache directory.`,
    { path },
  )
}

function readMarker(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function parse(text: string): { readonly format?: unknown; readonly version?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as object
  } catch {
    return {}
  }
}
