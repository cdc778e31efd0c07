/** A number that is in the list twice, 0 and −0 being one and all NaN being one; in O(n), also for millions. */
export function findDuplicate(values: Float64Array): number | undefined {
  if (isAscending(values)) return undefined
  const size = 2 ** Math.ceil(Math.log2(2 * values.length + 2))
  const places = new Int32Array(size)
  const words = new Uint32Array(Float64Array.from([0]).buffer)
  const number = new Float64Array(words.buffer)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    number[0] = value === 0 ? 0 : Number.isNaN(value) ? Number.NaN : value
    let slot = mix(words[0] ?? 0, words[1] ?? 0) & (size - 1)
    for (let place = places[slot] ?? 0; place !== 0; place = places[slot] ?? 0) {
      if (isSame(values[place - 1] ?? 0, value)) return value
      slot = (slot + 1) & (size - 1)
    }
    places[slot] = i + 1
  }
  return undefined
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (!((values[i - 1] ?? 0) < (values[i] ?? 0))) return false
  return values.length < 2 || !Number.isNaN(values[0])
}

function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b))
}

/** Spreads the bits of a number (constants of MurmurHash3, Appleby 2008). */
function mix(low: number, high: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
