/** Element kinds, named as numpy names them. `int64` holds safe integers in a `Float64Array`; `datetime` holds milliseconds since the epoch. */
export type DType =
  | 'float64'
  | 'float32'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'bool'
  | 'string'
  | 'datetime'

/** Row-major elements of a variable: `bool` is 0 or 1 in a `Uint8Array`, `int64` and `datetime` live in a `Float64Array`. */
export type Values =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | readonly string[]

/** What an attribute may hold: what NetCDF attributes can hold. */
export type AttrValue = string | number | boolean | readonly string[] | readonly number[]
/** Attributes by name. */
export type Attrs = Readonly<Record<string, AttrValue>>

/** Elements with a mark for those that are missing. */
export interface Elements {
  readonly values: Values
  /** 1 where an element is missing; absent when nothing is. Floats and `datetime` need none: missing is NaN there. */
  readonly missing?: Uint8Array | undefined
}

/**
 * Labelled elements without coordinates: the plain data behind a `DataArray`. `values` and `missing` may be getters that
 * read from a file on first touch (stores make such variables); `readSlab` then reads a part without the whole.
 */
export interface Variable extends Elements {
  readonly dims: readonly string[]
  readonly shape: readonly number[]
  readonly dtype: DType
  readonly attrs: Attrs
  /** Reads the box that begins at `start` and has `count` elements along each dim, row-major. */
  readonly readSlab?: (start: readonly number[], count: readonly number[]) => Elements
}

/** One output of consecutive points as it comes from a worker: `shape` is the shape of one point's value. */
export interface Column extends Elements {
  readonly name: string
  readonly dtype: DType
  readonly shape: readonly number[]
  /** What the value says of itself, where the results of points are datasets. */
  readonly inner?: InnerLabels | undefined
}

/** How one variable of results that are datasets is labelled. */
export interface InnerLabels {
  readonly dims: readonly string[]
  readonly attrs: Attrs
  /** True for a single value that is a coordinate. */
  readonly isCoord: boolean
}

/** Results of `indices.length` points: `indices` are their places in the space, in the order of the columns' rows. */
export interface Block {
  readonly indices: { readonly lo: number; readonly hi: number } | Float64Array
  readonly columns: readonly Column[]
  /** Coordinates of inner dims, the same for all points of the block, where results are datasets. */
  readonly innerCoords?: Readonly<Record<string, Variable>> | undefined
}

/** How the raw columns of a space become a dataset. Plain data: it can be written to disk. */
export interface Labels {
  /** Name and length of the dims of the space, in index order (row-major). */
  readonly dims: readonly { readonly name: string; readonly size: number }[]
  /** Coordinates of those dims and of inner dims: variables over one dim (for cases, several over `case`). */
  readonly coords: Readonly<Record<string, Variable>>
  /** Names of the inner dims of each output that has any; outputs of unknown inner dims get `<output>_dim_0`, …. */
  readonly innerDims: Readonly<Record<string, readonly string[]>>
  /** Attributes of each output: units, long_name, … */
  readonly varAttrs: Readonly<Record<string, Attrs>>
  readonly attrs: Attrs
}

/** Takes blocks of results as they come, in any order, each point at most once. */
export interface ResultSink {
  /** Throws `OutputError` and takes nothing of the block when its names, kinds or shapes contradict earlier blocks. */
  write(block: Block): void
}
