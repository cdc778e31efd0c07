import type { Dataset } from '../dataset.ts'
import type { Scalar } from '../element/decode.ts'

/** Rows of a table of which nothing is known: those of a file. */
export type AnyRow = Record<string, Scalar | null>

/** A row as a table gives it back: what may be absent or `undefined` is `null`. */
export type RowFrom<Row> = {
  -readonly [K in keyof Row]-?: undefined extends Row[K] ? Exclude<Row[K], undefined> | null : Row[K]
}

/** A row of equally long columns. */
export type RowOfColumns<Columns> = {
  -readonly [K in keyof Columns]: Columns[K] extends Iterable<infer Value> ? RowFrom<{ value: Value }>['value'] : never
}

/** The columns of a row type as lists. */
export type ColumnsOf<Row> = { [K in keyof Row]: readonly Row[K][] }

/** The columns named `N` without what is missing: the types of a dataset's arrays. */
export type Present<Row, N extends PropertyKey> = { [K in keyof Row as K extends N ? K : never]: NonNullable<Row[K]> }

/** The dataset of a table whose columns `Dim` and `Coord` become coordinates; where no names are known, any will do. */
export type DatasetOf<Row, Dim extends PropertyKey, Coord extends PropertyKey> = string extends keyof Row
  ? Dataset
  : Dataset<Present<Row, Dim | Coord>, Present<Row, Exclude<keyof Row, Dim | Coord>>>

/** How a table becomes a dataset. */
export interface ToDatasetOptions<Dim extends string = string, Coord extends string = string> {
  /**
   * Columns that become dims, outermost first; their values, in the order of first appearance, are the coordinates.
   *
   * @default none: one dim `case`, one row a case
   */
  readonly dims?: readonly Dim[]
  /**
   * Further columns that become coordinates instead of variables: without `dims` the parameters of the cases.
   *
   * @default []
   */
  readonly coords?: readonly Coord[]
}

/** One row of `failuresTable`. Parameters come as further columns. */
export type FailureRow = {
  /** Index of the point in its space. */
  index: number
  attempts: number
  workerLosses: number
  error: string
  message: string
  host: string
  /** Milliseconds the last attempt ran, `null` where it is not known. */
  durationMs: number | null
}
