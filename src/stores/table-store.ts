import type { DType, Table } from '../dataset/index.ts'

/** How a table is read. */
export interface ReadTableOptions {
  /**
   * Names of the columns to read, in this order.
   *
   * @default all
   */
  readonly columns?: readonly string[]
  /**
   * Kinds of columns, for CSV, which does not tell them: `{ id: 'string' }`. A value that does not fit is refused with its line.
   *
   * @default what the values of the column are
   */
  readonly types?: Readonly<Record<string, DType>>
  /**
   * The character between fields of CSV.
   *
   * @default a comma for `.csv`, a tab for `.tsv`
   */
  readonly delimiter?: string
  /**
   * Texts that stand for a missing value in CSV, beside the empty field: `['NA', 'null']`.
   *
   * @default []
   */
  readonly missing?: readonly string[]
}

/** How a table is written. */
export interface SaveTableOptions {
  /**
   * The character between fields of CSV.
   *
   * @default a comma for `.csv`, a tab for `.tsv`
   */
  readonly delimiter?: string
}

/** One file format for tables. Paths that reach it are absolute; what goes wrong is a `StoreError`. */
export interface TableStore {
  readonly name: string
  readonly extensions: readonly string[]
  read(path: string, options: ReadTableOptions): Promise<Table>
  save(table: Table, path: string, options: SaveTableOptions): Promise<void>
}
