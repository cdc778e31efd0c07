import type { Json } from '../scale/json.ts'
import { type AxisPlan, logEnds, positionOf } from '../scale/position.ts'
import { extentOf } from '../scale/scales.ts'
import { lineLayers } from './line-layers.ts'
import type { Panel, PanelInput } from './panel.ts'
import { inlineRows } from './rows.ts'

/** Lines, with a band or bars around them, or points alone. */
export function linePanel(input: PanelInput, mark: 'line' | 'scatter'): Panel {
  const { table, options, width, height } = input
  const { x, y } = table.fields
  if (x === undefined || y === undefined) return { rows: [], view: {} }
  const across: AxisPlan = { axis: 'x', member: 'x', extent: extentOf(x.values), options, length: width }
  const extent = extentOf(y.values, table.low, table.high)
  const up: AxisPlan = { axis: 'y', member: 'y', extent, options, length: height }
  const rows = inlineRows(table)
  const bottom = options.log.has('y') ? logEnds(up)[0] : undefined
  const drawn = bottom === undefined ? rows : rows.map((row) => ({ ...row, ...reachDown(row, bottom) }))
  const encoding = { x: positionOf(x, across), y: positionOf(y, up) }
  return { rows: drawn, view: { layer: lineLayers(input, mark), encoding } }
}

/** A spread that reaches below 0 goes down to the end of a log axis. */
function reachDown(row: Json, bottom: number): Json {
  return row.low === null && typeof row.high === 'number' ? { low: bottom } : {}
}
