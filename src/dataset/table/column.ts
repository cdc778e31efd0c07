import { arrayOf, isInteger } from '../element/dtype.ts'
import { gather } from '../select/gather.ts'
import type { Indexer } from '../select/indexer.ts'
import type { Attrs, DType, Elements, Variable } from '../variable.ts'
import { type ListLike, variableOf } from '../variable-of.ts'

/** Name of the one dim of a table's columns. */
export const ROW_DIM = 'row'

/** A column of elements. */
export function columnOf(kind: { readonly dtype: DType; readonly attrs: Attrs }, elements: Elements): Variable {
  const { values, missing } = elements
  return {
    dims: [ROW_DIM],
    shape: [values.length],
    dtype: kind.dtype,
    attrs: kind.attrs,
    values,
    ...(missing === undefined ? {} : { missing }),
  }
}

/** A column of JavaScript values, missing ones `null` or `undefined`. */
export function columnOfValues(values: ListLike, dtype?: DType, attrs: Attrs = {}): Variable {
  return variableOf(values, { dims: [ROW_DIM], attrs, ...(dtype === undefined ? {} : { dtype }) })
}

/** The rows that an indexer takes; neighbours share memory. */
export function takeRows(column: Variable, indexer: Indexer): Variable {
  return columnOf(column, gather(column, column.shape, [indexer]))
}

/** One column below another. `undefined` where no kind holds both. */
export function appendColumns(columns: readonly Variable[]): Variable | undefined {
  const dtype = commonKind(columns)
  if (dtype === undefined) return undefined
  const length = columns.reduce((sum, { values }) => sum + values.length, 0)
  const values = dtype === 'string' ? new Array<string>(length).fill('') : new (arrayOf(dtype))(length)
  const missing = new Uint8Array(length)
  let at = 0
  for (const column of columns) {
    if (isVoid(column) && column.dtype !== dtype) missing.fill(1, at, at + column.values.length)
    else {
      for (let i = 0; i < column.values.length; i++) values[at + i] = column.values[i] as never
      if (column.missing !== undefined) missing.set(column.missing, at)
    }
    at += column.values.length
  }
  const attrs = columns.find((column) => !isVoid(column))?.attrs ?? columns[0]?.attrs ?? {}
  return columnOf({ dtype, attrs }, markMissing(dtype, values as Elements['values'], missing))
}

/** Elements with a mark: in the values themselves where the kind has NaN. */
export function markMissing(dtype: DType, values: Elements['values'], missing: Uint8Array): Elements {
  if (!missing.includes(1)) return { values }
  if (dtype !== 'float64' && dtype !== 'float32' && dtype !== 'datetime') return { values, missing }
  const numbers = values as Float64Array
  for (let i = 0; i < missing.length; i++) if (missing[i] === 1) numbers[i] = Number.NaN
  return { values: numbers }
}

/** True for a column of nothing but missing floats, as a list of `null` makes one. */
function isVoid({ dtype, values }: Variable): boolean {
  return dtype === 'float64' && (values as Float64Array).every(Number.isNaN)
}

function commonKind(columns: readonly Variable[]): DType | undefined {
  const real = columns.filter((column) => !isVoid(column))
  const kinds = [...new Set(real.map(({ dtype }) => dtype))]
  const encodings = new Set(real.map(({ attrs }) => attrs.windrow_encoding))
  if (encodings.size > 1) return undefined
  if (kinds.length < 2) return kinds[0] ?? 'float64'
  if (kinds.every(isInteger)) return 'int64'
  return kinds.every((kind) => isInteger(kind) || kind === 'float64' || kind === 'float32') ? 'float64' : undefined
}
