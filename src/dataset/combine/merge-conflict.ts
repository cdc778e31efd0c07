import { MergeError } from '../../errors/index.ts'
import { decodeAt } from '../element/decode.ts'
import { stridesOf } from '../element/dtype.ts'
import { valueText } from '../join/join.ts'
import type { Variables } from '../parts.ts'
import type { Variable } from '../variable.ts'
import type { Conflict } from './merge-variables.ts'

/** Says which variable differs, where, and what both values are. */
export function conflictError({ name, next, i, merged, j }: Conflict, coords: Variables): MergeError {
  const point = pointAt(merged, j, coords)
  const where = Object.entries(point).map(([label, value]) => `${label} = ${valueText(value)}`)
  const [old, now] = [decodeAt(merged, merged, j), decodeAt(next, next, i)].map(valueText)
  const message = `\`${name}\` differs${where.length === 0 ? '' : ` at ${where.join(', ')}`}: it was ${old} and is now ${now}.`
  const remedy = 'Merge with `overwrite: true` to take the new values, or with `false` to keep the old ones.'
  return new MergeError(`${message}\n${remedy}`, { variable: name, point })
}

/** The labels of an element; positions along dims that have none. */
function pointAt({ dims, shape }: Variable, index: number, coords: Variables): Record<string, unknown> {
  const strides = stridesOf(shape)
  const entries = dims.flatMap((dim, d) => {
    const position = Math.floor(index / (strides[d] ?? 1)) % (shape[d] ?? 1)
    const labels = labelsAlong(dim, coords)
    if (labels.length === 0) return [[dim, position] as const]
    return labels.map(([name, coord]) => [name, decodeAt(coord, coord, position)] as const)
  })
  return Object.fromEntries(entries)
}

function labelsAlong(dim: string, coords: Variables): readonly (readonly [string, Variable])[] {
  if (Object.hasOwn(coords, dim)) return [[dim, coords[dim] as Variable]]
  return Object.entries(coords).filter(([, coord]) => coord.dims.length === 1 && coord.dims[0] === dim)
}
