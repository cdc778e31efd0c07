import { decodeAt } from '../element/decode.ts'
import { isMissing } from '../element/dtype.ts'
import type { Variable } from '../variable.ts'

/** A column as a list of JavaScript values: the elements themselves where they are plain numbers or texts without gaps. */
export function listOfColumn(column: Variable): ArrayLike<unknown> {
  const { dtype, attrs, values, missing } = column
  const elements = { values, missing }
  const isPlain = dtype !== 'bool' && dtype !== 'datetime' && attrs.windrow_encoding === undefined
  if (isPlain && !someMissing(column)) return values
  return Array.from({ length: values.length }, (_, i) => decodeAt(column, elements, i))
}

function someMissing(column: Variable): boolean {
  for (let i = 0; i < column.values.length; i++) if (isMissing(column, i)) return true
  return false
}
