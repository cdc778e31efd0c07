import { decodeAt } from '../element/decode.ts'
import { hasNaN } from '../element/dtype.ts'
import type { Variable } from '../variable.ts'
import { lengthOf } from './column.ts'

/** A column as a list of JavaScript values, missing ones `null`. */
export function listOfColumn(column: Variable): readonly unknown[] {
  const { dtype, attrs, values, missing } = column
  const elements = { values, missing }
  const isPlain = dtype !== 'bool' && !hasNaN(dtype) && attrs.windrow_encoding === undefined && missing === undefined
  if (isPlain) return Array.from(values as ArrayLike<unknown>)
  return Array.from({ length: lengthOf(column) }, (_, i) => decodeAt(column, elements, i))
}
