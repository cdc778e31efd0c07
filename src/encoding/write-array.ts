import { inspect } from 'node:util'
import { type Encoder, writeMember, writeNamed } from './encode-value.ts'
import { TAG } from './format.ts'
import { writeElements } from './views.ts'

/** Listing the names of a longer array takes longer than asking whether it has any beside its elements. */
const SHORT_ARRAY = 32

/** Writes an array: bare numbers where it has nothing else, else its elements with the runs of holes between them. */
export function writeArray(encoder: Encoder, array: readonly unknown[]): void {
  const names = namesBesideElements(array)
  const hasHoles = firstHole(array) >= 0
  if (names.length === 0 && !hasHoles && array.length > 0 && writeNumbers(encoder, array)) return
  encoder.sink.byte(names.length > 0 ? TAG.arrayWithNames : TAG.array)
  if (hasHoles) writeSparse(encoder, array)
  else writeDense(encoder, array)
  if (names.length > 0) writeNamed(encoder, array, names)
}

function firstHole(array: readonly unknown[]): number {
  for (let i = 0; i < array.length; i++) if (array[i] === undefined && !Object.hasOwn(array, i)) return i
  return -1
}

/**
 * Names such as `index` and `groups` of what `match` returns. `Object.keys` makes a string for each element; `inspect` can
 * leave the elements out, and says nothing else of an array that has only them.
 */
function namesBesideElements(array: readonly unknown[]): readonly string[] {
  if (array.length > SHORT_ARRAY) {
    const shown = inspect(array, { maxArrayLength: 0, depth: 0, customInspect: false, breakLength: Infinity })
    if (shown === `[ ... ${array.length} more items ]`) return []
  }
  return Object.keys(array).filter((name) => !isElement(name))
}

function isElement(name: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1
}

/** True when all elements were numbers and are written: four bytes each if they are 32-bit integers, else eight. */
function writeNumbers({ sink }: Encoder, array: readonly unknown[]): boolean {
  let areIntegers = true
  for (const element of array) {
    if (typeof element !== 'number') return false
    if (areIntegers && ((element | 0) !== element || Object.is(element, -0))) areIntegers = false
  }
  sink.byte(areIntegers ? TAG.integers : TAG.floats)
  sink.varint(array.length)
  const numbers = array as readonly number[]
  writeElements(sink, areIntegers ? Int32Array.from(numbers) : Float64Array.from(numbers), true)
  return true
}

function writeDense(encoder: Encoder, array: readonly unknown[]): void {
  encoder.sink.varint(array.length)
  for (let i = 0; i < array.length; i++) writeMember(encoder, i, array[i])
}

/** Takes time for the elements that there are, not for the length. */
function writeSparse(encoder: Encoder, array: readonly unknown[]): void {
  const { sink } = encoder
  const present = Object.keys(array).filter(isElement).map(Number)
  const gaps = present.map((place, n) => place - (present[n - 1] ?? -1) - 1)
  const after = array.length - (present.at(-1) ?? -1) - 1
  sink.varint(present.length + gaps.filter((gap) => gap > 0).length + (after > 0 ? 1 : 0))
  const skip = (holes: number): void => {
    if (holes === 0) return
    sink.byte(TAG.holes)
    sink.varint(holes)
  }
  present.forEach((place, n) => {
    skip(gaps[n] ?? 0)
    writeMember(encoder, place, array[place])
  })
  skip(after)
}
