import type { KindedElements } from '../element/copy.ts'
import { stridesOf } from '../element/dtype.ts'
import { lazyVariable } from '../lazy-variable.ts'
import { readBox } from '../select/take.ts'
import type { Attrs, Elements, Variable } from '../variable.ts'
import { copyStrided } from './strided.ts'

/** A variable over `dims`: its own in that order, and others along which its elements repeat `sizes[dim]` times. Lazy. */
export function rearrange(
  variable: Variable,
  dims: readonly string[],
  sizes: Readonly<Record<string, number>>,
): Variable {
  if (dims.length === variable.dims.length && dims.every((dim, d) => dim === variable.dims[d])) return variable
  const own = dims.map((dim) => variable.dims.indexOf(dim))
  const shape = dims.map((dim, d) => variable.shape[own[d] ?? -1] ?? sizes[dim] ?? 1)
  const { dtype, attrs } = variable
  const arrange = (from: KindedElements, ownShape: readonly number[], asked: readonly number[]): Elements => {
    const strides = stridesOf(ownShape)
    return copyStrided(from, { shape: asked, strides: own.map((d) => strides[d] ?? 0) })
  }
  return lazyVariable({
    dims,
    shape,
    dtype,
    attrs,
    read: () => arrange(variable, variable.shape, shape),
    readSlab: (start, count) => {
      const ask = (box: readonly number[]): number[] => variable.dims.map((dim) => box[dims.indexOf(dim)] ?? 0)
      const ownCount = ask(count)
      return arrange({ dtype, ...readBox(variable, ask(start), ownCount) }, ownCount, count)
    },
  })
}

/** The same elements under other names of dims, another shape of the same size, or other attributes; nothing is read. */
export function relabel(
  variable: Variable,
  changes: { readonly dims?: readonly string[]; readonly attrs?: Attrs },
): Variable {
  const { dims, shape, dtype, attrs, readSlab } = variable
  return lazyVariable({
    dims,
    shape,
    dtype,
    attrs,
    read: () => ({ values: variable.values, missing: variable.missing }),
    ...(readSlab === undefined ? {} : { readSlab }),
    ...changes,
  })
}
