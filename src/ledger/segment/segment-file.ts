import { join } from 'node:path'
import { processIdentity } from '../../host/index.ts'
import { encodeFrameHead, FRAME_KIND, type Frame } from './frame.ts'
import { encodeResultIndex, INDEX_FROM, type IndexEntry } from './result-index.ts'
import { encodeSegmentHeader } from './segment-header.ts'
import { createSegmentId, segmentFileName } from './segment-id.ts'
import type { SegmentHandle, SegmentIo } from './segment-io.ts'

/** A record in a segment. */
export interface RecordPlace {
  readonly segmentId: string
  readonly offset: number
  readonly headLength: number
  readonly payloadLength: number
}

const EMPTY = new Uint8Array(0)

/**
 * One segment that this process writes. After any of its methods failed it is abandoned: nothing is ever written behind a
 * torn frame, and a failed flush is not tried again.
 */
export interface SegmentFile {
  readonly segmentId: string
  readonly length: number
  /** Everything before this place survives a power cut. */
  readonly durableTo: number
  /** Appends frames in one write. */
  write(frames: readonly Frame[]): Promise<RecordPlace[]>
  /** Makes all that was written durable, and says so in a mark. */
  commit(): Promise<void>
  /** Adds an index if it has many results, commits, says that nothing follows, and closes. */
  end(): Promise<void>
  /** Closes as it is. Never throws: nothing in the file depends on it. */
  abandon(): Promise<void>
}

/** Creates a segment in `folder`, under a new name, and writes its header. */
export async function createSegmentFile(folder: string, ledgerId: string, io: SegmentIo): Promise<SegmentFile> {
  const segmentId = createSegmentId()
  const file = await io.createFile(join(folder, segmentFileName(segmentId)))
  const header = encodeSegmentHeader({ ledgerId, segmentId, writer: processIdentity(), node: process.versions.node })
  try {
    await writeWhole(file, [header], 0)
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
  return openSegmentFile({ segmentId, file, length: header.length, syncFolder: () => io.syncFolder(folder) })
}

interface Opened {
  readonly segmentId: string
  readonly file: SegmentHandle
  readonly length: number
  readonly syncFolder: () => Promise<void>
}

function openSegmentFile({ segmentId, file, length: headerLength, syncFolder }: Opened): SegmentFile {
  let length = headerLength
  let durableTo = 0
  const results: IndexEntry[] = []
  const append = async (frames: readonly Frame[]): Promise<RecordPlace[]> => {
    const { parts, places, end } = layOut(frames, { segmentId, offset: length, durableTo })
    await writeWhole(file, parts, length)
    length = end
    frames.forEach(({ key }, n) => {
      const { offset = 0, payloadLength = 0 } = places[n] ?? {}
      if (key !== undefined) results.push({ key, offset, payloadLength })
    })
    return places
  }
  const commit = async (): Promise<void> => {
    const reached = length
    await file.sync()
    if (durableTo === 0) await syncFolder()
    durableTo = reached
    await append([{ kind: FRAME_KIND.mark, payload: EMPTY }])
  }
  return {
    segmentId,
    get length() {
      return length
    },
    get durableTo() {
      return durableTo
    },
    write: append,
    commit,
    async end() {
      const indexAt = results.length < INDEX_FROM ? 0 : length
      if (indexAt > 0) {
        await append([{ kind: FRAME_KIND.index, ...encodeResultIndex(results) }])
      }
      await commit()
      await append([{ kind: FRAME_KIND.end, payload: EMPTY, lo: indexAt }])
      await file.sync()
      await file.close()
    },
    abandon: () => file.close().catch(() => {}),
  }
}

/** What to write for frames that begin at `offset`, and where each will stand. */
export function layOut(
  frames: readonly Frame[],
  { segmentId, offset, durableTo }: { segmentId: string; offset: number; durableTo: number },
): { parts: Uint8Array[]; places: RecordPlace[]; end: number } {
  const parts: Uint8Array[] = []
  const places: RecordPlace[] = []
  let at = offset
  for (const frame of frames) {
    const head = encodeFrameHead(frame, durableTo)
    const { length: payloadLength } = frame.payload
    parts.push(head)
    if (payloadLength > 0) parts.push(frame.payload)
    places.push({ segmentId, offset: at, headLength: head.length, payloadLength })
    at += head.length + payloadLength
  }
  return { parts, places, end: at }
}

async function writeWhole(file: SegmentHandle, parts: readonly Uint8Array[], position: number): Promise<void> {
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  const written = await file.write(parts, position)
  if (written !== size)
    throw Object.assign(new Error(`Only ${written} of ${size} bytes were written.`), { code: 'ESHORTWRITE' })
}
