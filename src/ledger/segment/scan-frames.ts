import { type FrameHead, readFrameHead } from './frame.ts'

/** A frame and where it begins in its segment. */
export interface PlacedFrame {
  readonly head: FrameHead
  readonly offset: number
}

/** How far a scan came. */
export interface ScanEnd {
  /** Where the next frame begins: beyond the bytes at hand after a long payload. */
  readonly next: number
  /**
   * `'end'`: every whole frame of the file was seen; more may be appended. `'more'`: read on at `next`. `'bad'`: what stands
   * at `next` is no frame: a torn tail, or damage.
   */
  readonly reason: 'end' | 'more' | 'bad'
}

/**
 * Visits the whole frames in `bytes`, which stand at `base` in a segment of `fileLength` bytes. Payloads are skipped; a frame
 * whose payload is not in the file yet is not visited.
 */
export function scanFrames(
  bytes: Buffer,
  { base, fileLength }: { readonly base: number; readonly fileLength: number },
  visit: (frame: PlacedFrame) => void,
): ScanEnd {
  let at = 0
  for (;;) {
    const next = base + at
    if (next >= fileLength) return { next, reason: 'end' }
    if (at >= bytes.length) return { next, reason: 'more' }
    const head = readFrameHead(bytes, at)
    if (head === 'bad') return { next, reason: 'bad' }
    const isWhole = base + bytes.length >= fileLength
    if (head === 'short') return { next, reason: isWhole ? 'end' : 'more' }
    const length = head.headLength + head.payloadLength
    if (next + length > fileLength) return { next, reason: 'end' }
    visit({ head, offset: next })
    at += length
  }
}
