import { rmSync } from 'node:fs'
import { FRAME_KIND, type Frame } from '../segment/frame.ts'
import { readRecord } from '../segment/read-record.ts'
import type { PlacedFrame } from '../segment/scan-frames.ts'
import { createSegmentFile, type SegmentFile } from '../segment/segment-file.ts'
import { codeOf, diskIo } from '../segment/segment-io.ts'
import { openSegmentTail } from '../segment/segment-tail.ts'
import { CACHE_LEDGER_ID, type CacheFolder, segmentPath } from './cache-folder.ts'

/** Payloads of about so many bytes are in memory at a time. */
const GROUP_BYTES = 2 ** 23

/**
 * Copies the records of closed segments into a new one, each key once and damaged ones left out, and removes the old
 * segments when the new one is durable and ended. Killed at any moment it leaves every record in at least one place.
 */
export async function foldSegments(folder: CacheFolder, segmentIds: readonly string[]): Promise<void> {
  const target = await createSegmentFile(folder.segments, CACHE_LEDGER_ID, diskIo)
  try {
    const done = new Set<string>()
    for (const segmentId of segmentIds) await copyRecords({ folder, segmentId, target, done })
    await target.end()
  } catch (error) {
    await target.abandon()
    rmSync(segmentPath(folder, target.segmentId), { force: true })
    // Somebody else has folded one of them meanwhile.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESTALE') return
    throw error
  }
  for (const segmentId of segmentIds) rmSync(segmentPath(folder, segmentId), { force: true })
}

interface Copying {
  readonly folder: CacheFolder
  readonly segmentId: string
  readonly target: SegmentFile
  readonly done: Set<string>
}

async function copyRecords({ folder, segmentId, target, done }: Copying): Promise<void> {
  const path = segmentPath(folder, segmentId)
  let group: Frame[] = []
  let bytes = 0
  for (const { head, offset } of framesOf(path, segmentId)) {
    const { key, headLength, payloadLength } = head
    if (head.kind !== FRAME_KIND.result || key === undefined || done.has(key)) continue
    const record = await readRecord(path, { segmentId, offset, headLength, payloadLength })
    if (record === undefined) continue
    done.add(key)
    group.push({ kind: FRAME_KIND.result, key, payload: record.payload })
    bytes += payloadLength
    if (bytes < GROUP_BYTES) continue
    await target.write(group)
    group = []
    bytes = 0
  }
  if (group.length > 0) await target.write(group)
}

function framesOf(path: string, segmentId: string): readonly PlacedFrame[] {
  const frames: PlacedFrame[] = []
  openSegmentTail(path, { ledgerId: CACHE_LEDGER_ID, segmentId }).advance((frame) => frames.push(frame))
  return frames
}
