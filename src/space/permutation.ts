/** A seeded bijection of `[0, size)`: which index runs at which position. Takes no memory, whatever the size. */
export interface Permutation {
  readonly size: number
  /** The index at a position. */
  at(position: number): number
  /** The position of an index. */
  positionOf(index: number): number
}

const ROUNDS = 8

/**
 * The permutation of `[0, size)` that belongs to `seed`: a Feistel network over the next power of two, walked until it falls
 * inside (cycle walking, Black and Rogaway 2002). The same on every machine.
 */
export function createPermutation(size: number, seed: number): Permutation {
  const bits = Math.max(2, Math.ceil(Math.log2(Math.max(2, size))))
  const network: Network = { lowSize: 2 ** Math.ceil(bits / 2), highMask: 2 ** Math.floor(bits / 2) - 1, keys: roundKeys(seed) }
  const walk = (start: number, step: (value: number, network: Network) => number): number => {
    let value = step(start, network)
    while (value >= size) value = step(value, network)
    return value
  }
  return { size, at: (position) => walk(position, forward), positionOf: (index) => walk(index, backward) }
}

/** Values split into a low and a high half of at most 27 bits each. */
interface Network {
  readonly lowSize: number
  readonly highMask: number
  readonly keys: readonly number[]
}

function forward(value: number, { lowSize, highMask, keys }: Network): number {
  let low = value % lowSize
  let high = (value - low) / lowSize
  for (let round = 0; round < keys.length; round += 2) {
    high = (high ^ mix(low, keys[round] ?? 0)) & highMask
    low = (low ^ mix(high, keys[round + 1] ?? 0)) & (lowSize - 1)
  }
  return high * lowSize + low
}

function backward(value: number, { lowSize, highMask, keys }: Network): number {
  let low = value % lowSize
  let high = (value - low) / lowSize
  for (let round = keys.length - 2; round >= 0; round -= 2) {
    low = (low ^ mix(high, keys[round + 1] ?? 0)) & (lowSize - 1)
    high = (high ^ mix(low, keys[round] ?? 0)) & highMask
  }
  return high * lowSize + low
}

function roundKeys(seed: number): number[] {
  const low = seed | 0
  const high = Math.floor(seed / 2 ** 32) | 0
  return Array.from({ length: ROUNDS }, (_, round) => mix(mix(low, Math.imul(round + 1, 0x9e3779b9)), high ^ round))
}

/** Finaliser of MurmurHash3 (Appleby 2008) over two words. */
function mix(value: number, key: number): number {
  let hash = value ^ key
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
