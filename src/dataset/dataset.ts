import type { Failure } from '../errors/index.ts'
import { markAs } from './brand.ts'
import { type Assignable, assignAll, resolveFunctions } from './combine/assign.ts'
import { type MergeOptions, mergeDatasets } from './combine/merge.ts'
import { equalRecords } from './compute/equals.ts'
import { whereParts } from './compute/where.ts'
import { DataArray } from './data-array.ts'
import type { Scalar } from './element/decode.ts'
import { DatasetGroups } from './group/dataset-groups.ts'
import { groupPositions } from './group/groups.ts'
import { checkParts, coordsOver, type DataArrayParts, type DatasetParts } from './parts.ts'
import { inspectAsText } from './print/inspect-as-text.ts'
import { renderDataset } from './print/render-dataset.ts'
import { DatasetReductions } from './reduce/dataset-reductions.ts'
import { type Reducer, reduceDataset } from './reduce/reducer.ts'
import { checkDataset, listOfNames } from './refuse.ts'
import { rowsOf, withPositions } from './rows.ts'
import { type DropOptions, resolveRest } from './select/drop.ts'
import { type IndexSelection, type ListOf, resolveIndexSelection } from './select/isel.ts'
import { resolveSelection, type Selection } from './select/sel.ts'
import type { NewDims } from './shape/expand.ts'
import { dropVariables, selectVariables } from './shape/names.ts'
import type { NewNames } from './shape/rename.ts'
import { expandParts, renameParts, sortParts, takeParts, transposeParts } from './shape/reshape.ts'
import type { SortOptions } from './shape/sort.ts'
import { failureColumns } from './table/failure-columns.ts'
import { productColumns } from './table/reshape/product-columns.ts'
import { Table } from './table/table.ts'
import type { DatasetOf, FailureRow, RowFrom, ToDatasetOptions } from './table/types.ts'
import type {
  AnyTypes,
  ArrayOf,
  AssignedDim,
  BareDims,
  Both,
  ElementOf,
  Expanded,
  Extended,
  FunctionOf,
  Less,
  Name,
  NamesOf,
  NewDim,
  Only,
  Renamed,
  RenamedDim,
  Row,
} from './types.ts'
import { unknownName } from './unknown-name.ts'
import type { Attrs, Variable } from './variable.ts'

/**
 * Labelled variables over shared dims, as in xarray: `C` says the coordinates' JavaScript types, `V` the variables'.
 *
 * Nothing changes in place, and a dataset does no I/O of its own: variables of an opened file are read when their elements
 * are touched. `failures` goes along unchanged through selections and reductions.
 *
 * @example
 * ```ts
 * const m = ds.get('m').mean('seed').sel({ L: 32 })
 * console.log(String(ds), m.toRows())
 * ```
 */
export class Dataset<
  C extends Record<string, unknown> = AnyTypes,
  V extends Record<string, unknown> = AnyTypes,
  D extends string = BareDims<V>,
> extends DatasetReductions<C, V, D> {
  readonly sizes: Readonly<Record<string, number>>
  /** The coordinates as plain data. */
  readonly coords: Readonly<Record<Name<C>, Variable>>
  /** The variables as plain data; `get` gives them with their coordinates. */
  readonly vars: Readonly<Record<Name<V>, Variable>>
  readonly attrs: Attrs
  /** The points that failed for good. */
  readonly failures: readonly Failure[]

  constructor(parts: DatasetParts) {
    super()
    checkParts(parts)
    this.sizes = parts.sizes
    this.coords = parts.coords as Readonly<Record<Name<C>, Variable>>
    this.vars = parts.vars as Readonly<Record<Name<V>, Variable>>
    this.attrs = parts.attrs
    this.failures = parts.failures
    inspectAsText(this)
    markAs(this, 'Dataset')
  }

  /** Names of the dims. */
  get dims(): readonly string[] {
    return Object.keys(this.sizes)
  }

  /** One variable, or one coordinate, with the coordinates that lie over its dims. */
  get<N extends Name<V> | Name<C>>(name: N): DataArray<C, ElementOf<C, V, N>, D> {
    const variable = this.#find(name)
    return new DataArray({ name, variable, coords: coordsOver(variable, this.coords) })
  }

  /**
   * Selects by coordinate values in all variables that have the dim. One value takes the dim away and leaves its coordinate
   * as a single value; a list keeps the dim in the order of the list; `{ from, to }` takes both ends with it; `{ nearest }`
   * takes the nearest existing values. A coordinate along another dim (the parameters of cases) selects its matching rows.
   *
   * @example
   * ```ts
   * ds.sel({ T: { from: 2, to: 2.5 }, L: [16, 32] })
   * ds.sel({ T: { nearest: 2.269, tolerance: 0.1 } })
   * ```
   */
  sel(selection: Selection<C>): Dataset<C, V, D> {
    return new Dataset(takeParts(this, resolveSelection(selection, this.coords, this.sizes)))
  }

  /** Selects by positions: one (takes the dim away), a list, or `{ start, stop, step }`; negative ones count from the end. */
  isel(selection: IndexSelection<Name<C> | D>): Dataset<C, V, D> {
    return new Dataset(takeParts(this, resolveIndexSelection(selection, this.sizes)))
  }

  /** The dataset without the labels that `sel` would select, in all variables that have the dim. */
  dropSel(selection: Selection<C>, options?: DropOptions): Dataset<C, V, D> {
    return new Dataset(takeParts(this, resolveRest(selection, this, options)))
  }

  /** Only these variables, with the coordinates that lie over their dims. */
  select<N extends Name<V>>(names: N | readonly N[]): Dataset<C, Only<V, N>, D> {
    return new Dataset(selectVariables(this, listOfNames('what `select` keeps', names)))
  }

  /** Without these variables or coordinates, and without dims that nothing has any more. */
  dropVars<N extends Name<V> | Name<C>>(names: N | readonly N[]): Dataset<Less<C, N>, Less<V, N>, D> {
    return new Dataset(dropVariables(this, listOfNames('what `dropVars` leaves out', names)))
  }

  /** The dims of every variable in another order: that of the names, `'...'` standing for the rest. Without names each variable's own dims are reversed. */
  transpose(...dims: readonly (Name<C> | D | '...')[]): Dataset<C, V, D> {
    return new Dataset(transposeParts(this, dims))
  }

  /**
   * New dims before those of every variable: of length 1, of a given length, or with labels. A single value of that name
   * becomes the label of its dim.
   *
   * @example
   * ```ts
   * ds.sel({ L: 32 }).expandDims('L')
   * ds.expandDims({ model: ['ising'] })
   * ```
   */
  expandDims<const A extends NewDims>(dims: A): Dataset<Expanded<C, A>, V, D | NewDim<A>> {
    return new Dataset(expandParts(this, dims))
  }

  /** Variables, coordinates and dims under new names. A coordinate and the dim it labels change together. */
  rename<const N extends NewNames>(
    names: NamesOf<N, Name<C> | Name<V> | D>,
  ): Dataset<Renamed<C, N>, Renamed<V, N>, RenamedDim<D, N>> {
    return new Dataset(renameParts(this, names))
  }

  /** Everything in the order of coordinates, variables or arrays over one dim each; missing ones last. Unlike xarray, also when descending. */
  sortBy(
    by: Name<C> | Name<V> | DataArrayParts | readonly (Name<C> | Name<V> | DataArrayParts)[],
    options?: SortOptions,
  ): Dataset<C, V, D> {
    return new Dataset(sortParts(this, by, options))
  }

  /**
   * Adds or replaces variables: arrays, variables, values with their dims, single values, or functions of the dataset as it
   * is. An array is brought to the dataset's labels: what it lacks is missing.
   *
   * @example
   * ```ts
   * ds.assign({ m2: (d) => d.get('m').map((m) => m * m), weight: { dims: ['T'], values: [1, 2] } })
   * ```
   */
  assign<const A extends Readonly<Record<string, Assignable<Dataset<C, V, D>>>>>(
    vars: A,
  ): Dataset<C, Extended<V, NoInfer<A>>, D | Exclude<AssignedDim<NoInfer<A>[keyof A]>, Name<C>>> {
    return new Dataset(assignAll(this, resolveFunctions(vars, this), 'vars'))
  }

  /** Adds or replaces coordinates, given as for `assign`; a plain list gives the labels of the dim of that name. */
  assignCoords<const A extends Readonly<Record<string, Assignable<Dataset<C, V, D>> | ListOf<unknown>>>>(
    coords: A,
  ): Dataset<Extended<C, NoInfer<A>>, V, D | Exclude<AssignedDim<NoInfer<A>[keyof A]>, Name<C>>> {
    return new Dataset(assignAll(this, resolveFunctions(coords, this), 'coords'))
  }

  /**
   * Keeps elements where the condition holds, in every variable; elsewhere they are missing, or what `other` has. Missing
   * conditions do not hold. Kinds stay: integers, booleans and strings are marked missing, not cast.
   *
   * @example
   * ```ts
   * ds.where(ds.get('T').map((T) => T > 2))
   * ds.where((d) => d.get('m').map((m) => m > 0), 0)
   * ```
   */
  where(
    condition: ArrayOf<boolean> | FunctionOf<Dataset<C, V, D>, ArrayOf<boolean>>,
    other?: Scalar | DataArrayParts,
  ): Dataset<C, V, D> {
    return new Dataset(whereParts(this, typeof condition === 'function' ? condition(this) : condition, other))
  }

  /**
   * Both datasets in one: all variables, and along each dim the sorted union of the labels; where neither has a value it is
   * missing, and every kind stays what it is (xarray makes floats of integers). Rows of a dim without labels of its own
   * (cases) are told apart by the coordinates along it. Attributes of this dataset win.
   *
   * Two different values at one place are a `MergeError` unless `overwrite` says which one counts: `true` the new one,
   * `false` that of this dataset. A missing value never replaces one that is there.
   *
   * @example
   * ```ts
   * const all = monday.merge(tuesday, { overwrite: true })
   * ```
   */
  merge<C2 extends Record<string, unknown>, V2 extends Record<string, unknown>, D2 extends string>(
    other: Dataset<C2, V2, D2>,
    options?: MergeOptions,
  ): Dataset<Both<C, C2>, Both<V, V2>, D | D2> {
    checkDataset('what `merge` gets', other)
    return new Dataset(mergeDatasets(this, other, options))
  }

  /**
   * Groups of the rows that have equal values of a coordinate or variable over one dim. A reduction of groups goes over that
   * dim and leaves a dim of the values; rows where they are missing are left out.
   *
   * @example
   * ```ts
   * ds.groupBy('L').mean().get('m')      // one for each L
   * ```
   */
  groupBy<N extends Name<C> | Name<V>>(name: N): DatasetGroups<C, V, D, N> {
    return new DatasetGroups(this, groupPositions(name, this.#find(name)))
  }

  /**
   * One object for each point of the product of all dims: coordinates and variables; a missing value is `null`, variables
   * over fewer dims repeat. A dim that no coordinate lies over adds its position under its name.
   */
  toRows(): Row<C, V>[] {
    return rowsOf(this.sizes, { ...withPositions(this.sizes, this.coords), ...this.vars }) as Row<C, V>[]
  }

  /**
   * One row for each point of the product of all dims, as `toRows` gives them, as columns: no object is made for a row, and
   * variables over all dims share their memory. Cases that stay sparse give one row a case.
   */
  toTable(): Table<Row<C, V>> {
    const columns = productColumns(this.sizes, { ...withPositions(this.sizes, this.coords), ...this.vars })
    return new Table({ columns, attrs: this.attrs })
  }

  /**
   * A dataset of rows: over the dims that `dims` names, or over one dim `case`; see `Table.toDataset`.
   *
   * @example
   * ```ts
   * const ds = Dataset.fromRows([{ T: 1, m: 0.9 }, { T: 2, m: 0.7 }], { dims: ['T'] })
   * ```
   */
  static fromRows<R extends object, Dim extends Name<R> = never, Coord extends Name<R> = never>(
    rows: readonly R[],
    options: ToDatasetOptions<Dim, Coord> = {},
  ): DatasetOf<RowFrom<R>, Dim, Coord> {
    return Table.fromRows(rows).toDataset(options as never) as never
  }

  /** The failures as a table: the index, the parameters, then attempts, error, message, host and duration. */
  failuresTable(): Table<FailureRow & { [K in keyof C]: C[K] | null }> {
    return new Table({ columns: failureColumns(this.failures), attrs: {} })
  }

  /** The dataset as xarray prints it; reads only the elements that are shown. */
  override toString(): string {
    return renderDataset(this)
  }

  /** True where dims, coordinates and variables are the same. Attributes and failures do not count; 1 equals 1.0; missing equals missing. */
  equals(other: Pick<DatasetParts, 'sizes' | 'coords' | 'vars'>): boolean {
    checkDataset('what `equals` gets', other)
    const sameSizes =
      this.dims.length === Object.keys(other.sizes).length &&
      this.dims.every((dim) => this.sizes[dim] === other.sizes[dim])
    return sameSizes && equalRecords(this.coords, other.coords) && equalRecords(this.vars, other.vars)
  }

  #find(name: string): Variable {
    const variable = own(this.vars, name) ?? own(this.coords, name)
    if (variable !== undefined) return variable
    throw unknownName('variable', name, [...Object.keys(this.vars), ...Object.keys(this.coords)])
  }

  /** What the reductions are made of. */
  protected override reduced<C2 extends Record<string, unknown>, V2 extends Record<string, unknown>, D2 extends string>(
    reducer: Reducer,
    dims: string | readonly string[] | undefined,
  ): Dataset<C2, V2, D2> {
    return new Dataset(reduceDataset(this, reducer, dims))
  }
}

function own(record: Readonly<Record<string, Variable>>, name: unknown): Variable | undefined {
  return typeof name === 'string' && Object.hasOwn(record, name) ? record[name] : undefined
}
