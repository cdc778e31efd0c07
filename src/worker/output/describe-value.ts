import { type Complex, type DType, isComplex, jointKind, kindOfArray } from '../../dataset/index.ts'
import { OutputError } from '../../errors/index.ts'

/** Kind and shape of one value, as a column needs it. */
export interface Described {
  readonly dtype: DType
  readonly shape: readonly number[]
}

/** Complex numbers as their parts, one typed array each. */
export interface ComplexVector {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** True for an object of nothing but the typed arrays `re` and `im`. */
export function isComplexVector(value: unknown): value is ComplexVector {
  if (typeof value !== 'object' || value === null) return false
  const { re, im } = value as { re?: unknown; im?: unknown }
  return isFloats(re) && isFloats(im) && Object.keys(value).length === 2
}

/** True for one complex number or a vector of them. */
export function isComplexValue(value: unknown): value is Complex | ComplexVector {
  return isComplex(value) || isComplexVector(value)
}

/** Finds kind and shape of an output's value. Throws `OutputError` for what cannot be labelled. */
export function describeValue(name: string, value: unknown): Described {
  switch (typeof value) {
    case 'number':
      return { dtype: 'float64', shape: [] }
    case 'boolean':
      return { dtype: 'bool', shape: [] }
    case 'string':
      return { dtype: 'string', shape: [] }
    case 'bigint':
      return describeBigint(name, value)
    case 'object':
      if (value instanceof Date) return { dtype: 'datetime', shape: [] }
      if (ArrayBuffer.isView(value)) return describeTyped(name, value)
      if (Array.isArray(value)) return describeNested(name, value)
      if (isComplex(value)) return { dtype: 'complex128', shape: [] }
      if (isComplexVector(value)) return describeVector(name, value)
  }
  const kind = typeof value === 'object' ? ((value as object).constructor?.name ?? 'object') : typeof value
  throw new OutputError(
    `Output \`${name}\` is of type ${kind}, which cannot be labelled.\nReturn numbers, bigints, complex numbers as \`{ re, im }\`, booleans, strings, dates, or arrays of one of them.`,
  )
}

function isFloats(value: unknown): value is Float64Array {
  return value instanceof Float64Array || value instanceof Float32Array
}

function describeBigint(name: string, value: bigint): Described {
  if (BigInt.asIntN(64, value) === value) return { dtype: 'bigint64', shape: [] }
  throw new OutputError(
    `Output \`${name}\` is ${value}n, which needs more than the 64 bits of a signed integer.\nReturn a BigUint64Array up to 2^64 − 1, or a string.`,
  )
}

function describeTyped(name: string, value: ArrayBufferView): Described {
  const dtype = value instanceof Uint8ClampedArray ? undefined : kindOfArray(value)
  if (dtype === undefined) {
    throw new OutputError(
      `Output \`${name}\` is a ${value.constructor.name}, which cannot be labelled.\nReturn a Float64Array, a Float32Array, or an integer array of 8 to 64 bits.`,
    )
  }
  return { dtype, shape: [(value as Float64Array).length] }
}

function describeVector(name: string, { re, im }: ComplexVector): Described {
  if (re.length === im.length) return { dtype: 'complex128', shape: [re.length] }
  throw new OutputError(
    `Output \`${name}\` has ${re.length} real parts and ${im.length} imaginary ones.\nReturn as many of both.`,
  )
}

/** Missing elements take the kind of the others. */
function describeNested(name: string, list: readonly unknown[]): Described {
  let known: Described | undefined
  let hasGaps = false
  for (const item of list) {
    if (item === null || item === undefined) hasGaps = true
    else known = joined(name, known, describeValue(name, item))
  }
  if (known === undefined) return { dtype: 'float64', shape: [list.length] }
  if (hasGaps && known.shape.length > 0) throw differing(name, known, { dtype: 'float64', shape: [] })
  return { dtype: known.dtype, shape: [list.length, ...known.shape] }
}

function joined(name: string, known: Described | undefined, next: Described): Described {
  if (known === undefined) return next
  const dtype = jointKind(known.dtype, next.dtype)
  if (dtype === undefined || String(known.shape) !== String(next.shape)) throw differing(name, known, next)
  return dtype === known.dtype ? known : { dtype, shape: known.shape }
}

function differing(name: string, a: Described, b: Described): OutputError {
  return new OutputError(
    `Output \`${name}\` is an array whose elements differ: ${a.dtype} [${a.shape}] and ${b.dtype} [${b.shape}].\nReturn a rectangular array of one kind.`,
  )
}
