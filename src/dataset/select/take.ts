import { allocate } from '../element/dtype.ts'
import { lazyVariable } from '../lazy-variable.ts'
import type { Elements, Variable } from '../variable.ts'
import { gather } from './gather.ts'
import { countOf, type Indexer, type Indexers, narrow, shift, spanOf, wholeOf } from './indexer.ts'

/** The part of a variable that indexers take. Nothing is read before its elements are touched, and then only the box around them. */
export function take(variable: Variable, indexers: Indexers): Variable {
  if (!variable.dims.some((dim) => indexers.has(dim))) return variable
  const full = variable.dims.map((dim, d) => indexers.get(dim) ?? wholeOf(variable.shape[d] ?? 0))
  const kept = full.flatMap((indexer, d) => (indexer.kind === 'at' ? [] : [d]))
  return lazyVariable({
    dims: kept.map((d) => variable.dims[d] ?? ''),
    shape: kept.map((d) => countOf(full[d] as Indexer)),
    dtype: variable.dtype,
    attrs: variable.attrs,
    read: () => readSelection(variable, full),
    readSlab: (start, count) => {
      const part = [...full]
      for (const [i, d] of kept.entries()) part[d] = narrow(full[d] as Indexer, start[i] ?? 0, count[i] ?? 0)
      return readSelection(variable, part)
    },
  })
}

/** Reads the box that begins at `start`, from the file where the variable is in one. */
export function readBox(variable: Variable, start: readonly number[], count: readonly number[]): Elements {
  if (variable.readSlab !== undefined) return variable.readSlab(start, count)
  const box = start.map((first, d): Indexer => ({ kind: 'slice', start: first, step: 1, count: count[d] ?? 0 }))
  return gather(variable, variable, box)
}

function readSelection(variable: Variable, indexers: readonly Indexer[]): Elements {
  if (variable.readSlab === undefined) return gather(variable, variable, indexers)
  const spans = indexers.map(spanOf)
  const count = spans.map((span) => span.count)
  if (count.includes(0)) return { values: variable.dtype === 'string' ? [] : allocate(variable.dtype, 0) }
  const start = spans.map((span) => span.start)
  const local = indexers.map((indexer, d) => shift(indexer, start[d] ?? 0))
  return gather(variable.readSlab(start, count), { dtype: variable.dtype, shape: count }, local)
}
