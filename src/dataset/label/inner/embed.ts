import { hasNaN, type NumericValues, sizeOf, stridesOf } from '../../element/dtype.ts'
import type { Block, Column, Variable } from '../../variable.ts'
import { type JoinedLayout, positionsIn } from './join-layouts.ts'
import { type Layout, layoutOf } from './layout.ts'

/** A block in the joined layout: its values at the places of their labels, missing elsewhere; coordinates that vary as columns. */
export function embedBlock(block: Block, joined: JoinedLayout): Block {
  const layout = layoutOf(block)
  const rows = 'hi' in block.indices ? block.indices.hi - block.indices.lo : block.indices.length
  const varying = joined.varying.map((name) => repeated(name, layout.coords[name] as Variable, rows))
  return {
    indices: block.indices,
    columns: [...block.columns, ...varying].map((column) => embedColumn(column, { rows, layout, joined })),
  }
}

/** A coordinate of the block as a column: the same for each of its points. */
function repeated(name: string, { dims, shape, dtype, attrs, values, missing }: Variable, rows: number): Column {
  const list = Array.from({ length: rows }, () => values)
  const all =
    dtype === 'string'
      ? (list.flat() as string[])
      : fillRows(new (constructorOf(values))(rows * values.length), list as NumericValues[])
  const marks =
    missing === undefined
      ? undefined
      : fillRows(new Uint8Array(rows * missing.length), new Array<Uint8Array>(rows).fill(missing))
  const inner = { dims, attrs, isCoord: true }
  return { name, dtype, shape, values: all, ...(marks === undefined ? {} : { missing: marks as Uint8Array }), inner }
}

function fillRows<Values extends NumericValues>(into: Values, rows: readonly NumericValues[]): Values {
  let at = 0
  for (const row of rows) {
    into.set(row as never, at)
    at += row.length
  }
  return into
}

function constructorOf(values: Variable['values']): new (length: number) => NumericValues {
  return values.constructor as new (
    length: number,
  ) => NumericValues
}

interface Embedding {
  readonly rows: number
  readonly layout: Layout
  readonly joined: JoinedLayout
}

function embedColumn(column: Column, { rows, layout, joined }: Embedding): Column {
  const dims = column.inner?.dims ?? []
  const positions = dims.map((dim) => positionsIn(joined, layout, dim))
  if (positions.every((places) => places === undefined)) return column
  const shape = dims.map((dim, d) => joined.lengths.get(dim) ?? column.shape[d] ?? 0)
  const offsets = offsetsOf(column.shape, shape, positions)
  return { ...column, shape, ...place(column, { rows, offsets, size: sizeOf(shape) }) }
}

/** Where each element of a small box lies in the large one. */
function offsetsOf(
  from: readonly number[],
  to: readonly number[],
  positions: readonly (Uint32Array | undefined)[],
): Uint32Array {
  const [steps, strides] = [stridesOf(from), stridesOf(to)]
  return Uint32Array.from({ length: sizeOf(from) }, (_, element) => {
    let rest = element
    let offset = 0
    for (const [d, step] of steps.entries()) {
      const along = Math.floor(rest / step)
      rest -= along * step
      offset += (positions[d]?.[along] ?? along) * (strides[d] ?? 1)
    }
    return offset
  })
}

interface Placement {
  readonly rows: number
  readonly offsets: Uint32Array
  /** Elements of the large box. */
  readonly size: number
}

function place(column: Column, { rows, offsets, size }: Placement): Pick<Column, 'values' | 'missing'> {
  const { values, dtype } = column
  const count = offsets.length
  const width = count === 0 || rows === 0 ? 1 : values.length / (rows * count)
  const missing = new Uint8Array(rows * size).fill(1)
  const placed: NumericValues | string[] =
    dtype === 'string' ? new Array<string>(rows * size).fill('') : new (constructorOf(values))(rows * size * width)
  if (hasNaN(dtype)) (placed as Float64Array).fill(Number.NaN)
  for (let row = 0; row < rows; row++) {
    for (let element = 0; element < count; element++) {
      const from = row * count + element
      const to = row * size + (offsets[element] ?? 0)
      missing[to] = column.missing?.[from] ?? 0
      for (let part = 0; part < width; part++) placed[to * width + part] = values[from * width + part] as never
    }
  }
  return {
    values: placed,
    ...(missing.includes(1) && !(hasNaN(dtype) && column.missing === undefined) ? { missing } : {}),
  }
}
