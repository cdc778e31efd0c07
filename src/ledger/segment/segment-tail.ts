import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { LedgerError } from '../../errors/index.ts'
import { FRAME_KIND } from './frame.ts'
import { readResultIndex } from './result-index.ts'
import { type PlacedFrame, scanFrames } from './scan-frames.ts'
import { decodeSegmentHeader, MAX_HEADER_LENGTH, type SegmentHeader } from './segment-header.ts'

const CHUNK_BYTES = 1 << 20

/** Reads what a segment has got since the last look, and never anything twice. It only ever reads. */
export interface SegmentTail {
  readonly path: string
  /** `undefined` until the header is there. */
  readonly header: SegmentHeader | undefined
  /** Where the next frame is expected. */
  readonly offset: number
  /** How much of the segment its writer called durable. */
  readonly durableTo: number
  /** True when its writer closed it: it need not be looked at again. */
  readonly isEnded: boolean
  /** Length of the file at the last look. */
  readonly fileLength: number
  /**
   * Visits the frames that are new and whole. With `takeIndex` the results of a closed segment that has an index are not
   * visited: their index is handed over instead. Throws `FormatError` for a file that is no segment of this version, and what
   * `node:fs` throws for one that cannot be read.
   */
  advance(visit: (frame: PlacedFrame) => void, takeIndex?: (index: Buffer) => void): void
}

/** A segment of another ledger, or a copy under another name, is refused with `LedgerError`. */
export function openSegmentTail(path: string, expected: { ledgerId: string; segmentId: string }): SegmentTail {
  let header: SegmentHeader | undefined
  let offset = 0
  let durableTo = 0
  let fileLength = 0
  let isEnded = false
  const advanceIn = (file: number, visit: (frame: PlacedFrame) => void, takeIndex?: (index: Buffer) => void): void => {
    fileLength = fstatSync(file).size
    if (header === undefined) {
      const found = decodeSegmentHeader(readChunk(file, 0, Math.min(fileLength, MAX_HEADER_LENGTH)))
      if (found === undefined) return
      refuseForeign(found.header, path, expected)
      header = found.header
      offset = found.length
      const closed = takeIndex && readResultIndex((at, length) => readChunk(file, at, length), fileLength)
      if (closed !== undefined) {
        takeIndex?.(closed.index)
        offset = fileLength
        durableTo = closed.durableTo
        isEnded = true
      }
    }
    while (offset < fileLength && !isEnded) {
      const bytes = readChunk(file, offset, Math.min(CHUNK_BYTES, fileLength - offset))
      const { next, reason } = scanFrames(bytes, { base: offset, fileLength }, (frame) => {
        durableTo = Math.max(durableTo, frame.head.durableTo)
        if (frame.head.kind === FRAME_KIND.end) isEnded = true
        visit(frame)
      })
      const isStuck = next === offset
      offset = next
      if (reason !== 'more' || isStuck) return
    }
  }
  return {
    path,
    get header() {
      return header
    },
    get offset() {
      return offset
    },
    get durableTo() {
      return durableTo
    },
    get isEnded() {
      return isEnded
    },
    get fileLength() {
      return fileLength
    },
    // Opened anew each time: on network file systems a file shows what others wrote when it is opened.
    advance: (visit, takeIndex) => withFile(path, (file) => advanceIn(file, visit, takeIndex)),
  }
}

/** Reads `length` bytes, or fewer where the file ends. */
export function readChunk(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let size = 0
  while (size < length) {
    const read = readSync(file, bytes, size, length - size, position + size)
    if (read === 0) break
    size += read
  }
  return bytes.subarray(0, size)
}

export function withFile<T>(path: string, use: (file: number) => T): T {
  const file = openSync(path, 'r')
  try {
    return use(file)
  } finally {
    closeSync(file)
  }
}

function refuseForeign(
  header: SegmentHeader,
  path: string,
  { ledgerId, segmentId }: { ledgerId: string; segmentId: string },
): void {
  if (header.segmentId !== segmentId)
    throw new LedgerError(
      `${path} is a copy of the segment ${header.segmentId}, and is not read.\nRemove it, or give it its own name back.`,
      { path },
    )
  if (header.ledgerId !== ledgerId)
    throw new LedgerError(`${path} belongs to the ledger ${header.ledgerId}, and is not read.\nMove it back there.`, {
      path,
    })
}
