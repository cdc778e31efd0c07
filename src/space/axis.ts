import { kindOf, printValue } from '../util/index.ts'
import { refuseDuplicates } from './axis-duplicates.ts'
import { refuseName } from './refuse.ts'
import { Sequence } from './sequence/sequence.ts'
import type { Axis, AxisDescription, AxisValues } from './space.ts'

/** Values that are collected from an iterable before it is taken for one without end. */
const MAX_COLLECTED = 2 ** 26

/** Checks the name and the values of an axis and copies the values; numbers become a `Float64Array`, sequences stay. */
export function readAxis(name: string, given: unknown): Axis {
  refuseName(name, 'combos')
  const values = readValues(name, given)
  if (values.length === 0) {
    throw new TypeError(
      `Expected axis \`${name}\` to have at least one value, got none.\nGive it a value, or leave the axis out.`,
    )
  }
  refuseDuplicates(name, values)
  return { name, values }
}

/** The values of an axis as plain data. */
export function describeValues(values: AxisValues): AxisDescription {
  if (values instanceof Sequence) return values.description
  return { kind: 'list', values: values instanceof Float64Array ? values : Array.from(values) }
}

/** The values of an axis from their description, which was checked when the axis was made. */
export function openValues(description: AxisDescription): AxisValues {
  switch (description.kind) {
    case 'list':
      return description.values
    case 'range':
    case 'linspace':
    case 'geomspace':
    case 'logspace':
      return new Sequence(description)
    default:
      throw new TypeError(
        `Expected an axis described as a list, range, linspace, geomspace or logspace, got \`${printValue((description as { kind: unknown }).kind)}\`.\n` +
          'Another version of windrow made this description; use the same version on both sides.',
      )
  }
}

/**
 * All values of an axis in an array, for loops that read them by index: a `Float64Array` where all are numbers. `undefined`
 * for a sequence longer than `maxLength`: read it with `at`. The array belongs to the axis; do not write to it.
 */
export function materializeAxis(
  values: AxisValues,
  { maxLength }: { readonly maxLength: number },
): Float64Array | readonly unknown[] | undefined {
  if (values instanceof Float64Array || Array.isArray(values)) return values
  if (values.length > maxLength) return undefined
  return values instanceof Sequence ? values.toFloat64Array() : Array.from(values)
}

/** All elements of a list in an array of their own, whatever kind of list; `undefined` for what is none. */
export function listOf(name: string, given: unknown): unknown[] | undefined {
  if (Array.isArray(given)) return Array.from(given)
  if (given instanceof Sequence) return given.toArray()
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) return undefined
  const list: unknown[] = []
  for (const value of given as Iterable<unknown>) {
    if (list.push(value) <= MAX_COLLECTED) continue
    throw new TypeError(
      `Expected the values of \`${name}\` to end, got more than ${MAX_COLLECTED}.\nUse \`range\` or \`linspace\` for many numbers: they take no memory.`,
    )
  }
  return list
}

function readValues(name: string, given: unknown): AxisValues {
  if (given instanceof Sequence) return given
  if (ArrayBuffer.isView(given) && !(given instanceof DataView) && !isBigIntArray(given)) {
    return Float64Array.from(given as unknown as ArrayLike<number>)
  }
  const list = Array.isArray(given) ? given : listOf(name, given)
  if (list === undefined) throw noList(name, given)
  return numbersOf(list) ?? (list === given ? Array.from(list) : list)
}

function isBigIntArray(view: ArrayBufferView): boolean {
  return view instanceof BigInt64Array || view instanceof BigUint64Array
}

function numbersOf(list: readonly unknown[]): Float64Array | undefined {
  const numbers = new Float64Array(list.length)
  for (let i = 0; i < numbers.length; i++) {
    const value = list[i]
    if (typeof value !== 'number') return undefined
    numbers[i] = value
  }
  return numbers
}

function noList(name: string, given: unknown): TypeError {
  const got =
    typeof given === 'object' || typeof given === 'function'
      ? kindOf(given)
      : `\`${printValue(given)}\` (${typeof given})`
  const remedy =
    typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean'
      ? `For one value write \`${name}: [${printValue(given)}]\`.`
      : 'Give an array, a typed array, or what `range` and `linspace` return.'
  return new TypeError(`Expected the values of axis \`${name}\` to be a list, got ${got}.\n${remedy}`)
}
