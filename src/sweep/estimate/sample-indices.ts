/** Fractional part of the golden ratio: its multiples spread over the unit interval better than chance does. */
const GOLDEN = (Math.sqrt(5) - 1) / 2

/**
 * Different indices below `size`: the first, the last, then ones that spread evenly however many are taken. The seed moves
 * those in between.
 */
export function* sampleIndices(size: number, seed: string): Generator<number, void> {
  const seen = new Set<number>()
  const start = fractionOf(seed)
  for (let step = 0; seen.size < size && step < 64 * (seen.size + 2); step++) {
    const index = step === 0 ? 0 : step === 1 ? size - 1 : Math.floor(((start + step * GOLDEN) % 1) * size)
    if (seen.has(index)) continue
    seen.add(index)
    yield index
  }
}

/** A number in [0, 1) for a text (FNV-1a). */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0) / 2 ** 32
}
