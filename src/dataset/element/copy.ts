import type { DType, Elements } from '../variable.ts'
import { arrayOf, bitsOf, hasNaN, isMissing, type NumericValues } from './dtype.ts'

/**
 * The only place where operations allocate, copy and compare elements: how many numbers make an element is known here alone.
 */

/** Elements that know their kind; a variable is such. */
export interface KindedElements extends Elements {
  readonly dtype: DType
}

/** Elements that are being filled. Kinds without NaN have their mark of missing elements from the start; `settle` drops it. */
export interface NewElements {
  readonly dtype: DType
  readonly values: NumericValues | string[]
  readonly missing: Uint8Array | undefined
}

/** New elements, all missing. */
export function newElements(dtype: DType, size: number): NewElements {
  if (dtype === 'string') {
    return { dtype, values: new Array<string>(size).fill(''), missing: new Uint8Array(size).fill(1) }
  }
  const values = new (arrayOf(dtype))(size)
  if (hasNaN(dtype)) return { dtype, values: values.fill(Number.NaN), missing: undefined }
  return { dtype, values, missing: new Uint8Array(size).fill(1) }
}

/** Filled elements as those of a variable. */
export function settle({ values, missing }: NewElements): Elements {
  return missing?.includes(1) === true ? { values, missing } : { values }
}

/** Copies `count` elements from the `i`-th on, each `step` (1; 0 repeats one) after the last, to the `j`-th and following. */
export type Copy = (i: number, j: number, count: number, step?: number) => void

/** The copying between elements of one kind. */
export function copierBetween(from: KindedElements, to: NewElements): Copy {
  if (from.dtype !== to.dtype) throw new TypeError(`Elements of kind ${from.dtype} are no ${to.dtype}.`)
  const copyValues = Array.isArray(to.values)
    ? stringCopier(from.values as readonly string[], to.values)
    : numberCopier(from.values as NumericValues, to.values as NumericValues)
  const marks = to.missing
  if (marks === undefined) return copyValues
  const copyMarks = from.missing === undefined ? undefined : numberCopier(from.missing, marks)
  return (i, j, count, step) => {
    copyValues(i, j, count, step)
    if (copyMarks === undefined) marks.fill(0, j, j + count)
    else copyMarks(i, j, count, step)
  }
}

/** True where element `i` is missing. */
export function isMissingAt(elements: KindedElements, i: number): boolean {
  return isMissing(elements, i)
}

/** True where two elements of one kind, neither missing, are the same. */
export function isSameElement(a: KindedElements, i: number, b: KindedElements, j: number): boolean {
  return a.values[i] === b.values[j]
}

/** Shorter runs are copied one by one. */
const RUN = 16

function numberCopier(source: NumericValues, target: NumericValues): Copy {
  const [from, to] = [bitsOf(source), bitsOf(target)]
  return (i, j, count, step = 1) => {
    if (step === 1 && count >= RUN) to.set(from.subarray(i, i + count), j)
    else for (let k = 0; k < count; k++) to[j + k] = from[i + k * step] as number
  }
}

function stringCopier(from: readonly string[], to: string[]): Copy {
  return (i, j, count, step = 1) => {
    for (let k = 0; k < count; k++) to[j + k] = from[i + k * step] ?? ''
  }
}
