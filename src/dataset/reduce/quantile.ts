import { sizeOf } from '../element/dtype.ts'
import { wrongArgument } from '../refuse.ts'
import { take } from '../select/take.ts'
import { rearrange } from '../shape/rearrange.ts'
import type { Variable } from '../variable.ts'
import { forEachChunk } from './chunks.ts'

/** Over which dims, and whether missing elements are left out. */
export interface QuantileOptions {
  readonly dims: readonly string[]
  readonly skipMissing?: boolean | undefined
}

/** Elements sorted at a time: 32 MB of float64. */
const BLOCK = 2 ** 22

/** The median over those of `dims` that the variable has. */
export function medianOf(variable: Variable, options: QuantileOptions): Variable {
  const { dims, shape, dtype, attrs, values } = quantilesOf(variable, [0.5], options)
  const kind = variable.dtype === 'float32' ? 'float32' : dtype
  const kept = kind === 'float32' ? new Float32Array(values as Float64Array) : values
  return { dims: dims.slice(1), shape: shape.slice(1), dtype: kind, attrs, values: kept }
}

/** Quantiles over those of `dims` that the variable has, along a first dim `quantile`; between two elements linearly, as numpy. */
export function quantilesOf(variable: Variable, q: readonly number[], options: QuantileOptions): Variable {
  const kept = variable.dims.filter((dim) => !options.dims.includes(dim))
  const reduced = variable.dims.filter((dim) => options.dims.includes(dim))
  const shape = kept.map((dim) => variable.shape[variable.dims.indexOf(dim)] ?? 0)
  const outputs = sizeOf(shape)
  const result = new Float64Array(q.length * outputs).fill(Number.NaN)
  const rows = rearrange(variable, [...kept, ...reduced], {})
  const length = sizeOf(rows.shape.slice(kept.length))
  forEachRow(rows, { outputs, length, split: kept[0] }, (row, output) => {
    const present = sortPresent(row)
    if (present.length === 0 || (options.skipMissing === false && present.length < length)) return
    for (const [i, each] of q.entries()) result[i * outputs + output] = quantile(present, each)
  })
  const dtype = variable.dtype === 'datetime' ? 'datetime' : 'float64'
  return { dims: ['quantile', ...kept], shape: [q.length, ...shape], dtype, attrs: variable.attrs, values: result }
}

/** Checks one quantile or a list of them. */
export function resolveQuantiles(q: unknown): readonly number[] {
  const list = typeof q === 'number' ? [q] : Array.isArray(q) || ArrayBuffer.isView(q) ? Array.from(q as number[]) : [q]
  for (const each of list) {
    if (typeof each === 'number' && each >= 0 && each <= 1) continue
    throw wrongArgument('quantiles from 0 to 1', each)
  }
  return list as number[]
}

/** Gives the elements of each output, a block of outputs at a time so that a variable in a file is never held whole. */
function forEachRow(
  rows: Variable,
  { outputs, length, split }: { outputs: number; length: number; split: string | undefined },
  visit: (row: Float64Array, output: number) => void,
): void {
  const steps = split === undefined ? 1 : (rows.shape[0] ?? 0)
  const perStep = outputs / Math.max(1, steps)
  const stepsAtOnce = Math.max(1, Math.floor(BLOCK / Math.max(1, perStep * length)))
  for (let step = 0; step < steps; step += stepsAtOnce) {
    const count = Math.min(stepsAtOnce, steps - step)
    const block =
      split === undefined ? rows : take(rows, new Map([[split, { kind: 'slice', start: step, step: 1, count }]]))
    const numbers = new Float64Array(count * perStep * length)
    forEachChunk(block, (chunk, offset) => numbers.set(chunk, offset))
    for (let i = 0; i < count * perStep; i++) visit(numbers.subarray(i * length, (i + 1) * length), step * perStep + i)
  }
}

/** Sorts in place, NaN last, and gives the part before those. */
function sortPresent(row: Float64Array): Float64Array {
  row.sort()
  let count = row.length
  while (count > 0 && Number.isNaN(row[count - 1])) count--
  return row.subarray(0, count)
}

/** Rounded as numpy does: from the nearer of both neighbours. */
function quantile(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1)
  const below = Math.floor(place)
  const [a, b] = [sorted[below] as number, sorted[Math.min(below + 1, sorted.length - 1)] as number]
  const share = place - below
  if (share === 0 || a === b) return a
  if (!Number.isFinite(b - a)) return a * (1 - share) + b * share
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share)
}
