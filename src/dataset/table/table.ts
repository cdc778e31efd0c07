import { equalRecords } from '../compute/equals.ts'
import { DataArray } from '../data-array.ts'
import { Dataset } from '../dataset.ts'
import { decodeAt } from '../element/decode.ts'
import { inspectAsText } from '../print/inspect-as-text.ts'
import { checkFunction, checkOptions, listOfNames, wrongArgument } from '../refuse.ts'
import { indexerOf } from '../select/indexer.ts'
import type { Name } from '../types.ts'
import { unknownName } from '../unknown-name.ts'
import type { Attrs, Variable } from '../variable.ts'
import { appendColumns, listOfColumn, takeRows } from './column.ts'
import { columnsOfLists, columnsOfRows } from './from-values.ts'
import { renderTable } from './render-table.ts'
import { casesOf, checkNames, gridOf } from './reshape/grid.ts'
import { checkTypes, type RowOfTypes, type TypeName } from './row-types.ts'
import { sortOrder } from './sort-order.ts'
import type { AnyRow, ColumnsOf, DatasetOf, RowFrom, RowOfColumns, ToDatasetOptions } from './types.ts'

/** What a table is made of. */
export interface TableParts {
  /** Variables over one dim, all of one length. */
  readonly columns: Readonly<Record<string, Variable>>
  readonly attrs: Attrs
}

/**
 * Equally long, named columns of one kind each; `R` is the type of a row.
 *
 * Nothing changes in place, and a table does no I/O of its own: `readTable` and `saveTable` do. Elements have the kinds of a
 * dataset (`float64`, `int64`, `bool`, `string`, `datetime`, …) and keep them where values are missing. A missing value is
 * `null` in rows; NaN is a missing number, so it comes back as `null` too.
 *
 * @example
 * ```ts
 * const table = Table.fromRows([{ T: 1.5, note: null }, { T: 2, note: 'slow' }])
 * console.log(String(table.filter(({ T }) => T > 1.6)))
 * ```
 */
export class Table<R extends object = AnyRow> {
  /** The columns as plain data; `get` gives them as arrays that can be reduced. */
  readonly columns: Readonly<Record<Name<R>, Variable>>
  readonly attrs: Attrs
  /** Number of rows. */
  readonly length: number

  constructor(parts: TableParts) {
    checkTable('the parts of a table', parts)
    const { columns, attrs } = parts
    this.length = lengthOf(columns)
    this.columns = columns as Readonly<Record<Name<R>, Variable>>
    this.attrs = attrs
    inspectAsText(this)
  }

  /**
   * A table of rows. A name that a row lacks is missing there. Throws `TypeError` for a row that is no object.
   *
   * @example
   * ```ts
   * const table = Table.fromRows([{ city: 'Graz', km: 12.5 }, { city: 'Linz', km: 3 }])
   * ```
   */
  static fromRows<Row extends object>(rows: readonly Row[]): Table<RowFrom<Row>> {
    return new Table({ columns: columnsOfRows(rows), attrs: {} })
  }

  /**
   * A table of columns: arrays, typed arrays (kept, not copied), sequences. Throws `TypeError` where their lengths differ.
   *
   * @example
   * ```ts
   * const table = Table.fromColumns({ id: ['a', 'b'], energy: Float64Array.of(0.5, 1.5) })
   * ```
   */
  static fromColumns<Columns extends Readonly<Record<string, Iterable<unknown>>>>(
    columns: Columns,
  ): Table<RowOfColumns<Columns>> {
    return new Table({ columns: columnsOfLists(columns), attrs: {} })
  }

  /** Names of the columns, in their order. */
  get names(): readonly Name<R>[] {
    return Object.keys(this.columns) as Name<R>[]
  }

  /** One column as an array over the dim `row`. */
  get<N extends Name<R>>(name: N): DataArray<Record<never, never>, NonNullable<R[N]>, 'row'> {
    return new DataArray({ name, variable: this.#find(name), coords: {} })
  }

  /**
   * The columns that `types` names, checked once, so that rows of a file have types. Throws `TypeError` for a column that is
   * of another type or misses values without `| null`.
   *
   * @example
   * ```ts
   * const cases = table.as({ T: 'number', note: 'string | null' })
   * ```
   */
  as<const Types extends { readonly [Column in Name<R>]?: TypeName }>(types: Types): Table<RowOfTypes<Types>> {
    checkTypes(this.columns, types as Readonly<Record<string, string>>)
    return this.#with(Object.fromEntries(Object.keys(types).map((name) => [name, this.#find(name)])))
  }

  /** The columns of these names, in this order. */
  select<N extends Name<R>>(names: readonly N[]): Table<Pick<R, N>> {
    checkNames('names', names, this.columns)
    return this.#with(Object.fromEntries(names.map((name) => [name, this.#find(name)])))
  }

  /** The rows for which `predicate` gives something true. */
  filter(predicate: (row: R, index: number) => unknown): Table<R> {
    checkFunction('filter', predicate)
    const rows: number[] = []
    let i = 0
    for (const row of this) {
      if (predicate(row, i)) rows.push(i)
      i++
    }
    return this.#takeRows(rows)
  }

  /**
   * The rows in ascending order of one column, or of several, the first one deciding first. Equal rows keep their order;
   * missing values come last either way; texts are compared by their code units.
   */
  sortBy<N extends Name<R>>(by: N | readonly N[], options: { readonly descending?: boolean } = {}): Table<R> {
    checkOptions('sortBy', options)
    const { descending = false } = options
    const names = listOfNames('what `sortBy` sorts by', by)
    return names.length === 0
      ? this
      : this.#takeRows(
          sortOrder(
            names.map((name) => this.#find(name)),
            descending,
          ),
        )
  }

  /** Rows `start` to `end` (not included), as `Array.prototype.slice` takes them; shares memory. */
  slice(start = 0, end: number = this.length): Table<R> {
    for (const at of [start, end])
      if (typeof at !== 'number') throw wrongArgument('an end of `slice` to be a number', at)
    const place = (at: number): number => Math.min(Math.max(at < 0 ? at + this.length : at, 0), this.length)
    const first = place(Math.trunc(start))
    const count = Math.max(0, place(Math.trunc(end)) - first)
    return this.#map((column) => takeRows(column, { kind: 'slice', start: first, step: 1, count }))
  }

  /** The rows of this table, then those of the others, which must have the same columns in any order. Integers and floats become floats. */
  concat(...others: readonly { readonly columns: Readonly<Record<Name<R>, Variable>> }[]): Table<R> {
    for (const other of others) checkTable('what `concat` gets', other)
    for (const [i, other] of others.entries()) refuseOtherColumns(this.names, Object.keys(other.columns), i)
    return this.#map((column, name) => {
      const columns = [column, ...others.map((other) => other.columns[name as Name<R>])]
      const joined = appendColumns(columns)
      if (joined !== undefined) return joined
      const kinds = [...new Set(columns.map(({ dtype }) => dtype))].join(' and ')
      throw new TypeError(`Column \`${name}\` is ${kinds}: no kind holds both.\nConvert one of the tables first.`)
    })
  }

  /** One object a row; a missing value is `null`. */
  toRows(): R[] {
    return Array.from(this)
  }

  /** The columns as lists of JavaScript values, as `cases` of a sweep take them; a missing one is `null`. */
  toColumns(): ColumnsOf<R> {
    return Object.fromEntries(
      Object.entries<Variable>(this.columns).map(([name, column]) => [name, listOfColumn(column)]),
    ) as ColumnsOf<R>
  }

  /**
   * A dataset over the dims that `dims` names, or over one dim `case`.
   *
   * Combinations that no row has are missing, and kinds are kept. Throws `TypeError` naming the first combination that two
   * rows have, and a row without a value in a dim.
   *
   * @example
   * ```ts
   * const ds = table.toDataset({ dims: ['T', 'L'] })
   * ```
   */
  toDataset<Dim extends Name<R> = never, Coord extends Name<R> = never>(
    options: ToDatasetOptions<Dim, Coord> = {},
  ): DatasetOf<R, Dim, Coord> {
    checkOptions('toDataset', options)
    const dims: readonly string[] = options.dims ?? []
    const coords: readonly string[] = options.coords ?? []
    checkNames('dims', dims, this.columns)
    checkNames('coords', coords, this.columns)
    const parts =
      dims.length === 0
        ? casesOf(this.columns, coords, this.length)
        : gridOf(this.columns, { dims, coords, length: this.length })
    return new Dataset({ ...parts, attrs: this.attrs }) as DatasetOf<R, Dim, Coord>
  }

  /** True where names, order of rows and values are the same. Attributes do not count; 1 equals 1.0; missing equals missing. */
  equals(other: Pick<TableParts, 'columns'>): boolean {
    checkTable('what `equals` gets', other)
    return equalRecords(this.columns, other.columns)
  }

  /** Names, kinds and the first and last rows. */
  toString(): string {
    return renderTable(this.columns, this.length)
  }

  /** The rows, one after the other. */
  *[Symbol.iterator](): IterableIterator<R> {
    const columns = Object.entries<Variable>(this.columns).map(([name, column]) => {
      const { values, missing } = column
      return { name, kind: column, elements: { values, missing } }
    })
    for (let i = 0; i < this.length; i++) {
      const row: Record<string, unknown> = {}
      for (const { name, kind, elements } of columns) row[name] = decodeAt(kind, elements, i)
      yield row as R
    }
  }

  #find(name: string): Variable {
    const columns: Readonly<Record<string, Variable>> = this.columns
    const column = typeof name === 'string' && Object.hasOwn(columns, name) ? columns[name] : undefined
    if (column !== undefined) return column
    throw unknownName('column', name, this.names)
  }

  #takeRows(rows: readonly number[]): Table<R> {
    const indexer = indexerOf(rows)
    return this.#map((column) => takeRows(column, indexer))
  }

  #map(change: (column: Variable, name: string) => Variable): Table<R> {
    return this.#with(
      Object.fromEntries(Object.entries<Variable>(this.columns).map(([name, column]) => [name, change(column, name)])),
    )
  }

  #with<R2 extends object>(columns: Readonly<Record<string, Variable>>): Table<R2> {
    return new Table({ columns, attrs: this.attrs })
  }
}

function lengthOf(columns: Readonly<Record<string, Variable>>): number {
  const entries = Object.entries(columns)
  const [first, ...rest] = entries
  for (const [name, column] of entries) {
    const shape: unknown = column?.shape
    if (name === '__proto__') {
      throw new TypeError('A column is named `__proto__`, which no object can safely hold.\nUse another name.')
    }
    if (!Array.isArray(shape)) throw wrongArgument(`column \`${name}\` to be a variable`, columns[name])
    if (shape.length !== 1) {
      throw new TypeError(`Expected column \`${name}\` to be over one dim, got ${shape.length}.`)
    }
  }
  if (first === undefined) return 0
  const length = first[1].shape[0] ?? 0
  const odd = rest.find(([, { shape }]) => shape[0] !== length)
  if (odd === undefined) return length
  throw new TypeError(
    `Expected columns of one length, got ${length} values for \`${first[0]}\` and ${odd[1].shape[0]} for \`${odd[0]}\`.`,
  )
}

function checkTable(what: string, value: unknown): void {
  const { columns } = (value ?? {}) as { readonly columns?: unknown }
  if (typeof columns !== 'object' || columns === null) throw wrongArgument(`${what} to be a table`, value)
}

function refuseOtherColumns(names: readonly string[], others: readonly string[], i: number): void {
  const lacking = names.find((name) => !others.includes(name))
  const extra = others.find((name) => !names.includes(name))
  if (lacking === undefined && extra === undefined) return
  const facts = [
    lacking === undefined ? '' : `has no column \`${lacking}\``,
    extra === undefined ? '' : `has \`${extra}\`, which the first one has not`,
  ]
  throw new TypeError(
    `Table ${i + 1} of those to append ${facts.filter((fact) => fact !== '').join(' and ')}.\nUse \`select\` to give both the same columns.`,
  )
}
