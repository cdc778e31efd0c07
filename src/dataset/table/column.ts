import { copierBetween, newElements, settle } from '../element/copy.ts'
import { decodeAt } from '../element/decode.ts'
import { hasNaN, widthOf } from '../element/dtype.ts'
import { commonDType, convertElements } from '../element/promote.ts'
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
    shape: [values.length / widthOf(kind.dtype)],
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
  return columnOf(column, gather(column, column, [indexer]))
}

/** One column below another. `undefined` where no kind holds both. */
export function appendColumns(columns: readonly Variable[]): Variable | undefined {
  const dtype = commonKind(columns)
  if (dtype === undefined) return undefined
  const joined = newElements(
    dtype,
    columns.reduce((sum, column) => sum + lengthOf(column), 0),
  )
  let at = 0
  for (const column of columns) {
    const length = lengthOf(column)
    if (!isVoid(column) || column.dtype === dtype) copierBetween(convertElements(column, dtype), joined)(0, at, length)
    at += length
  }
  const attrs = columns.find((column) => !isVoid(column))?.attrs ?? columns[0]?.attrs ?? {}
  return columnOf({ dtype, attrs }, settle(joined))
}

/** A column as a list of JavaScript values, missing ones `null`. */
export function listOfColumn(column: Variable): readonly unknown[] {
  const { dtype, attrs, values, missing } = column
  const elements = { values, missing }
  const isPlain = dtype !== 'bool' && !hasNaN(dtype) && attrs.windrow_encoding === undefined && missing === undefined
  if (isPlain) return Array.from(values as ArrayLike<unknown>)
  return Array.from({ length: lengthOf(column) }, (_, i) => decodeAt(column, elements, i))
}

/** Number of rows of a column. */
export function lengthOf({ shape }: Variable): number {
  return shape[0] ?? 0
}

/** Elements with a mark: in the values themselves where the kind has NaN. */
export function markMissing(dtype: DType, values: Elements['values'], missing: Uint8Array): Elements {
  if (!missing.includes(1)) return { values }
  if (!hasNaN(dtype)) return { values, missing }
  const [numbers, width] = [values as Float64Array, widthOf(dtype)]
  for (let i = 0; i < missing.length; i++) if (missing[i] === 1) numbers.fill(Number.NaN, i * width, (i + 1) * width)
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
  if (kinds.length > 1 && kinds.includes('bool')) return undefined
  return kinds.reduce<DType | undefined>(
    (a, b) => (a === undefined ? undefined : commonDType(a, b)),
    kinds[0] ?? 'float64',
  )
}
