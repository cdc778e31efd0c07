import { OutputError } from '../../../errors/index.ts'
import { equalVariables } from '../../compute/equals.ts'
import type { Block, Column, Variable } from '../../variable.ts'

/** How the datasets of one block are labelled: their coordinates, and the length of every dim. */
export interface Layout {
  readonly coords: Readonly<Record<string, Variable>>
  readonly lengths: ReadonlyMap<string, number>
}

/** The layout of a block of datasets. */
export function layoutOf({ innerCoords = {}, columns }: Block): Layout {
  const lengths = new Map<string, number>()
  const placed = [...Object.values(innerCoords), ...columns.map(placeOf)]
  for (const { dims, shape } of placed) for (const [d, dim] of dims.entries()) lengths.set(dim, shape[d] ?? 0)
  return { coords: innerCoords, lengths }
}

function placeOf({ inner, shape }: Column): Pick<Variable, 'dims' | 'shape'> {
  return { dims: inner?.dims ?? [], shape }
}

/** The coordinate that gives a dim its labels, if there is one. */
export function indexOf(layout: Layout, dim: string): Variable | undefined {
  const coord = Object.hasOwn(layout.coords, dim) ? layout.coords[dim] : undefined
  return coord?.dims.length === 1 && coord.dims[0] === dim ? coord : undefined
}

/** Throws `OutputError` where the datasets of two layouts cannot be joined along their dims. */
export function refuseUnjoinable(known: Layout, other: Layout): void {
  const names = Object.keys(known.coords)
  const odd = [...names, ...Object.keys(other.coords)].find(
    (name) => !Object.hasOwn(known.coords, name) || !Object.hasOwn(other.coords, name),
  )
  if (odd !== undefined) {
    throw new OutputError(
      `The coordinate \`${odd}\` is there at some points and not at others.\nReturn the same coordinates from every point.`,
    )
  }
  for (const name of names) refuseOtherCoord(name, known.coords[name] as Variable, other.coords[name] as Variable)
  for (const [dim, length] of known.lengths) {
    const theirs = other.lengths.get(dim)
    const [ours, index] = [indexOf(known, dim), indexOf(other, dim)]
    if (ours === undefined || index === undefined) {
      if (length === theirs) continue
      throw new OutputError(
        `The dim \`${dim}\` has ${theirs} elements at some points and ${length} at others, and no coordinate to join them by.\n` +
          'Give it a coordinate, or make the lengths equal.',
      )
    }
    if (equalVariables(ours, index)) continue
    for (const labels of [ours, index]) refuseRepeated(dim, labels)
  }
}

function refuseOtherCoord(name: string, known: Variable, other: Variable): void {
  if (String(known.dims) === String(other.dims) && familyOf(known) === familyOf(other)) return
  throw new OutputError(
    `The coordinate \`${name}\` is ${other.dtype} over (${other.dims.join(', ')}) at some points and ${known.dtype} over (${known.dims.join(', ')}) at others.\n` +
      'Return the same coordinates from every point.',
  )
}

/** Labels of one family have an order among themselves. */
function familyOf({ dtype }: Variable): string {
  return dtype === 'string' || dtype === 'datetime' || dtype === 'bool' ? dtype : 'number'
}

function refuseRepeated(dim: string, { values }: Variable): void {
  const seen = new Set<unknown>()
  for (const value of values) {
    if (seen.has(value)) {
      throw new OutputError(
        `The dim \`${dim}\` has the label ${String(value)} more than once, so that points whose labels differ cannot be joined along it.\n` +
          'Make the labels of each point differ from one another, or the same at every point.',
      )
    }
    seen.add(value)
  }
}
