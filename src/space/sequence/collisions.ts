import type { Sequence } from './sequence.ts'

/** Elements that are compared with their neighbours where the rule alone does not say that all differ. */
const MAX_COMPARED = 2 ** 20

const EPSILON = 2 ** -52

/**
 * Finds out whether two elements of a sequence are the same number, as those of `linspace(1, 1 + 1e-15, 100)` are. From the
 * rule alone where steps are well above rounding; neighbours are compared where they are not. `undefined`: all differ;
 * `'unknown'`: steps as fine as rounding, and too many elements to compare.
 */
export function findCollision(
  sequence: Sequence,
): { readonly value: number; readonly at: number } | 'unknown' | undefined {
  const { length } = sequence
  if (length === 1 || hasCoarseSteps(sequence)) return undefined
  const end = Math.min(length, MAX_COMPARED)
  const rising = valueAt(sequence, length - 1) > valueAt(sequence, 0)
  for (let i = 1; i < end; i++) {
    const before = valueAt(sequence, i - 1)
    const value = valueAt(sequence, i)
    if (rising ? !(value > before) : !(value < before)) return { value, at: i }
  }
  return end === length ? undefined : 'unknown'
}

/** Whether steps are so far above the rounding of the elements that no two can meet. */
function hasCoarseSteps(sequence: Sequence): boolean {
  const { description, length } = sequence
  const first = valueAt(sequence, 0)
  const last = valueAt(sequence, length - 1)
  const largest = Math.max(Math.abs(first), Math.abs(last))
  if (description.kind === 'range') {
    const isExact = Number.isSafeInteger(first) && Number.isSafeInteger(description.step) && Number.isSafeInteger(last)
    return isExact || Math.abs(description.step) >= 4 * EPSILON * largest + Number.MIN_VALUE * 4
  }
  if (description.kind === 'linspace') {
    return Math.abs((last - first) / (length - 1)) >= 4 * EPSILON * largest + Number.MIN_VALUE * 4
  }
  // Powers carry the rounding of their exponents, at most about 710 ulp, and lose digits near the smallest numbers.
  const smallest = Math.min(Math.abs(first), Math.abs(last))
  const growth = Math.abs(Math.log(Math.abs(last)) - Math.log(Math.abs(first))) / (length - 1)
  return smallest >= 1e-290 && growth >= 4096 * EPSILON
}

function valueAt(sequence: Sequence, index: number): number {
  return sequence.at(index) ?? Number.NaN
}
