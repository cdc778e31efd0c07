import { printValue } from '../util/index.ts'
import { keyTextOf } from './key/encode-point.ts'
import type { Axis, Cases } from './space.ts'

/** Where explicit cases lie in the grid of their values. */
export interface CaseGrid {
  /** One axis for each name of the cases: its distinct values, sorted where they have an order. */
  readonly axes: readonly Axis[]
  /** Row-major place of each case in that grid. */
  readonly places: Float64Array
}

/** Elements that a grid may have whatever the number of points. */
const SMALL_GRID = 2 ** 22

/** Most elements of a grid. */
const MOST_ELEMENTS = 2 ** 31

/** Elements of a larger grid for each point in it. */
const MOST_PER_POINT = 1000

/**
 * The smallest grid that holds all cases. Numbers, texts, booleans, dates and bigints are sorted (NaN last), other values and
 * mixed ones keep the order in which they first appear.
 *
 * Throws `TypeError` for two equal cases, and for a grid that would be absurdly larger than the number of its points.
 */
export function gridOfCases({ names, columns, size }: Cases): CaseGrid {
  const levels = names.map((name) => levelsOf(name, columns[name] ?? []))
  refuseHuge(
    levels.map(({ axis }) => axis),
    size,
  )
  const places = new Float64Array(size)
  for (const { axis, places: along } of levels) {
    for (let row = 0; row < size; row++) places[row] = (places[row] ?? 0) * axis.values.length + (along[row] ?? 0)
  }
  refuseRepeated(places, { names, columns })
  return { axes: levels.map(({ axis }) => axis), places }
}

/** The distinct values of a column, and the place of each row among them. */
function levelsOf(
  name: string,
  column: readonly unknown[],
): { readonly axis: Axis; readonly places: ArrayLike<number> } {
  const primitives = new Map<unknown, number>()
  const objects = new Map<unknown, number>()
  const values: unknown[] = []
  const first = Uint32Array.from(column, (value, row) => {
    const hasParts = typeof value === 'object' && value !== null
    const seen = hasParts ? objects : primitives
    const key = hasParts ? keyTextOf(value, { root: 'cases', steps: [row, name] }) : value
    const known = seen.get(key)
    if (known !== undefined) return known
    seen.set(key, values.length)
    return values.push(value) - 1
  })
  const order = orderOf(values)
  const rank = new Uint32Array(values.length)
  for (const [place, from] of order.entries()) rank[from] = place
  const sorted = order.map((from) => values[from])
  const areNumbers = sorted.every((value) => typeof value === 'number')
  return {
    axis: { name, values: areNumbers ? Float64Array.from(sorted as number[]) : sorted },
    places: first.map((from) => rank[from] ?? 0),
  }
}

/** Positions of values in their sorted order; in their own order where they have none. */
function orderOf(values: readonly unknown[]): readonly number[] {
  const order = values.map((_, i) => i)
  const sortable = values.map((value) => (value instanceof Date ? value.getTime() : value))
  const kinds = new Set(values.map((value) => (value instanceof Date ? 'date' : typeof value)))
  const [kind = 'object'] = kinds
  if (kinds.size !== 1 || !['number', 'string', 'boolean', 'date', 'bigint'].includes(kind)) return order
  return order.sort((a, b) => compare(sortable[a] as number, sortable[b] as number))
}

function compare(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}

function refuseHuge(axes: readonly Axis[], points: number): void {
  const elements = axes.reduce((product, { values }) => product * values.length, 1)
  const most = Math.min(MOST_ELEMENTS, Math.max(SMALL_GRID, MOST_PER_POINT * points))
  if (elements <= most) return
  const lengths = axes.map(({ name, values }) => `\`${name}\` ${values.length}`).join(' × ')
  throw new TypeError(
    `A grid of these ${points} cases would have ${elements.toPrecision(2)} elements: ${lengths}.\n` +
      'Leave `grid` out: every case becomes a row, with its parameters as coordinates along `case`.',
  )
}

function refuseRepeated(places: Float64Array, { names, columns }: Omit<Cases, 'size'>): void {
  const rows = new Map<number, number>()
  for (let row = 0; row < places.length; row++) {
    const place = places[row] ?? 0
    const before = rows.get(place)
    if (before === undefined) {
      rows.set(place, row)
      continue
    }
    const point = names.map((name) => `${name}: ${printValue(columns[name]?.[row])}`).join(', ')
    throw new TypeError(
      `\`cases[${before}]\` and \`cases[${row}]\` are the same point, { ${point} }, and a grid has one place for it.\n` +
        'Leave one out, or leave `grid` out: then each is a row.',
    )
  }
}
