import { isMissing, sizeOf } from '../../element/dtype.ts'
import type { Variable } from '../../variable.ts'

/** A coordinate without the dims of the space where it is the same, or missing, at every point; as it is elsewhere. */
export function spreadCoords(coord: Variable, spaceDims: readonly string[]): Variable {
  if (coord.dims.length !== spaceDims.length) return coord
  const { values, missing } = coord
  const size = sizeOf(coord.shape)
  const width = size === 0 ? 1 : values.length / size
  let first: number | undefined
  for (let i = 0; i < size; i++) {
    if (isMissing({ values, missing }, i)) continue
    first ??= i
    for (let part = 0; part < width; part++) {
      if (values[i * width + part] !== values[first * width + part]) return coord
    }
  }
  const at = first ?? 0
  const own = { values: values.slice(at * width, (at + 1) * width), missing: missing?.slice(at, at + 1) }
  return { ...coord, dims: [], shape: [], ...own }
}
