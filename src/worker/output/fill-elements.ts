import { type ArrayValues, type DType, hasNaN } from '../../dataset/index.ts'
import { isComplexVector } from './describe-value.ts'

/** Where elements go. */
export interface Room {
  readonly dtype: DType
  readonly values: ArrayValues
  /** Says that an element is missing, for kinds without NaN. */
  readonly mark: (place: number) => void
}

/** Puts a value that fits, element after element from the `at`-th on; gives the place of the next. */
export function fillElements(value: unknown, room: Room, at: number): number {
  if (Array.isArray(value)) {
    let next = at
    for (const item of value) next = fillElements(item, room, next)
    return next
  }
  if (room.dtype === 'complex128') return fillComplex(value, room.values as Float64Array, at)
  const values = room.values as Float64Array
  if (ArrayBuffer.isView(value)) {
    values.set(value as Float64Array, at)
    return at + (value as Float64Array).length
  }
  if (value === null || value === undefined) {
    if (hasNaN(room.dtype)) values[at] = Number.NaN
    else room.mark(at)
  } else values[at] = typeof value === 'bigint' ? (value as never) : Number(value)
  return at + 1
}

/** Puts texts, which have no room of their own size; gives the place of the next. */
export function fillTexts(value: unknown, texts: string[], mark: Room['mark']): void {
  if (Array.isArray(value)) for (const item of value) fillTexts(item, texts, mark)
  else {
    if (value === null || value === undefined) mark(texts.length)
    texts.push(String(value ?? ''))
  }
}

function fillComplex(value: unknown, values: Float64Array, at: number): number {
  if (isComplexVector(value)) return interleave(value.re, value.im, { values, at })
  if (ArrayBuffer.isView(value)) return interleave(value as Float64Array, undefined, { values, at })
  const { re, im } = (typeof value === 'number' ? { re: value, im: 0 } : (value ?? missing)) as typeof missing
  values[2 * at] = re
  values[2 * at + 1] = im
  return at + 1
}

const missing = { re: Number.NaN, im: Number.NaN }

function interleave(
  re: Float64Array,
  im: Float64Array | undefined,
  { values, at }: { readonly values: Float64Array; readonly at: number },
): number {
  for (let i = 0; i < re.length; i++) {
    values[2 * (at + i)] = re[i] as number
    values[2 * (at + i) + 1] = im === undefined ? 0 : (im[i] as number)
  }
  return at + re.length
}
