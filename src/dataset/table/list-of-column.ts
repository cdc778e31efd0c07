import { isMissingAt } from '../element/copy.ts'
import { decodeAt } from '../element/decode.ts'
import type { Variable } from '../variable.ts'
import { lengthOf } from './column.ts'

/** A column as a list of JavaScript values: the elements themselves where they are plain numbers or texts without gaps. */
export function listOfColumn(column: Variable): ArrayLike<unknown> {
  const { dtype, attrs, values, missing } = column
  const elements = { values, missing }
  const isPlain =
    dtype !== 'bool' && dtype !== 'datetime' && dtype !== 'complex128' && attrs.windrow_encoding === undefined
  if (isPlain && !someMissing(column)) return values as ArrayLike<unknown>
  return Array.from({ length: lengthOf(column) }, (_, i) => decodeAt(column, elements, i))
}

function someMissing(column: Variable): boolean {
  for (let i = 0; i < lengthOf(column); i++) if (isMissingAt(column, i)) return true
  return false
}
