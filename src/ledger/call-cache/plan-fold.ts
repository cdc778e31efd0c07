/** A segment that might be folded. */
export interface FoldCandidate {
  readonly segmentId: string
  readonly bytes: number
}

/** So many segments at least are folded into one. */
export const FOLD_FROM = 8

/** More than this is not rewritten at a time: folding is done beside other work. */
const FOLD_MAX_BYTES = 2 ** 28

/** Segments below this size are folded whatever their sizes are. */
const SMALL_BYTES = 2 ** 20

/**
 * Which closed segments to fold: the smallest, as long as each is at most twice the sum of those before it. So each byte is
 * rewritten a logarithmic number of times, and the number of files stays small. Empty where it is not worth the while.
 */
export function planFold(closed: readonly FoldCandidate[]): string[] {
  const sorted = [...closed].sort((a, b) => a.bytes - b.bytes || (a.segmentId < b.segmentId ? -1 : 1))
  const chosen: string[] = []
  let sum = 0
  for (const { segmentId, bytes } of sorted) {
    if (sum + bytes > FOLD_MAX_BYTES || bytes > Math.max(SMALL_BYTES, 2 * sum)) break
    chosen.push(segmentId)
    sum += bytes
  }
  return chosen.length >= FOLD_FROM ? chosen : []
}
