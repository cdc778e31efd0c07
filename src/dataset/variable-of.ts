import { nearestName } from '../util/index.ts'
import { isComplex } from './element/complex.ts'
import {
  type ArrayKind,
  type ArrayValues,
  allocate,
  dtypes,
  hasNaN,
  isBig,
  isBigArray,
  jointKind,
  kindOfArray,
  sizeOf,
} from './element/dtype.ts'
import { JSON_ATTRS, renderJson } from './element/json-value.ts'
import { wrongArgument } from './refuse.ts'
import type { Attrs, BigValues, DType, Elements, Values, Variable } from './variable.ts'

/** Anything that can be iterated and knows its length: arrays, typed arrays, sequences of a space. */
export interface ListLike extends Iterable<unknown> {
  readonly length: number
}

/** How `variableOf` labels values. */
export interface VariableOptions {
  /** Names of the dims, outermost first; `[]` for a single value. */
  readonly dims: readonly string[]
  /**
   * Length of each dim. Needed for flat values over several dims; arrays of arrays say it themselves.
   *
   * @default the number of values for one dim
   */
  readonly shape?: readonly number[]
  /**
   * Kind of the elements.
   *
   * @default what the values are: whole numbers `int64`, numbers `float64`, bigints `bigint64` (`biguint64` where they need it),
   *   `{ re, im }` objects `complex128`, `bool`, `string`, `datetime`; a typed array's own kind
   */
  readonly dtype?: DType
  /** @default {} */
  readonly attrs?: Attrs
}

/**
 * Makes a variable of JavaScript values.
 *
 * `null` and `undefined` are missing elements. A typed array is kept, not copied. Real and complex numbers together are
 * complex. Other values, values of several kinds, and bigints beyond 64 bits become their JSON text with the attribute
 * `windrow_encoding: 'json'`; `sel`, `item` and `toRows` take and give the values themselves.
 *
 * @example
 * ```ts
 * const T = variableOf([1.5, 2, 2.5], { dims: ['T'], attrs: { units: 'J/k' } })
 * ```
 */
export function variableOf(values: ListLike, options: VariableOptions): Variable {
  const { dims, attrs = {} } = options
  checkList(values, dims)
  if (options.dtype !== undefined) checkDType(options.dtype)
  const own = ArrayBuffer.isView(values) ? typedElements(values, options.dtype) : plainNumbers(values, options)
  if (own !== undefined) return { dims, shape: shapeOf(values.length, options), attrs, ...own }
  const { list, shape } = flatten(values, options)
  const dtype = options.dtype ?? inferDType(list)
  if (dtype !== undefined) return { dims, shape, attrs, ...encode(list, dtype) }
  const texts = list.map((value) => (value === null || value === undefined ? null : renderJson(value)))
  return { dims, shape, attrs: { ...attrs, ...JSON_ATTRS }, ...encode(texts, 'string') }
}

function checkList(values: unknown, dims: unknown): void {
  const isList = typeof values === 'object' && values !== null && Symbol.iterator in values && 'length' in values
  if (!isList) throw wrongArgument('values to be a list', values, 'write [1, 2]')
  if (Array.isArray(dims) && dims.every((dim) => typeof dim === 'string')) return
  throw wrongArgument('`dims` to be a list of names', dims, "write ['x']")
}

function checkDType(dtype: string): void {
  if ((dtypes as readonly string[]).includes(dtype)) return
  const nearest = typeof dtype === 'string' ? nearestName(dtype, dtypes) : undefined
  const remedy = nearest === undefined ? `one of ${dtypes.join(', ')}` : `perhaps \`${nearest}\``
  throw new TypeError(`Expected \`dtype\` to be an element kind, got \`${String(dtype)}\`: use ${remedy}.`)
}

function shapeOf(length: number, { dims, shape }: VariableOptions): readonly number[] {
  const found = shape ?? (dims.length === 1 ? [length] : [])
  if (found.length !== dims.length || sizeOf(found) !== length) {
    const wanted = shape === undefined ? '' : ` and \`shape\` [${shape.join(', ')}]`
    throw new TypeError(
      `Expected ${length} values to fit \`dims\` [${dims.join(', ')}]${wanted}; give \`shape\` with one length a dim.`,
    )
  }
  return found
}

/** The elements of flat values that are all numbers, in one pass: axes can be long. */
function plainNumbers(
  values: ListLike,
  { dims, shape, dtype }: VariableOptions,
): (Elements & { readonly dtype: DType }) | undefined {
  if (dtype !== undefined || (shape === undefined && dims.length > 1) || values.length === 0) return undefined
  const numbers = new Float64Array(values.length)
  let areWhole = true
  let i = 0
  for (const value of values) {
    if (typeof value !== 'number') return undefined
    areWhole &&= Number.isSafeInteger(value)
    numbers[i++] = value
  }
  return { values: numbers, dtype: areWhole ? 'int64' : 'float64' }
}

function flatten(
  values: ListLike,
  options: VariableOptions,
): { readonly list: readonly unknown[]; readonly shape: readonly number[] } {
  let list: readonly unknown[] = Array.isArray(values) ? values : Array.from(values)
  if (options.shape !== undefined || options.dims.length < 2) return { list, shape: shapeOf(list.length, options) }
  const shape = [list.length]
  for (let depth = 1; depth < options.dims.length; depth++) {
    const rows = list.map(rowOf)
    const length = rows[0]?.length ?? 0
    if (rows.some((row) => row.length !== length)) {
      throw new TypeError(`Expected rows of one length along \`${options.dims[depth]}\`, got ragged ones.`)
    }
    shape.push(length)
    list = rows.flat()
  }
  return { list, shape }
}

function rowOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) return Array.from(value as unknown as Iterable<unknown>)
  throw new TypeError('Expected arrays of arrays, one level a dim, or flat values and `shape`.')
}

/** The kind that holds all values, or `undefined` when only JSON text does. */
function inferDType(list: readonly unknown[]): DType | undefined {
  let kind: DType | undefined
  for (const value of list) {
    if (value === null || value === undefined) continue
    const each = kindOf(value)
    if (each === undefined) return undefined
    kind = kind === undefined ? each : jointKind(kind, each)
    if (kind === undefined) return undefined
  }
  return kind === 'bigint64' ? bigKindOf(list) : (kind ?? 'float64')
}

function bigKindOf(list: readonly unknown[]): DType | undefined {
  const isIn = (dtype: ArrayKind): boolean =>
    list.every((value) => typeof value !== 'bigint' || fitsArray(value, dtype))
  return isIn('bigint64') ? 'bigint64' : isIn('biguint64') ? 'biguint64' : undefined
}

function kindOf(value: unknown): DType | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int64' : 'float64'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'bigint') return 'bigint64'
  if (isComplex(value)) return 'complex128'
  return value instanceof Date ? 'datetime' : undefined
}

function encode(list: readonly unknown[], dtype: DType): Elements & { readonly dtype: DType } {
  if (dtype === 'complex128') return encodeComplex(list)
  const values: ArrayValues | string[] =
    dtype === 'string' ? new Array<string>(list.length).fill('') : allocate(dtype, list.length)
  const missing = hasNaN(dtype) ? undefined : new Uint8Array(list.length)
  for (const [i, value] of list.entries()) {
    if (value !== null && value !== undefined) values[i] = encodeOne(value, dtype)
    else if (missing === undefined) values[i] = Number.NaN
    else missing[i] = 1
  }
  return { dtype, values: values as Values, ...(missing?.includes(1) === true ? { missing } : {}) }
}

function encodeOne(value: unknown, dtype: DType): never {
  const encoded = plainOf(value, dtype)
  if (!fits(value, encoded, dtype)) throw wrongValue(value, dtype)
  return encoded as never
}

function plainOf(value: unknown, dtype: DType): unknown {
  if (value instanceof Date) return value.getTime()
  if (isBig(dtype)) return Number.isSafeInteger(value) ? BigInt(value as number) : value
  return typeof value === 'boolean' ? Number(value) : value
}

function encodeComplex(list: readonly unknown[]): Elements & { readonly dtype: DType } {
  const values = new Float64Array(2 * list.length).fill(Number.NaN)
  for (const [i, value] of list.entries()) {
    if (value === null || value === undefined) continue
    const isReal = typeof value === 'number'
    if (!isReal && !isComplex(value)) throw wrongValue(value, 'complex128')
    values.set(isReal ? [value, 0] : [value.re, value.im], 2 * i)
  }
  return { dtype: 'complex128', values }
}

function wrongValue(value: unknown, dtype: DType): TypeError {
  return wrongArgument(`values of kind ${dtype}`, value)
}

function fits(value: unknown, encoded: unknown, dtype: DType): boolean {
  if (dtype === 'string') return typeof value === 'string'
  if (dtype === 'bool') return encoded === 0 || encoded === 1
  if (isBig(dtype)) return typeof encoded === 'bigint' && fitsArray(encoded, dtype)
  if (typeof encoded !== 'number') return false
  if (dtype === 'int64') return Number.isSafeInteger(encoded)
  return hasNaN(dtype) || fitsArray(encoded, dtype)
}

/** True where the array of a kind gives back what is put into it. */
function fitsArray(value: number | bigint, dtype: ArrayKind): boolean {
  const room = allocate(dtype, 1) as { [place: number]: number | bigint }
  room[0] = value
  return room[0] === value
}

/** A typed array as it is, where its kind holds `dtype`; `undefined` where its values have to be converted one by one. */
function typedElements(
  values: ArrayBufferView,
  dtype: DType | undefined,
): { readonly values: Values; readonly dtype: DType } | undefined {
  if (values instanceof Uint8ClampedArray) return typedElements(new Uint8Array(values), dtype)
  const own = kindOfArray(values)
  if (own === undefined) return undefined
  const array = values as ArrayValues
  if (dtype === 'int64' && isBigArray(array)) return { values: safeIntegers(array), dtype }
  return dtype === undefined || own === dtype ? { values: array, dtype: own } : undefined
}

function safeIntegers(values: BigValues): Float64Array {
  return Float64Array.from(values as BigInt64Array, (value) => {
    const number = Number(value)
    if (Number.isSafeInteger(number)) return number
    throw new TypeError(`Expected integers up to 2^53 − 1, got \`${value}n\`: they cannot be held exactly.`)
  })
}
