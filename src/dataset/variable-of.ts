import { nearestName } from '../util/index.ts'
import { arrayOf, dtypes, hasNaN, isInteger, sizeOf } from './element/dtype.ts'
import { JSON_ATTRS, renderJson } from './element/json-value.ts'
import type { Attrs, DType, Elements, Values, Variable } from './variable.ts'

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
   * @default what the values are: whole numbers `int64`, numbers `float64`, `bool`, `string`, `datetime`; a typed array's own kind
   */
  readonly dtype?: DType
  /** @default {} */
  readonly attrs?: Attrs
}

/**
 * Makes a variable of JavaScript values.
 *
 * `null` and `undefined` are missing elements. A typed array is kept, not copied. Values that are no numbers, strings,
 * booleans or dates, and values of several kinds, become their JSON text with the attribute `windrow_encoding: 'json'`;
 * `sel`, `item` and `toRows` take and give the values themselves.
 *
 * @example
 * ```ts
 * const T = variableOf([1.5, 2, 2.5], { dims: ['T'], attrs: { units: 'J/k' } })
 * ```
 */
export function variableOf(values: ListLike, options: VariableOptions): Variable {
  const { dims, attrs = {} } = options
  if (options.dtype !== undefined) checkDType(options.dtype)
  const own = ArrayBuffer.isView(values) ? typedElements(values, options.dtype) : plainNumbers(values, options)
  if (own !== undefined) return { dims, shape: shapeOf(values.length, options), attrs, ...own }
  const { list, shape } = flatten(values, options)
  const dtype = options.dtype ?? inferDType(list)
  if (dtype !== undefined) return { dims, shape, attrs, ...encode(list, dtype) }
  const texts = list.map((value) => (value === null || value === undefined ? null : renderJson(value)))
  return { dims, shape, attrs: { ...attrs, ...JSON_ATTRS }, ...encode(texts, 'string') }
}

function checkDType(dtype: string): void {
  if ((dtypes as readonly string[]).includes(dtype)) return
  const nearest = nearestName(dtype, dtypes)
  const remedy = nearest === undefined ? `one of ${dtypes.join(', ')}` : `perhaps \`${nearest}\``
  throw new TypeError(`Expected \`dtype\` to be an element kind, got \`${dtype}\`: use ${remedy}.`)
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
    if (kind === undefined || (kind === 'int64' && each === 'float64')) kind = each
    else if (each !== kind && !(kind === 'float64' && each === 'int64')) return undefined
  }
  return kind ?? 'float64'
}

function kindOf(value: unknown): DType | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int64' : 'float64'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return value instanceof Date ? 'datetime' : undefined
}

function encode(list: readonly unknown[], dtype: DType): Elements & { readonly dtype: DType } {
  const values: number[] | string[] | Exclude<Values, readonly string[]> =
    dtype === 'string' ? new Array<string>(list.length).fill('') : new (arrayOf(dtype))(list.length)
  const missing = hasNaN(dtype) ? undefined : new Uint8Array(list.length)
  for (const [i, value] of list.entries()) {
    if (value !== null && value !== undefined) values[i] = encodeOne(value, dtype)
    else if (missing === undefined) values[i] = Number.NaN
    else missing[i] = 1
  }
  return { dtype, values: values as Values, ...(missing?.includes(1) === true ? { missing } : {}) }
}

function encodeOne(value: unknown, dtype: DType): never {
  const encoded = value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value
  if (!fits(value, encoded, dtype)) {
    throw new TypeError(`Expected values of kind ${dtype}, got \`${String(value)}\` (${typeof value}).`)
  }
  return encoded as never
}

function fits(value: unknown, encoded: unknown, dtype: DType): boolean {
  if (dtype === 'string') return typeof value === 'string'
  if (dtype === 'bool') return encoded === 0 || encoded === 1
  if (typeof encoded !== 'number') return false
  if (dtype === 'int64') return Number.isSafeInteger(encoded)
  return !isInteger(dtype) || arrayOf(dtype as Exclude<DType, 'string'>).of(encoded)[0] === encoded
}

const typedKinds: Readonly<Record<string, DType>> = {
  Float64Array: 'float64',
  Float32Array: 'float32',
  Int8Array: 'int8',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  Int16Array: 'int16',
  Uint16Array: 'uint16',
  Int32Array: 'int32',
  Uint32Array: 'uint32',
}

/** A typed array as it is, where its kind holds `dtype`; `undefined` where its values have to be converted one by one. */
function typedElements(
  values: ArrayBufferView,
  dtype: DType | undefined,
): { readonly values: Values; readonly dtype: DType } | undefined {
  const name = Object.prototype.toString.call(values).slice(8, -1)
  if (name.startsWith('Big')) return { values: safeIntegers(values as unknown as BigInt64Array), dtype: 'int64' }
  const own = typedKinds[name]
  if (own === undefined || (dtype !== undefined && own !== dtype)) return undefined
  const array = values as Exclude<Values, readonly string[]>
  return { values: name === 'Uint8ClampedArray' ? new Uint8Array(array) : array, dtype: own }
}

function safeIntegers(values: BigInt64Array): Float64Array {
  return Float64Array.from(values, (value) => {
    const number = Number(value)
    if (Number.isSafeInteger(number)) return number
    throw new TypeError(`Expected integers up to 2^53 − 1, got \`${value}n\`: they cannot be held exactly.`)
  })
}
