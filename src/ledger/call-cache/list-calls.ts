import { closeSync, openSync } from 'node:fs'
import type { RecordPlace } from '../segment/segment-file.ts'
import { codeOf } from '../segment/segment-io.ts'
import { readChunk } from '../segment/segment-tail.ts'
import { type CacheFolder, segmentPath } from './cache-folder.ts'
import { type CallFacts, decodeCallFacts, FACTS_BYTES } from './call-record.ts'
import type { KeyIndex } from './key-index.ts'

/** What is known of one kept result. */
export interface CallRecord extends Required<CallFacts> {
  readonly key: string
  /** Bytes that the value takes in the cache. */
  readonly bytes: number
}

/** The facts of all results, oldest first. Values are not read; a result whose facts are damaged is left out. */
export function listCalls(folder: CacheFolder, index: KeyIndex): CallRecord[] {
  const files = new Map<string, number | undefined>()
  try {
    return [...index.entries()]
      .flatMap(([key, place]) => {
        if (!files.has(place.segmentId)) files.set(place.segmentId, openIfThere(segmentPath(folder, place.segmentId)))
        const file = files.get(place.segmentId)
        return (file === undefined ? undefined : readFacts(file, key, place)) ?? []
      })
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1))
  } finally {
    for (const file of files.values()) if (file !== undefined) closeSync(file)
  }
}

function readFacts(file: number, key: string, place: RecordPlace): CallRecord | undefined {
  const at = place.offset + place.headLength
  const facts =
    decodeCallFacts(readChunk(file, at, Math.min(FACTS_BYTES, place.payloadLength))) ??
    (place.payloadLength > FACTS_BYTES ? decodeCallFacts(readChunk(file, at, place.payloadLength)) : undefined)
  if (facts === undefined) return undefined
  const { valueAt, ...rest } = facts
  return { key: Buffer.from(key, 'latin1').toString('hex'), ...rest, bytes: place.payloadLength - valueAt }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESTALE') return undefined
    throw error
  }
}
