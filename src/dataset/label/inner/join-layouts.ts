import { equalVariables } from '../../compute/equals.ts'
import { arrayOf } from '../../element/dtype.ts'
import type { Values, Variable } from '../../variable.ts'
import { indexOf, type Layout } from './layout.ts'

/** Several layouts as one: along each dim the labels of all of them. */
export interface JoinedLayout extends Layout {
  /** Coordinates that differ between points other than by the labels of their dims: they vary along the dims of the space. */
  readonly varying: readonly string[]
}

/** Joins layouts that `refuseUnjoinable` let pass. Labels that differ are sorted, as xarray sorts them. */
export function joinLayouts(layouts: readonly Layout[]): JoinedLayout {
  const [first] = layouts
  if (first === undefined) return { coords: {}, lengths: new Map(), varying: [] }
  const coords: Record<string, Variable> = {}
  const lengths = new Map(first.lengths)
  const varying: string[] = []
  for (const [name, coord] of Object.entries(first.coords)) {
    const isSame = layouts.every((layout) => equalVariables(layout.coords[name] as Variable, coord))
    if (isSame) coords[name] = coord
    else if (indexOf(first, name) === undefined) varying.push(name)
    else {
      coords[name] = unionOf(layouts.map((layout) => layout.coords[name] as Variable))
      lengths.set(name, coords[name].shape[0] ?? 0)
    }
  }
  return { coords, lengths, varying }
}

/** All labels of several coordinates of a dim, sorted. */
function unionOf(coords: readonly Variable[]): Variable {
  const [first] = coords as [Variable, ...Variable[]]
  const all = new Set<Label>()
  for (const { values } of coords) for (const value of values as Iterable<Label>) all.add(value)
  const sorted = [...all].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const isOneKind = coords.every(({ dtype }) => dtype === first.dtype)
  const dtype = isOneKind ? first.dtype : 'float64'
  const values: Values = dtype === 'string' ? (sorted as string[]) : listInto(arrayOf(dtype), sorted)
  return { dims: first.dims, shape: [sorted.length], dtype, attrs: first.attrs, values }
}

type Label = string | number | bigint

function listInto(Type: unknown, labels: readonly Label[]): Values {
  return (Type as { from(list: readonly Label[]): Values }).from(labels)
}

/** Where each label of a layout's dim lies in the joined one; `undefined` where they are the same. */
export function positionsIn(joined: Layout, layout: Layout, dim: string): Uint32Array | undefined {
  const [to, from] = [indexOf(joined, dim), indexOf(layout, dim)]
  if (to === undefined || from === undefined || to === from || equalVariables(to, from)) return undefined
  const places = new Map<unknown, number>()
  for (const [place, label] of [...to.values].entries()) places.set(label, place)
  return Uint32Array.from(from.values as Iterable<unknown>, (label) => places.get(label) ?? 0)
}
