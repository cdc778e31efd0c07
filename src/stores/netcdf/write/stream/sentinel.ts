import type { NumericValues } from '../../../../dataset/index.ts'
import type { FileType } from '../../file-type.ts'

/** Remembers which of the candidates for a fill value occur in the data. */
export interface SentinelTracker {
  see(values: NumericValues): void
  isFree(value: number): boolean
  /** The first candidate that has not occurred. */
  free(): number | undefined
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

/** A tracker for types whose every value may be data; `undefined` for those that have one to spare, see `spareSentinel`. */
export function createSentinelTracker({ code }: FileType): SentinelTracker | undefined {
  const known = candidates[code]
  if (known === undefined) return undefined
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
    isFree: (value) => seen[(value - first) * step] === 0,
    free() {
      while (next < count && seen[next] === 1) next++
      return next < count ? first + next * step : undefined
    },
  }
}

/** What marks missing elements in a type that holds more values than its data can have. */
export function spareSentinel({ code }: FileType): number {
  if (code === 'd' || code === 'f') return Number.NaN
  if (code === 'q') return -(2 ** 63)
  if (code === 'i') return -(2 ** 31)
  return code === 'h' ? -32768 : -128
}
