import type { Block } from '../../dataset/index.ts'
import type { CaseGrid, Space } from '../../space/index.ts'
import type { Target } from './target.ts'

/** A target in which cases lie in the grid of their values: what arrives at the index of its point goes to its place there. */
export function gridTarget(
  target: Target,
  { grid, space }: { readonly grid: CaseGrid; readonly space: Space },
): Target {
  const perCase = space.size / grid.places.length
  const placeOf = (index: number): number => {
    const row = Math.floor(index / perCase)
    return (grid.places[row] ?? 0) * perCase + (index - row * perCase)
  }
  return {
    write: (block) => target.write({ ...block, indices: placesOf(block.indices, placeOf) }),
    finish: (extra) => target.finish(extra),
    abort: () => target.abort(),
  }
}

function placesOf(indices: Block['indices'], placeOf: (index: number) => number): Float64Array {
  if (indices instanceof Float64Array) return indices.map(placeOf)
  const places = new Float64Array(indices.hi - indices.lo)
  for (let i = 0; i < places.length; i++) places[i] = placeOf(indices.lo + i)
  return places
}
