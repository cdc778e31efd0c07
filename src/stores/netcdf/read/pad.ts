import { allocate, type DType, type Elements, hasNaN, sizeOf, widthOf } from '../../../dataset/index.ts'

/** Elements of a part in the place where a larger box begins; all others are missing. */
export function pad(
  part: Elements,
  dtype: DType,
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
): Elements {
  const total = sizeOf(to)
  const values = dtype === 'string' ? new Array<string>(total).fill('') : allocate(dtype, total)
  const missing = new Uint8Array(total).fill(1)
  if (hasNaN(dtype)) (values as Float64Array).fill(Number.NaN)
  const width = widthOf(dtype)
  for (let i = 0; i < sizeOf(from); i++) {
    const at = placeOf(i, from, to)
    for (let j = 0; j < width; j++) values[at * width + j] = part.values[i * width + j] as never
    missing[at] = part.missing?.[i] ?? 0
  }
  return hasNaN(dtype) ? { values } : { values, missing }
}

/** The place in the larger box of an element of the smaller one. */
function placeOf(index: number, from: readonly number[], to: readonly number[]): number {
  let [rest, place, stride] = [index, 0, 1]
  for (let d = from.length - 1; d >= 0; d--) {
    const length = from[d] ?? 1
    place += (rest % length) * stride
    rest = Math.floor(rest / length)
    stride *= to[d] ?? 1
  }
  return place
}
