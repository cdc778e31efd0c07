import { markAs } from './brand.ts'
import { type Assignable, assignAll, resolveFunctions } from './combine/assign.ts'
import { broadcast, pairOf } from './compute/broadcast.ts'
import { type MapOptions, mapElements, missingMask, zipElements } from './compute/elements.ts'
import { equalRecords, equalVariables } from './compute/equals.ts'
import { otherArray, whereArray } from './compute/where.ts'
import { decodeAt, type Scalar } from './element/decode.ts'
import { isBig, isFloat, isInteger, sizeOf } from './element/dtype.ts'
import { ArrayGroups } from './group/array-groups.ts'
import { groupPositions } from './group/groups.ts'
import { arrayOfParts, type DataArrayParts, type DatasetParts, partsOfArray } from './parts.ts'
import { inspectAsText } from './print/inspect-as-text.ts'
import { renderDataArray } from './print/render-array.ts'
import { ArrayReductions } from './reduce/array-reductions.ts'
import { type Reducer, reduceDataset, refuseKind } from './reduce/reducer.ts'
import { checkArray } from './refuse.ts'
import { nestedOf, rowsOf, withPositions } from './rows.ts'
import { type DropOptions, resolveRest } from './select/drop.ts'
import { type IndexSelection, type ListOf, resolveIndexSelection } from './select/isel.ts'
import { resolveSelection, type Selection } from './select/sel.ts'
import type { NewDims } from './shape/expand.ts'
import type { NewNames } from './shape/rename.ts'
import { expandParts, renameParts, sortParts, takeParts, transposeParts } from './shape/reshape.ts'
import type { SortOptions } from './shape/sort.ts'
import { productColumns } from './table/reshape/product-columns.ts'
import { Table } from './table/table.ts'
import type {
  AnyTypes,
  ArrayOf,
  ArrayRow,
  Both,
  Expanded,
  Extended,
  FunctionOf,
  Item,
  Name,
  NamesOf,
  Nested,
  NewDim,
  Renamed,
  RenamedDim,
  ValuesOf,
} from './types.ts'
import { unknownName } from './unknown-name.ts'
import type { Attrs, DType, Variable } from './variable.ts'

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
> extends ArrayReductions<C, T, D> {
  readonly name: string
  readonly coords: Readonly<Record<string, Variable>>
  readonly #variable: Variable

  constructor({ name, variable, coords }: DataArrayParts) {
    super()
    this.name = name
    this.coords = coords
    this.#variable = variable
    inspectAsText(this)
    markAs(this, 'DataArray')
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
   * The elements, row-major; reads them all. Booleans are 0 or 1, dates milliseconds, a complex number is two numbers: its real
   * and its imaginary part. Missing floats, complex numbers and dates are NaN; elsewhere `missing` says which have no value.
   */
  get values(): ValuesOf<T> {
    return this.#variable.values as ValuesOf<T>
  }

  /** 1 where an element is missing; `undefined` where nothing is, and for kinds whose missing elements are NaN: floats, complex numbers, dates. */
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
    return this.#through((parts) => takeParts(parts, resolveSelection(selection, this.coords, this.sizes)))
  }

  /** Selects by positions: one (takes the dim away), a list, or `{ start, stop, step }`; negative ones count from the end. */
  isel(selection: IndexSelection<Name<C> | D>): DataArray<C, T, D> {
    return this.#through((parts) => takeParts(parts, resolveIndexSelection(selection, this.sizes)))
  }

  /** The array without the labels that `sel` would select. */
  dropSel(selection: Selection<C>, options?: DropOptions): DataArray<C, T, D> {
    return this.#through((parts) => takeParts(parts, resolveRest(selection, parts, options)))
  }

  /** The dims in another order: that of the names, `'...'` standing for the rest; reversed where none is given. */
  transpose(...dims: readonly (Name<C> | D | '...')[]): DataArray<C, T, D> {
    return this.#through((parts) => transposeParts(parts, dims))
  }

  /** New dims before the array's: of length 1, of a given length, or with labels. */
  expandDims<const A extends NewDims>(dims: A): DataArray<Expanded<C, A>, T, D | NewDim<A>> {
    return this.#through((parts) => expandParts(parts, dims))
  }

  /** The array under a new name, or coordinates and dims under new names. */
  rename(name: string): DataArray<C, T, D>
  rename<const N extends NewNames>(names: NamesOf<N, Name<C> | D>): DataArray<Renamed<C, N>, T, RenamedDim<D, N>>
  rename(names: string | NewNames): unknown {
    return typeof names === 'string'
      ? new DataArray({ name: names, variable: this.#variable, coords: this.coords })
      : this.#through((parts) => renameParts(parts, names))
  }

  /** The array in the order of coordinates or arrays over one dim each; missing ones last. */
  sortBy(
    by: Name<C> | DataArrayParts | readonly (Name<C> | DataArrayParts)[],
    options?: SortOptions,
  ): DataArray<C, T, D> {
    return this.#through((parts) => sortParts(parts, by, options))
  }

  /** Adds or replaces coordinates: arrays, values with their dims, single values; a list gives the labels of the dim of that name. */
  assignCoords<const A extends Readonly<Record<string, Assignable<DataArray<C, T, D>> | ListOf<unknown>>>>(
    coords: A,
  ): DataArray<Extended<C, A>, T, D> {
    return this.#through((parts) => assignAll(parts, resolveFunctions(coords, this), 'coords'))
  }

  /**
   * An array of `fn` of each element; missing elements stay missing, and `fn` does not see them. What `fn` gives says the
   * kind: numbers of floats stay floats.
   *
   * @example
   * ```ts
   * ds.get('m').map((m) => Math.abs(m))
   * ```
   */
  map<R>(fn: (value: T, i: number) => R, options: MapOptions = {}): DataArray<C, NonNullable<R>, D> {
    return new DataArray({ name: this.name, variable: mapElements(this.#variable, fn, options), coords: this.coords })
  }

  /**
   * An array of `fn` of each element and the one of `other` that has the same labels: dims are matched by name, a dim that
   * one lacks repeats it, and only labels that both have stay. Missing where either is.
   *
   * @example
   * ```ts
   * const ratio = ds.get('e').zipWith(ds.get('m'), (e, m) => e / m)
   * ```
   */
  zipWith<C2 extends Record<string, unknown>, U, D2 extends string, R>(
    other: DataArray<C2, U, D2>,
    fn: (a: T, b: U) => R,
    options: MapOptions = {},
  ): DataArray<Both<C, C2>, NonNullable<R>, D | D2> {
    checkArray('what `zipWith` gets', other)
    const { variables, coords } = broadcast([this, other], 'inner')
    return new DataArray({ name: this.name, variable: zipElements(pairOf(variables), fn, options), coords })
  }

  /**
   * Keeps elements where the condition holds: an array of booleans, or a function of the element; elsewhere they are missing,
   * or what `other` has. Kinds stay: integers, booleans and strings are marked missing, not cast.
   *
   * @example
   * ```ts
   * m.where((value) => value > 0, 0)
   * ```
   */
  where(condition: ArrayOf<boolean> | FunctionOf<T, boolean>, other?: T | ArrayOf<T>): DataArray<C, T, D> {
    const holds = typeof condition === 'function' ? this.map(condition, { dtype: 'bool' }) : condition
    const { variables, coords } = whereArray(this, holds, otherArray(other, this.#variable))
    return new DataArray({ name: this.name, variable: variables[0] ?? this.#variable, coords })
  }

  /** The array with a value, or those of another array, in place of missing elements. */
  fillMissing(value: T | ArrayOf<T>): DataArray<C, T, D> {
    return this.where(
      this.isMissing().map((missing) => !missing),
      value,
    )
  }

  /** True where an element is missing. */
  isMissing(): DataArray<C, boolean, D> {
    return new DataArray({ name: this.name, variable: missingMask(this.#variable), coords: this.coords })
  }

  /** Groups of the elements that have equal values of a coordinate over one dim. */
  groupBy<N extends Name<C>>(name: N): ArrayGroups<C, T, D, N, C[N]> {
    const coord = typeof name === 'string' && Object.hasOwn(this.coords, name) ? this.coords[name] : undefined
    if (coord === undefined) throw unknownName('coordinate', name, Object.keys(this.coords))
    return new ArrayGroups(this, groupPositions(name, coord))
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
    const isNumber = isFloat(this.dtype) || (isInteger(this.dtype) && !isBig(this.dtype))
    return (value === null && isNumber ? Number.NaN : value) as Item<T>
  }

  /** The elements as arrays in arrays, one level a dim; booleans, dates, bigints and `{ re, im }` as such, missing ones `null`. */
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
  override toString(): string {
    return renderDataArray(this.name, this.#variable, this.coords)
  }

  /** True where dims, elements and coordinates are the same. Names and attributes do not count; 1 equals 1.0; missing equals missing. */
  equals(other: { readonly variable: Variable; readonly coords: Readonly<Record<string, Variable>> }): boolean {
    checkArray('what `equals` gets', other)
    return equalRecords(this.coords, other.coords) && equalVariables(this.#variable, other.variable)
  }

  /** What the reductions are made of. */
  protected override reduced<C2 extends Record<string, unknown>, T2, D2 extends string>(
    reducer: Reducer,
    dims: string | readonly string[] | undefined,
  ): DataArray<C2, T2, D2> {
    refuseKind(this, reducer)
    return this.#through((parts) => reduceDataset(parts, reducer, dims))
  }

  #through<C2 extends Record<string, unknown>, T2, D2 extends string>(
    change: (parts: DatasetParts) => DatasetParts,
  ): DataArray<C2, T2, D2> {
    return new DataArray(arrayOfParts(this.name, change(partsOfArray(this))))
  }
}
