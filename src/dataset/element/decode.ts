import type { Attrs, DType, Elements } from '../variable.ts'
import { isMissing } from './dtype.ts'
import { isJson, parseJson } from './json-value.ts'

/** What an element is as a JavaScript value. */
export type Scalar = number | string | boolean | Date

/** What `decodeAt` needs to know beside the elements. */
export interface Kind {
  readonly dtype: DType
  readonly attrs: Attrs
}

/** Element `i` as a JavaScript value; `null` where it is missing. */
export function decodeAt(kind: Kind, elements: Elements, i: number): unknown {
  if (isMissing(elements, i)) return null
  const value = elements.values[i]
  if (typeof value === 'string') return isJson(kind.attrs) ? parseJson(value) : value
  if (kind.dtype === 'bool') return value === 1
  return kind.dtype === 'datetime' ? new Date(value ?? Number.NaN) : value
}
