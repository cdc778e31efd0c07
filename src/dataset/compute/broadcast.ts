import { type JoinKind, joinDims } from '../join/join.ts'
import { reindex } from '../join/reindex.ts'
import { type DataArrayParts, mapVariables, type Variables } from '../parts.ts'
import { rearrange } from '../shape/rearrange.ts'
import type { Variable } from '../variable.ts'
import { equalVariables } from './equals.ts'

/** Arrays over the same dims and labels. */
export interface Together {
  readonly variables: readonly Variable[]
  readonly coords: Variables
}

/**
 * Brings arrays to common labels and dims: those of the first, then what others add. Coordinates of which two differ, and
 * that are no labels, are left out, as in xarray's arithmetic.
 */
export function broadcast(arrays: readonly DataArrayParts[], how: JoinKind): Together {
  const parts = arrays.map(({ variable, coords }) => ({ sizes: sizesOf(variable), coords }))
  const joined = joinDims(parts, how)
  const dims = [...new Set(arrays.flatMap(({ variable }) => variable.dims))]
  const aligned = arrays.map(({ variable, coords }, p) => {
    const placements = joined.placements[p] ?? new Map()
    return {
      variable: rearrange(reindex(variable, placements), dims, joined.sizes),
      coords: mapVariables(coords, (coord) => reindex(coord, placements)),
    }
  })
  return {
    variables: aligned.map(({ variable }) => variable),
    coords: commonCoords(aligned.map(({ coords }) => coords)),
  }
}

/** Length of each dim of a variable. */
function sizesOf({ dims, shape }: Variable): Readonly<Record<string, number>> {
  return Object.fromEntries(dims.map((dim, d) => [dim, shape[d] ?? 0]))
}

function commonCoords(records: readonly Variables[]): Variables {
  const common = new Map<string, Variable>()
  const differing = new Set<string>()
  for (const [name, coord] of records.flatMap((record) => Object.entries(record))) {
    const known = common.get(name)
    if (known === undefined) common.set(name, coord)
    else if (!equalVariables(known, coord)) differing.add(name)
  }
  return Object.fromEntries([...common].filter(([name]) => !differing.has(name)))
}

/** The variables of two arrays that were brought together. */
export function pairOf(variables: readonly Variable[]): readonly [Variable, Variable] {
  return variables as readonly [Variable, Variable]
}
