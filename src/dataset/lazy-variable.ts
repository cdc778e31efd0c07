import type { Attrs, DType, Elements, Values, Variable } from './variable.ts'

/** What a variable is before its elements are read. */
export interface LazySource {
  readonly dims: readonly string[]
  readonly shape: readonly number[]
  readonly dtype: DType
  readonly attrs: Attrs
  /** Reads all elements; called at most once, on first touch. */
  readonly read: () => Elements
  readonly readSlab?: Variable['readSlab']
}

/** A variable whose elements are read on first touch and kept. */
export function lazyVariable(source: LazySource): Variable {
  let elements: Elements | undefined
  const touch = (): Elements => {
    elements ??= source.read()
    return elements
  }
  const { dims, shape, dtype, attrs, readSlab } = source
  return {
    dims,
    shape,
    dtype,
    attrs,
    get values(): Values {
      return touch().values
    },
    get missing(): Uint8Array | undefined {
      return touch().missing
    },
    ...(readSlab === undefined ? {} : { readSlab }),
  }
}
