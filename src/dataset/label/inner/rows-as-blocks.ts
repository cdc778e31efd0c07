import type { Dataset } from '../../dataset.ts'
import { type NumericValues, sizeOf } from '../../element/dtype.ts'
import type { Block, Column, Variable } from '../../variable.ts'

/** Points of a block. */
const ROWS = 1024

/** What was assembled, as blocks again: only of points that had arrived. */
export function* rowsAsBlocks(
  { vars }: Dataset,
  { block, arrived }: { readonly block: Block; readonly arrived: Uint8Array },
): Generator<Block> {
  const all: number[] = []
  for (let index = arrived.indexOf(1); index >= 0; index = arrived.indexOf(1, index + 1)) all.push(index)
  for (let at = 0; at < all.length; at += ROWS) {
    const indices = Float64Array.from(all.slice(at, at + ROWS))
    const columns = block.columns.map((column) => rowsOf(column, vars[column.name] as Variable, indices))
    yield { indices, columns, innerCoords: block.innerCoords }
  }
}

function rowsOf(column: Column, variable: Variable, indices: Float64Array): Column {
  const { values, missing, dtype } = variable
  const size = sizeOf(column.shape)
  const step = variable.shape.length === 0 ? size : values.length / (sizeOf(variable.shape) / Math.max(1, size))
  const taken =
    dtype === 'string'
      ? Array.from(indices).flatMap((index) => (values as readonly string[]).slice(index * step, (index + 1) * step))
      : gathered(values as NumericValues, indices, step)
  const marks = missing === undefined ? undefined : (gathered(missing, indices, size) as Uint8Array)
  return { ...column, dtype, values: taken, missing: marks }
}

function gathered(values: NumericValues, indices: Float64Array, step: number): NumericValues {
  const taken = new (values.constructor as new (length: number) => NumericValues)(indices.length * step)
  for (const [row, index] of indices.entries())
    taken.set(values.subarray(index * step, (index + 1) * step) as never, row * step)
  return taken
}
