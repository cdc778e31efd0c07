import { writeSync } from 'node:fs'
import { runRange, type Share } from '../by-hand.ts'

const PIPE = 4
const BLOCK = 65_536

const block = new Float64Array(BLOCK)

process.on('message', (share: Share) => {
  // Blocks are whole rows of the inner axis, so that the loop stays the one written by hand.
  const step = Math.max(share.inner, BLOCK - (BLOCK % share.inner))
  for (let lo = share.lo; lo < share.hi; lo += step) {
    const hi = Math.min(share.hi, lo + step)
    const results = hi - lo > BLOCK ? new Float64Array(hi - lo) : block.subarray(0, hi - lo)
    runRange({ ...share, lo, hi }, results)
    write(new Uint8Array(results.buffer, 0, results.byteLength))
  }
})
process.send?.('ready')

function write(bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) written += writeSync(PIPE, bytes, written)
}
