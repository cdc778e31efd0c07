import { isMissingAt, type KindedElements } from '../element/copy.ts'
import { decodeAt, type Kind } from '../element/decode.ts'
import { isFloat, sizeOf } from '../element/dtype.ts'
import { checkFunction, checkOptions } from '../refuse.ts'
import type { DType, Variable } from '../variable.ts'
import { variableOf } from '../variable-of.ts'

/** How computed elements are kept. */
export interface MapOptions {
  /**
   * Kind of the results.
   *
   * @default what they are: booleans `bool`, texts `string`, dates `datetime`; numbers `float64`, or `int64` where all are whole and none of the operands is a float
   */
  readonly dtype?: DType
}

/** A variable with `fn` of each element that is there; missing ones stay missing. */
export function mapElements(
  variable: Variable,
  fn: (value: never, i: number) => unknown,
  options: MapOptions,
): Variable {
  checkFunction('map', fn)
  checkOptions('map', options)
  const element = reader(variable)
  const results = new Array<unknown>(sizeOf(variable.shape))
  for (let i = 0; i < results.length; i++) {
    const value = element(i)
    results[i] = value === null ? null : fn(value as never, i)
  }
  return variableOfResults(results, [variable], options)
}

/** A variable with `fn` of each two elements that are both there; both variables have the same dims and shape. */
export function zipElements(
  [a, b]: readonly [Variable, Variable],
  fn: (a: never, b: never) => unknown,
  options: MapOptions,
): Variable {
  checkFunction('zipWith', fn)
  checkOptions('zipWith', options)
  const [left, right] = [reader(a), reader(b)]
  const results = new Array<unknown>(sizeOf(a.shape))
  for (let i = 0; i < results.length; i++) {
    const [x, y] = [left(i), right(i)]
    results[i] = x === null || y === null ? null : fn(x as never, y as never)
  }
  return variableOfResults(results, [a, b], options)
}

/** True where an element is missing. */
export function missingMask(variable: Variable): Variable {
  const { dims, shape } = variable
  const elements = touch(variable)
  const values = Uint8Array.from({ length: sizeOf(shape) }, (_, i) => Number(isMissingAt(elements, i)))
  return { dims, shape, dtype: 'bool', attrs: {}, values }
}

function reader(variable: Variable): (i: number) => unknown {
  const elements = touch(variable)
  const kind: Kind = { dtype: variable.dtype, attrs: variable.attrs }
  return (i) => decodeAt(kind, elements, i)
}

/** The elements without the getters of a lazy variable. */
function touch({ dtype, values, missing }: Variable): KindedElements {
  return { dtype, values, missing }
}

function variableOfResults(results: readonly unknown[], sources: readonly Variable[], { dtype }: MapOptions): Variable {
  const { dims, shape } = sources[0] as Variable
  const found = dtype ?? kindOfResults(results, sources)
  return variableOf(results, { dims, shape, ...(found === undefined ? {} : { dtype: found }) })
}

/** The kind of results that do not say it themselves: numbers made of floats, and none at all. */
function kindOfResults(results: readonly unknown[], sources: readonly Variable[]): DType | undefined {
  const isThere = (value: unknown): boolean => value !== null && value !== undefined
  const first = results.find(isThere)
  if (first === undefined) return sources[0]?.dtype
  const areFloats = sources.some(({ dtype }) => isFloat(dtype) || dtype === 'complex128')
  return areFloats && results.every((value) => !isThere(value) || typeof value === 'number') ? 'float64' : undefined
}
