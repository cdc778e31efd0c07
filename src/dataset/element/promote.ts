import { lazyVariable } from '../lazy-variable.ts'
import type { DType, Variable } from '../variable.ts'
import type { KindedElements } from './copy.ts'
import { arrayOf, hasNaN, isFloat, isInteger, isMissing, type NumericValues } from './dtype.ts'
import { isJson } from './json-value.ts'

/** The smallest kind that holds both, as numpy has it; `undefined` where none does: texts, dates and numbers do not mix. */
export function commonDType(a: DType, b: DType): DType | undefined {
  if (a === b) return a
  if (!isNumeric(a) || !isNumeric(b)) return undefined
  if (a === 'bool') return b
  if (b === 'bool') return a
  if (isFloat(a) || isFloat(b)) return floatFor(a, b)
  return integerFor(a, b)
}

/** A variable with its elements in a kind that holds them; lazy as it was. */
export function convertVariable(variable: Variable, dtype: DType): Variable {
  if (variable.dtype === dtype) return variable
  const { dims, shape, attrs, readSlab } = variable
  const source = variable.dtype
  return lazyVariable({
    dims,
    shape,
    attrs,
    dtype,
    read: () => convertElements(variable, dtype),
    ...(readSlab === undefined
      ? {}
      : {
          readSlab: (start, count) => convertElements({ dtype: source, ...readSlab(start, count) }, dtype),
        }),
  })
}

/** Elements in a kind that `commonDType` gave; missing ones stay missing. */
export function convertElements(elements: KindedElements, dtype: DType): KindedElements {
  if (elements.dtype === dtype || dtype === 'string') return elements
  const from = elements.values as NumericValues
  const values = new (arrayOf(dtype))(from)
  if (elements.missing === undefined) return { dtype, values }
  if (!hasNaN(dtype)) return { dtype, values, missing: elements.missing }
  for (let i = 0; i < values.length; i++) if (isMissing(elements, i)) values[i] = Number.NaN
  return { dtype, values }
}

/** The kind that holds the elements of all variables of one name; refuses kinds that do not mix. */
export function kindOfAll(name: string, variables: readonly Variable[]): DType {
  const [first, ...rest] = variables
  let dtype = first?.dtype ?? 'float64'
  for (const each of rest) {
    const common = isJson(each.attrs) === isJson(first?.attrs ?? {}) ? commonDType(dtype, each.dtype) : undefined
    if (common === undefined) throw doNotMix(name, dtype, each)
    dtype = common
  }
  return dtype
}

function doNotMix(name: string, dtype: DType, other: Variable): TypeError {
  const kinds = other.dtype === dtype ? 'texts and JSON texts' : `${dtype} and ${other.dtype}`
  return new TypeError(`\`${name}\` holds kinds that do not mix: ${kinds}. Rename one of them.`)
}

function isNumeric(dtype: DType): boolean {
  return dtype === 'bool' || isFloat(dtype) || isInteger(dtype)
}

/** `float32` holds integers of up to 16 bits exactly. */
function floatFor(a: DType, b: DType): DType {
  const isSmall = (dtype: DType): boolean => dtype === 'float32' || (isInteger(dtype) && bitsIn(dtype) <= 16)
  return isSmall(a) && isSmall(b) ? 'float32' : 'float64'
}

function integerFor(a: DType, b: DType): DType {
  const [signed, unsigned] = [isSigned(a), isSigned(b)]
  if (signed === unsigned) return bitsIn(a) >= bitsIn(b) ? a : b
  const [plus, minus] = signed ? [b, a] : [a, b]
  if (bitsIn(minus) > bitsIn(plus)) return minus
  return ({ 8: 'int16', 16: 'int32' } as Readonly<Record<number, DType>>)[bitsIn(plus)] ?? 'int64'
}

function isSigned(dtype: DType): boolean {
  return !dtype.startsWith('uint')
}

function bitsIn(dtype: DType): number {
  return Number(/\d+$/.exec(dtype)?.[0] ?? 0)
}
