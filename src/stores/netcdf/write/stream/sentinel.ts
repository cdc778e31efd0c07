import { type ArrayValues, isBigArray } from '../../../../dataset/index.ts'
import type { FileType, NumericKind } from '../../file-type.ts'
import type { Sentinel } from './encode.ts'

/** Remembers which of the candidates for a fill value occur in the data. */
export interface SentinelTracker {
  see(values: ArrayValues): void
  isFree(value: Sentinel): boolean
  /** The first candidate that has not occurred. */
  free(): Sentinel | undefined
}

/** First candidate and direction of the next ones: the far end of the range, which data seldom reach. */
const candidates: Readonly<Record<string, readonly [first: number, step: 1 | -1, count: number]>> = {
  b: [-128, 1, 256],
  B: [255, -1, 256],
  h: [-32768, 1, 65536],
  H: [65535, -1, 65536],
  i: [-(2 ** 31), 1, 65536],
  I: [2 ** 32 - 1, -1, 65536],
}

/** A tracker for kinds whose every value may be data; `undefined` for those that have one to spare, see `spareSentinel`. */
export function createSentinelTracker({ code }: FileType, dtype: NumericKind): SentinelTracker | undefined {
  if (dtype === 'bigint64') return bigTracker({ first: -(2n ** 63n), step: 1 })
  if (dtype === 'biguint64') return bigTracker({ first: 2n ** 64n - 1n, step: -1 })
  const known = candidates[code]
  if (known === undefined || dtype === 'bool') return undefined
  const [first, step, count] = known
  const seen = new Uint8Array(count)
  let next = 0
  return {
    see(values) {
      for (let i = 0; i < values.length; i++) {
        const place = ((values[i] as number) - first) * step
        if (place < count) seen[place] = 1
      }
    },
    isFree: (value) => seen[(Number(value) - first) * step] === 0,
    free() {
      while (next < count && seen[next] === 1) next++
      return next < count ? first + next * step : undefined
    },
  }
}

/** Candidates among integers of 64 bits: those that share their high word and 16 bits of the low one with the first. */
const BIG_COUNT = 65_536

/** Looks at the words of bigints: no bigint is made for those that are no candidates. */
function bigTracker({ first, step }: { readonly first: bigint; readonly step: 1 | -1 }): SentinelTracker {
  const seen = new Uint8Array(BIG_COUNT)
  const high = Number(BigInt.asUintN(64, first) >> 32n)
  const low = Number(BigInt.asUintN(32, first))
  let next = 0
  return {
    see(values) {
      if (!isBigArray(values)) return
      const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)
      for (let i = 0; i < words.length; i += 2) {
        if (words[i + 1] !== high) continue
        const place = ((words[i] as number) - low) * step
        if (place < BIG_COUNT) seen[place] = 1
      }
    },
    isFree: (value) => seen[Number(BigInt(value) - first) * step] === 0,
    free() {
      while (next < BIG_COUNT && seen[next] === 1) next++
      return next < BIG_COUNT ? first + BigInt(next * step) : undefined
    },
  }
}

/** What marks missing elements in a type that holds more values than its data can have. */
export function spareSentinel({ code }: FileType): number {
  if (code === 'd' || code === 'f' || code === 'z') return Number.NaN
  if (code === 'q') return -(2 ** 63)
  if (code === 'i') return -(2 ** 31)
  return code === 'h' ? -32768 : -128
}
