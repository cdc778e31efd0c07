import { isMissingAt, isSameElement } from '../../element/copy.ts'
import { sizeOf, widthOf } from '../../element/dtype.ts'
import type { Variable } from '../../variable.ts'

/** A coordinate without the dims of the space where it is the same, or missing, at every point; as it is elsewhere. */
export function spreadCoords(coord: Variable, spaceDims: readonly string[]): Variable {
  if (coord.dims.length !== spaceDims.length) return coord
  const { dtype, values, missing } = coord
  const elements = { dtype, values, missing, attrs: coord.attrs }
  let first: number | undefined
  for (let i = 0; i < sizeOf(coord.shape); i++) {
    if (isMissingAt(elements, i)) continue
    first ??= i
    if (!isSameElement(elements, i, elements, first)) return coord
  }
  const at = first ?? 0
  const width = widthOf(dtype)
  const own = { values: values.slice(at * width, (at + 1) * width), missing: missing?.slice(at, at + 1) }
  return { ...coord, dims: [], shape: [], ...own }
}
