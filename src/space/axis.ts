import { keyOf } from './encode-point.ts'
import { Sequence } from './sequence.ts'
import type { Axis, AxisValues } from './space.ts'

/** Checks a name and its values and makes an axis of them; lists of numbers become a `Float64Array`. */
export function readAxis(name: string, values: Iterable<unknown>): Axis {
  refuseName(name)
  const read = readValues(name, values)
  if (read.length === 0) throw new TypeError(`Expected axis \`${name}\` to have at least one value, got none.`)
  refuseDuplicates(name, read)
  return { name, values: read }
}

/** Refuses what cannot be the name of a parameter. */
export function refuseName(name: unknown): void {
  if (typeof name === 'string' && name !== '' && name !== '__proto__') return
  throw new TypeError(`Expected parameter names to be texts that are not empty, got \`${String(name)}\`.`)
}

/** All values of an axis as an array, for loops; `undefined` when there are more than `maxLength`. */
export function materializeAxis(
  values: AxisValues,
  { maxLength }: { readonly maxLength: number },
): Float64Array | readonly unknown[] | undefined {
  if (values instanceof Float64Array || Array.isArray(values)) return values
  if (values.length > maxLength) return undefined
  return values instanceof Sequence ? Float64Array.from(values) : [...values]
}

function readValues(name: string, values: Iterable<unknown>): AxisValues {
  if (values instanceof Sequence) return values
  if (typeof values === 'string' || typeof values?.[Symbol.iterator] !== 'function') {
    throw new TypeError(`Expected the values of axis \`${name}\` to be a list, got \`${String(values)}\` (${typeof values}).\nFor one value write \`${name}: [${JSON.stringify(values) ?? String(values)}]\`.`)
  }
  const list = Array.isArray(values) ? values : [...values]
  return list.every((value) => typeof value === 'number') ? Float64Array.from(list) : [...list]
}

function refuseDuplicates(name: string, values: AxisValues): void {
  if (values instanceof Sequence) return refuseCollisions(name, values)
  const seen = new Set<string | number>()
  for (const value of values) {
    const key = keyOf(value, name)
    if (seen.has(key)) throw duplicate(name, value)
    seen.add(key)
  }
}

/** Neighbours of a sequence can only collide where its steps are finer than floating point: at the end of larger magnitude. */
function refuseCollisions(name: string, values: Sequence): void {
  const { length } = values
  for (const [a, b] of [[0, 1], [length - 2, length - 1], [0, length - 1]] as const) {
    if (length > 1 && a !== b && values.at(a) === values.at(b)) throw duplicate(name, values.at(a))
  }
}

function duplicate(name: string, value: unknown): TypeError {
  return new TypeError(`Axis \`${name}\` has the value ${JSON.stringify(value) ?? String(value)} twice; every point would run twice.\nTo repeat points, add an axis such as \`repeat: range(3)\`.`)
}
