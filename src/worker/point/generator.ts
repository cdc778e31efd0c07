import { createHash } from 'node:crypto'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** What a point's random numbers start from. */
export interface PointSeed {
  /** State of its generator: 128 bits. */
  readonly state: readonly [number, number, number, number]
  /** A non-negative safe integer for programs that want a number. */
  readonly seed: number
}

/**
 * Seed of a point: SHA-256 of the run seed, of how many equal points came before, and of the point's key. It depends on
 * nothing else, so it is the same for any number of workers, in any order and after any crash.
 */
export function seedOfPoint(runSeed: string, keyBytes: Uint8Array, repeat: number): PointSeed {
  const digest = createHash('sha256').update(`${runSeed}\0${repeat}\0`).update(keyBytes).digest()
  const word = (i: number): number => digest.readInt32LE(4 * i)
  return {
    state: [word(0), word(1), word(2), word(3)],
    seed: (digest.readUInt32LE(16) & 0x1fffff) * 2 ** 32 + digest.readUInt32LE(20),
  }
}

/** Uniform numbers in [0, 1) with 53 random bits: xoroshiro128+ (Blackman and Vigna 2018) from a 128-bit state. */
export function createRandom(state: PointSeed['state']): () => number {
  const generator = xoroshiro128plusFromState(state)
  return () => {
    const high = generator.next() >>> 5
    const low = generator.next() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }
}
