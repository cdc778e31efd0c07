import { isMissing, sizeOf } from '../../element/dtype.ts'
import type { Variable } from '../../variable.ts'

/** A coordinate without the dims of the space where it is the same, or missing, at every point; as it is elsewhere. */
export function spreadCoords(coord: Variable, spaceDims: readonly string[]): Variable {
  if (coord.dims.length !== spaceDims.length) return coord
  const { values, missing } = coord
  let first: number | undefined
  for (let i = 0; i < sizeOf(coord.shape); i++) {
    if (isMissing({ values, missing }, i)) continue
    if (first !== undefined && values[i] !== values[first]) return coord
    first ??= i
  }
  const at = first ?? 0
  return { ...coord, dims: [], shape: [], values: values.slice(at, at + 1), missing: missing?.slice(at, at + 1) }
}
