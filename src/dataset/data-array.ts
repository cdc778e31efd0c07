import { decodeAt, type Scalar } from './element/decode.ts'
import { sizeOf } from './element/dtype.ts'
import { equalRecords, equalVariables } from './equals.ts'
import { inspectAsText } from './print/inspect-as-text.ts'
import { renderDataArray } from './print/render-array.ts'
import { canReduce, type ReduceOptions, type Reduction, reduceVariable, type StdOptions } from './reduce/reduce.ts'
import { resolveDims, withoutDims } from './reduce/resolve-dims.ts'
import { nestedOf, rowsOf, withPositions } from './rows.ts'
import type { Indexers } from './select/indexer.ts'
import { type IndexSelection, resolveIndexSelection } from './select/isel.ts'
import { resolveSelection, type Selection } from './select/sel.ts'
import { take } from './select/take.ts'
import { productColumns } from './table/product-columns.ts'
import { Table } from './table/table.ts'
import type { AnyTypes, ArrayRow, Item, MeanOf, Name, Nested, ValuesOf, Without } from './types.ts'
import type { Attrs, DType, Variable } from './variable.ts'

/** What a data array is made of. */
export interface DataArrayParts {
  readonly name: string
  readonly variable: Variable
  /** Variables over dims of `variable`, and single values. */
  readonly coords: Readonly<Record<string, Variable>>
}

/**
 * One variable with its coordinates: select by value, reduce over dims, print.
 *
 * Nothing changes in place: every method gives a new array. Elements of a variable that lies in a file are read when they
 * are touched, and only those that are asked for. Attributes are kept by selections and, unlike in older xarray, by reductions.
 *
 * @example
 * ```ts
 * const m = ds.get('m')                       // over T, L and seed
 * m.mean('seed').sel({ L: 32 }).toArray()     // over T
 * ```
 */
export class DataArray<
  C extends Record<string, unknown> = AnyTypes,
  T = Scalar,
  D extends string = 'case' | `${string}_dim_${number}`,
> {
  readonly name: string
  readonly coords: Readonly<Record<string, Variable>>
  readonly #variable: Variable

  constructor({ name, variable, coords }: DataArrayParts) {
    this.name = name
    this.coords = coords
    this.#variable = variable
    inspectAsText(this)
  }

  /** Names of the dims, outermost first. */
  get dims(): readonly string[] {
    return this.#variable.dims
  }

  /** Length of each dim, in the order of `dims`. */
  get shape(): readonly number[] {
    return this.#variable.shape
  }

  /** Length of each dim, by name. */
  get sizes(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.dims.map((dim, d) => [dim, this.shape[d] ?? 0]))
  }

  get dtype(): DType {
    return this.#variable.dtype
  }

  get attrs(): Attrs {
    return this.#variable.attrs
  }

  /**
   * The elements, row-major; reads them all. Booleans are 0 or 1, dates milliseconds. Missing floats and dates are NaN;
   * elsewhere `missing` says which elements have no value.
   */
  get values(): ValuesOf<T> {
    return this.#variable.values as ValuesOf<T>
  }

  /** 1 where an element is missing; `undefined` where nothing is, and for floats and dates, whose missing elements are NaN. */
  get missing(): Uint8Array | undefined {
    return this.#variable.missing
  }

  /** The plain data behind this array. */
  get variable(): Variable {
    return this.#variable
  }

  /**
   * Selects by coordinate values. One value takes the dim away and leaves its coordinate as a single value; a list keeps the
   * dim in the order of the list; `{ from, to }` takes both ends with it; `{ nearest }` takes the nearest existing values.
   * A value that does not exist is refused with the ones nearest to it.
   */
  sel(selection: Selection<C>): DataArray<C, T, D> {
    return this.#take(resolveSelection(selection, this.coords, this.sizes))
  }

  /** Selects by positions: one (takes the dim away), a list, or `{ start, stop, step }`; negative ones count from the end. */
  isel(selection: IndexSelection<Name<C> | D>): DataArray<C, T, D> {
    return this.#take(resolveIndexSelection(selection, this.sizes))
  }

  /** Mean over one dim, several, or all; missing elements are left out, the mean of nothing is missing. */
  mean<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, MeanOf<T>, Exclude<D, R>> {
    return this.#reduce('mean', dims, options)
  }

  /** Sum over one dim, several, or all; the sum of nothing is 0. Sums of integers and booleans are `int64`, exact up to 2^53. */
  sum<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, number, Exclude<D, R>> {
    return this.#reduce('sum', dims, options)
  }

  /** Least element over one dim, several, or all; keeps the kind. */
  min<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, T, Exclude<D, R>> {
    return this.#reduce('min', dims, options)
  }

  /** Greatest element over one dim, several, or all; keeps the kind. */
  max<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, T, Exclude<D, R>> {
    return this.#reduce('max', dims, options)
  }

  /** Standard deviation over one dim, several, or all; `ddof: 1` estimates it from a sample. */
  std<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: StdOptions,
  ): DataArray<Without<C, R>, number, Exclude<D, R>> {
    return this.#reduce('std', dims, options)
  }

  /** Number of elements that are not missing, over one dim, several, or all. */
  count<R extends Name<C> | D = never>(dims?: R | readonly R[]): DataArray<Without<C, R>, number, Exclude<D, R>> {
    return this.#reduce('count', dims, {})
  }

  /** The element of an array that has just one; a missing number is NaN, another missing value `null`. */
  item(): Item<T> {
    const size = sizeOf(this.shape)
    if (size !== 1) {
      const first = this.dims.find((_, d) => this.shape[d] !== 1)
      throw new TypeError(
        `Expected \`${this.name}\` to hold one element, it holds ${size}: select along \`${first}\` or reduce it first.`,
      )
    }
    const value = decodeAt(this.#variable, this.#variable, 0)
    const isNumber = this.dtype !== 'bool' && this.dtype !== 'string' && this.dtype !== 'datetime'
    return (value === null && isNumber ? Number.NaN : value) as Item<T>
  }

  /** The elements as arrays in arrays, one level a dim; booleans and dates as such, missing ones `null`. */
  toArray(): Nested<T> {
    return nestedOf(this.#variable) as Nested<T>
  }

  /** One object an element: its coordinates and, under the array's name, its value; `null` where it is missing. */
  toRows(): ArrayRow<C, T>[] {
    const columns = { ...withPositions(this.sizes, this.coords), [this.name]: this.#variable }
    return rowsOf(this.sizes, columns) as ArrayRow<C, T>[]
  }

  /** One row an element: its coordinates and, under the array's name, its value, as columns. */
  toTable(): Table<ArrayRow<C, T>> {
    const columns = { ...withPositions(this.sizes, this.coords), [this.name]: this.#variable }
    return new Table({ columns: productColumns(this.sizes, columns), attrs: {} })
  }

  /** The array as xarray prints it; reads only the elements that are shown. */
  toString(): string {
    return renderDataArray(this.name, this.#variable, this.coords)
  }

  /** True where dims, elements and coordinates are the same. Names and attributes do not count; 1 equals 1.0; missing equals missing. */
  equals(other: { readonly variable: Variable; readonly coords: Readonly<Record<string, Variable>> }): boolean {
    return equalRecords(this.coords, other.coords) && equalVariables(this.#variable, other.variable)
  }

  #take(indexers: Indexers): DataArray<C, T, D> {
    const coords = Object.entries(this.coords).map(([name, coord]) => [name, take(coord, indexers)] as const)
    return new DataArray({
      name: this.name,
      variable: take(this.#variable, indexers),
      coords: Object.fromEntries(coords),
    })
  }

  #reduce<C2 extends Record<string, unknown>, T2, D2 extends string>(
    reduction: Reduction,
    dims: string | readonly string[] | undefined,
    options: StdOptions = {},
  ): DataArray<C2, T2, D2> {
    if (!canReduce(reduction, this.dtype)) {
      throw new TypeError(`Expected numbers for \`${reduction}\` of \`${this.name}\`, got kind ${this.dtype}.`)
    }
    const over = resolveDims(dims, this.dims)
    const variable = reduceVariable(this.#variable, reduction, { ...options, dims: over })
    return new DataArray({ name: this.name, variable, coords: withoutDims(this.coords, over) })
  }
}
