import type { Failure } from '../errors/index.ts'
import { DataArray } from './data-array.ts'
import { equalRecords } from './equals.ts'
import { inspectAsText } from './print/inspect-as-text.ts'
import { renderDataset } from './print/render-dataset.ts'
import { canReduce, type ReduceOptions, type Reduction, reduceVariable, type StdOptions } from './reduce/reduce.ts'
import { resolveDims, withoutDims } from './reduce/resolve-dims.ts'
import { rowsOf, withPositions } from './rows.ts'
import { countOf, type Indexers } from './select/indexer.ts'
import { type IndexSelection, resolveIndexSelection } from './select/isel.ts'
import { resolveSelection, type Selection } from './select/sel.ts'
import { take } from './select/take.ts'
import { failureColumns } from './table/failure-columns.ts'
import { productColumns } from './table/product-columns.ts'
import { Table } from './table/table.ts'
import type { DatasetOf, FailureRow, RowFrom, ToDatasetOptions } from './table/types.ts'
import type { AnyTypes, BareDims, Counts, ElementOf, Extremes, Means, Name, Row, Sums, Without } from './types.ts'
import { unknownName } from './unknown-name.ts'
import type { Attrs, Variable } from './variable.ts'

/** What a dataset is made of. */
export interface DatasetParts {
  /** Length of each dim, in the order in which dims are shown. */
  readonly sizes: Readonly<Record<string, number>>
  readonly coords: Readonly<Record<string, Variable>>
  readonly vars: Readonly<Record<string, Variable>>
  readonly attrs: Attrs
  readonly failures: readonly Failure[]
}

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
> {
  readonly sizes: Readonly<Record<string, number>>
  /** The coordinates as plain data. */
  readonly coords: Readonly<Record<Name<C>, Variable>>
  /** The variables as plain data; `get` gives them with their coordinates. */
  readonly vars: Readonly<Record<Name<V>, Variable>>
  readonly attrs: Attrs
  /** The points that failed for good. */
  readonly failures: readonly Failure[]

  constructor(parts: DatasetParts) {
    checkParts(parts)
    this.sizes = parts.sizes
    this.coords = parts.coords as Readonly<Record<Name<C>, Variable>>
    this.vars = parts.vars as Readonly<Record<Name<V>, Variable>>
    this.attrs = parts.attrs
    this.failures = parts.failures
    inspectAsText(this)
  }

  /** Names of the dims. */
  get dims(): readonly string[] {
    return Object.keys(this.sizes)
  }

  /** One variable, or one coordinate, with the coordinates that lie over its dims. */
  get<N extends Name<V> | Name<C>>(name: N): DataArray<C, ElementOf<C, V, N>, D> {
    const variable = this.#find(name)
    const coords = Object.entries(this.coords).filter(([, coord]) =>
      coord.dims.every((dim) => variable.dims.includes(dim)),
    )
    return new DataArray({ name, variable, coords: Object.fromEntries(coords) })
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
    return this.#take(resolveSelection(selection, this.coords, this.sizes))
  }

  /** Selects by positions: one (takes the dim away), a list, or `{ start, stop, step }`; negative ones count from the end. */
  isel(selection: IndexSelection<Name<C> | D>): Dataset<C, V, D> {
    return this.#take(resolveIndexSelection(selection, this.sizes))
  }

  /** Mean of every variable over one dim, several, or all. Variables of strings along these dims are left out. */
  mean<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Means<V>, Exclude<D, R>> {
    return this.#reduce('mean', dims, options)
  }

  /** Sum of every variable over one dim, several, or all. Variables of strings or dates along these dims are left out. */
  sum<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Sums<V>, Exclude<D, R>> {
    return this.#reduce('sum', dims, options)
  }

  /** Least element of every variable over one dim, several, or all. Variables of strings along these dims are left out. */
  min<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Extremes<V>, Exclude<D, R>> {
    return this.#reduce('min', dims, options)
  }

  /** Greatest element of every variable over one dim, several, or all. Variables of strings along these dims are left out. */
  max<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Extremes<V>, Exclude<D, R>> {
    return this.#reduce('max', dims, options)
  }

  /** Standard deviation of every variable over one dim, several, or all. Variables of strings or dates along these dims are left out. */
  std<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: StdOptions,
  ): Dataset<Without<C, R>, Sums<V>, Exclude<D, R>> {
    return this.#reduce('std', dims, options)
  }

  /** Number of elements that are not missing in every variable, over one dim, several, or all. */
  count<R extends Name<C> | D = never>(dims?: R | readonly R[]): Dataset<Without<C, R>, Counts<V>, Exclude<D, R>> {
    return this.#reduce('count', dims, {})
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
  toString(): string {
    return renderDataset(this)
  }

  /** True where dims, coordinates and variables are the same. Attributes and failures do not count; 1 equals 1.0; missing equals missing. */
  equals(other: Pick<DatasetParts, 'sizes' | 'coords' | 'vars'>): boolean {
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

  #take(indexers: Indexers): Dataset<C, V, D> {
    const taken = (variables: Readonly<Record<string, Variable>>): Record<string, Variable> =>
      Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, take(variable, indexers)]))
    const sizes = Object.entries(this.sizes).flatMap(([dim, length]) => {
      const indexer = indexers.get(dim)
      if (indexer?.kind === 'at') return []
      return [[dim, indexer === undefined ? length : countOf(indexer)] as const]
    })
    return this.#with(Object.fromEntries(sizes), taken(this.coords), taken(this.vars))
  }

  #reduce<C2 extends Record<string, unknown>, V2 extends Record<string, unknown>, D2 extends string>(
    reduction: Reduction,
    dims: string | readonly string[] | undefined,
    options: StdOptions = {},
  ): Dataset<C2, V2, D2> {
    const over = resolveDims(dims, this.dims)
    const vars = Object.entries(this.vars).flatMap(([name, variable]) => {
      if (canReduce(reduction, variable.dtype)) {
        return [[name, reduceVariable(variable, reduction, { ...options, dims: over })] as const]
      }
      return variable.dims.some((dim) => over.includes(dim)) ? [] : [[name, variable] as const]
    })
    const sizes = Object.fromEntries(Object.entries(this.sizes).filter(([dim]) => !over.includes(dim)))
    return this.#with(sizes, withoutDims(this.coords, over), Object.fromEntries(vars))
  }

  #with<C2 extends Record<string, unknown>, V2 extends Record<string, unknown>, D2 extends string>(
    sizes: Readonly<Record<string, number>>,
    coords: Readonly<Record<string, Variable>>,
    vars: Readonly<Record<string, Variable>>,
  ): Dataset<C2, V2, D2> {
    return new Dataset({ sizes, coords, vars, attrs: this.attrs, failures: this.failures })
  }
}

function own(record: Readonly<Record<string, Variable>>, name: string): Variable | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function checkParts({ sizes, coords, vars }: DatasetParts): void {
  const twice = Object.keys(vars).find((name) => Object.hasOwn(coords, name))
  if (twice !== undefined)
    throw new TypeError(`\`${twice}\` is the name of a coordinate and of a variable: rename one.`)
  for (const [name, { dims, shape }] of Object.entries({ ...coords, ...vars })) {
    for (const [d, dim] of dims.entries()) {
      if (!Object.hasOwn(sizes, dim)) throw unknownName(`dim of \`${name}\`:`, dim, Object.keys(sizes))
      if (sizes[dim] === shape[d]) continue
      throw new TypeError(`\`${name}\` has ${shape[d]} elements along \`${dim}\`, whose length is ${sizes[dim]}.`)
    }
  }
}
