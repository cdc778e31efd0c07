import type { Readable } from 'node:stream'

/** Bytes of standard error that are kept. */
const TAIL_BYTES = 65_536

/** Gathers all that a stream gives, up to `maxBytes`; more than that is dropped, and told once. */
export function captureAll(stream: Readable | null, maxBytes: number, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = []
  let bytes = 0
  stream?.on('data', (chunk: Buffer) => {
    const before = bytes
    bytes += chunk.length
    if (bytes <= maxBytes) chunks.push(chunk)
    else if (before <= maxBytes) onTooMuch()
  })
  stream?.on('error', () => undefined)
  return () => Buffer.concat(chunks).toString()
}

/** Gathers the end of what a stream gives. */
export function captureTail(stream: Readable | null): () => string {
  let chunks: Buffer[] = []
  let bytes = 0
  const cut = (): Buffer => {
    const kept = Buffer.concat(chunks).subarray(-TAIL_BYTES)
    chunks = [kept]
    bytes = kept.length
    return kept
  }
  stream?.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > 4 * TAIL_BYTES) cut()
  })
  stream?.on('error', () => undefined)
  return () => afterBrokenCharacter(cut()).toString()
}

/** A cut may have gone through a character: its rest is dropped. */
function afterBrokenCharacter(bytes: Buffer): Buffer {
  if (bytes.length < TAIL_BYTES) return bytes
  let start = 0
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  return bytes.subarray(start)
}
