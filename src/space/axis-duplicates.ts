import { printValue } from '../util/index.ts'
import { keyTextOf } from './key/encode-point.ts'
import { findCollision } from './sequence/collisions.ts'
import { Sequence } from './sequence/sequence.ts'
import type { AxisValues } from './space.ts'

/** Refuses an axis that has a value twice, as keys tell values apart. O(n), and O(1) for sequences. */
export function refuseDuplicates(name: string, values: AxisValues): void {
  if (values instanceof Sequence) {
    refuseCollisions(name, values)
    return
  }
  const at = values instanceof Float64Array ? findRepeatedNumber(values) : findRepeated(values, name)
  if (at === undefined) return
  throw new TypeError(
    `Axis \`${name}\` has the value \`${printValue(values.at(at))}\` more than once, again at position ${at}.\n` +
      'Leave it out, or add an axis such as `repeat: range(3)` to run points several times.',
  )
}

function refuseCollisions(name: string, values: Sequence): void {
  const collision = findCollision(values)
  if (collision === undefined) return
  const facts =
    collision === 'unknown'
      ? 'may be the same number'
      : `at ${collision.at - 1} and ${collision.at} are both ${collision.value}`
  throw new TypeError(
    `Axis \`${name}\`, \`${values}\`, has steps finer than floating point: neighbours ${facts}.\n` +
      'Take fewer values or a wider interval.',
  )
}

/** The position of the first number that was there before, or `undefined`. −0 is 0, and NaN is itself. */
export function findRepeatedNumber(values: Float64Array): number | undefined {
  return isStrictlyMonotone(values) ? undefined : findInTable(values)
}

function isStrictlyMonotone(values: Float64Array): boolean {
  const [first = 0, second = 0] = values
  const sign = second > first ? 1 : -1
  for (let i = 1; i < values.length; i++) {
    if (!(sign * (values[i] as number) > sign * (values[i - 1] as number))) return false
  }
  return true
}

/** Open addressing over the bits of the numbers: several times faster than a `Set`, which boxes each of them. */
function findInTable(values: Float64Array): number | undefined {
  const mask = 2 ** Math.ceil(Math.log2(values.length * 2 + 2)) - 1
  const table = new Float64Array(mask + 1).fill(Number.NaN)
  const number = new Float64Array(1)
  const words = new Int32Array(number.buffer)
  let hasNaN = false
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) + 0
    if (Number.isNaN(value)) {
      if (hasNaN) return i
      hasNaN = true
      continue
    }
    number[0] = value
    let slot = mix(words[0] as number, words[1] as number) & mask
    for (let found = table[slot] as number; !Number.isNaN(found); found = table[slot] as number) {
      if (found === value) return i
      slot = (slot + 1) & mask
    }
    table[slot] = value
  }
  return undefined
}

function mix(low: number, high: number): number {
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high ^ (high >>> 15), 0x85ebca77)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae3d)
  return hash ^ (hash >>> 13)
}

/** Primitives are told apart as a `Set` does it, which is as keys do it; objects by their key, which refuses what has none. */
function findRepeated(values: AxisValues, name: string): number | undefined {
  const primitives = new Set<unknown>()
  const objects = new Set<string>()
  let position = 0
  for (const value of values) {
    const hasParts =
      value !== null && (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol')
    const seen: Set<unknown> = hasParts ? objects : primitives
    const key = hasParts ? keyTextOf(value, { root: name, steps: [position] }) : value
    if (seen.has(key)) return position
    seen.add(key)
    position += 1
  }
  return undefined
}
