import { gradientOf } from '../scale/color.ts'
import type { Json } from '../scale/json.ts'
import { positionOf } from '../scale/position.ts'
import { type Field, levelsOf } from '../table/field.ts'
import type { Panel, PanelInput } from './panel.ts'
import { inlineRows, tooltipOf } from './rows.ts'

/** Cells that reach half-way to their neighbours, whatever the steps between them. Missing cells stay empty. */
export function heatmapPanel({ table, options, width, height }: PanelInput): Panel {
  const { x, y, z } = table.fields
  if (x === undefined || y === undefined || z === undefined) return { rows: [], view: {} }
  const across = cellEdges(x, options.log.has('x'))
  const up = cellEdges(y, options.log.has('y'))
  const rows = inlineRows(table).map((row, i) => ({
    ...row,
    ...endsOf('x', across, x.values[i]),
    ...endsOf('y', up, y.values[i]),
  }))
  const place = (axis: 'x' | 'y', field: Field, edges: Edges | undefined): Json => {
    const length = axis === 'x' ? width : height
    if (edges === undefined)
      return { [axis]: positionOf(field, { axis, member: axis, extent: undefined, options, length }) }
    const plan = { axis, member: `${axis}Low`, extent: edges.extent, options, length, isExact: true }
    return { [axis]: withoutGrid(positionOf(field, plan)), [`${axis}2`]: { field: `${axis}High` } }
  }
  const color = gradientOf(z, 'z', { options, height, isLine: false })
  const encoding = { ...place('x', x, across), ...place('y', y, up), color, tooltip: tooltipOf(table.fields) }
  const drawn = rows.filter((row: Json) => row.z !== null)
  return { rows: drawn, view: { layer: [{ mark: { type: 'rect', clip: options.limits !== undefined } }], encoding } }
}

interface Edges {
  readonly at: ReadonlyMap<number, readonly [number, number]>
  readonly extent: readonly [number, number]
}

/** Ends of the cell of each value: the middle between neighbours, the geometric one on a log axis. */
function cellEdges({ kind, values }: Field, isLog: boolean): Edges | undefined {
  if (kind === 'category') return undefined
  const levels = levelsOf(values).map((value) => (isLog ? Math.log(value) : value))
  const back = (value: number): number => Number((isLog ? Math.exp(value) : value).toPrecision(15))
  const middle = (i: number): number => ((levels[i - 1] ?? 0) + (levels[i] ?? 0)) / 2
  const alone = isLog ? Math.LN2 / 2 : Math.abs(levels[0] ?? 0) / 20 || 0.5
  const first = levels.length > 1 ? middle(1) - (levels[0] ?? 0) : alone
  const last = levels.length > 1 ? (levels.at(-1) ?? 0) - middle(levels.length - 1) : alone
  const edges = [
    (levels[0] ?? 0) - first,
    ...levels.slice(1).map((_, i) => middle(i + 1)),
    (levels.at(-1) ?? 0) + last,
  ].map(back)
  const at = new Map(levelsOf(values).map((value, i) => [value, [edges[i] ?? 0, edges[i + 1] ?? 0] as const]))
  return { at, extent: [edges[0] ?? 0, edges.at(-1) ?? 1] }
}

function endsOf(axis: 'x' | 'y', edges: Edges | undefined, value: number | undefined): Json {
  const ends = edges?.at.get(value ?? Number.NaN)
  return ends === undefined ? {} : { [`${axis}Low`]: ends[0], [`${axis}High`]: ends[1] }
}

function withoutGrid(position: Json): Json {
  return { ...position, axis: { ...(position.axis as Json), grid: false } }
}
