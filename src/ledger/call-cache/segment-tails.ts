import { statSync } from 'node:fs'
import { isSweepError } from '../../errors/index.ts'
import { hasEnded } from '../../host/index.ts'
import type { PlacedFrame } from '../segment/scan-frames.ts'
import { codeOf } from '../segment/segment-io.ts'
import { openSegmentTail, type SegmentTail } from '../segment/segment-tail.ts'
import { CACHE_LEDGER_ID, type CacheFolder, listSegments, segmentPath } from './cache-folder.ts'
import type { FoldCandidate } from './plan-fold.ts'

/** After so long without a record a segment of an unknown writer counts as closed. Writers stop after a quarter of it. */
export const CLOSED_AFTER_MS: number = 24 * 3_600_000

/** Is told of records: one by one, or of a closed segment by its index. */
export interface RecordVisitor {
  visit(segmentId: string, frame: PlacedFrame): void
  takeIndex(segmentId: string, index: Buffer): void
}

/** The segments of a cache as far as they have been read. */
export interface SegmentTails {
  /** Number of segments that are read. */
  readonly count: number
  /** Visits the records that came since the last look. `skipped` are not looked into. */
  advance(skipped: ReadonlySet<string>, visitor: RecordVisitor): void
  has(segmentId: string): boolean
  /** Segments that certainly get no further record. */
  closed(nowMs: number): FoldCandidate[]
}

/** `warn` is told once of each file that is no segment of this cache. */
export function createSegmentTails(folder: CacheFolder, warn: (message: string) => void): SegmentTails {
  const tails = new Map<string, SegmentTail>()
  const refused = new Set<string>()
  const advanceOne = (segmentId: string, visitor: RecordVisitor): void => {
    const tail =
      tails.get(segmentId) ?? openSegmentTail(segmentPath(folder, segmentId), { ledgerId: CACHE_LEDGER_ID, segmentId })
    tails.set(segmentId, tail)
    if (tail.isEnded) return
    try {
      tail.advance(
        (frame) => visitor.visit(segmentId, frame),
        (index) => visitor.takeIndex(segmentId, index),
      )
    } catch (error) {
      if (VANISHED.has(codeOf(error))) return
      if (!isSweepError(error)) throw error
      refused.add(segmentId)
      tails.delete(segmentId)
      warn(isSweepError(error, 'FormatError') ? `${tail.path} is not read. ${error.message}` : error.message)
    }
  }
  return {
    get count() {
      return tails.size
    },
    has: (segmentId) => tails.has(segmentId),
    advance(skipped, visitor) {
      const present = new Set(listSegments(folder))
      for (const segmentId of tails.keys()) if (!present.has(segmentId)) tails.delete(segmentId)
      for (const segmentId of present) {
        if (skipped.has(segmentId) || refused.has(segmentId)) continue
        advanceOne(segmentId, visitor)
      }
    },
    closed(nowMs) {
      return [...tails]
        .filter(([, tail]) => isClosed(tail, nowMs))
        .map(([segmentId, { fileLength }]) => ({ segmentId, bytes: fileLength }))
    },
  }
}

const VANISHED: ReadonlySet<string> = new Set(['ENOENT', 'ESTALE'])

function isClosed({ path, header, isEnded }: SegmentTail, nowMs: number): boolean {
  if (isEnded) return true
  if (header !== undefined && hasEnded(header.writer)) return true
  const { mtimeMs = nowMs } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return nowMs - mtimeMs > CLOSED_AFTER_MS
}
