import type { Attrs, DType, Elements } from '../variable.ts'
import { type Complex, complexAt } from './complex.ts'
import { isMissing } from './dtype.ts'
import { isJson, parseJson } from './json-value.ts'

/** What an element is as a JavaScript value. */
export type Scalar = number | bigint | Complex | string | boolean | Date

/** What `decodeAt` needs to know beside the elements. */
export interface Kind {
  readonly dtype: DType
  readonly attrs: Attrs
}

/** Element `i` as a JavaScript value; `null` where it is missing. */
export function decodeAt({ dtype, attrs }: Kind, elements: Elements, i: number): unknown {
  if (isMissing(dtype, elements, i)) return null
  if (dtype === 'complex128') return complexAt(elements.values as Float64Array, i)
  const value = elements.values[i]
  if (typeof value === 'string') return isJson(attrs) ? parseJson(value) : value
  if (dtype === 'bool') return value === 1
  return dtype === 'datetime' ? new Date(Number(value)) : value
}
