import { colorOf } from '../scale/color.ts'
import type { Json } from '../scale/json.ts'
import { logEnds, positionOf } from '../scale/position.ts'
import { extentOf } from '../scale/scales.ts'
import { HUES } from '../scale/theme.ts'
import type { Panel, PanelInput } from './panel.ts'
import { inlineRows, tooltipOf } from './rows.ts'

/** Counts as bars; several series stand behind each other, each with its outline. */
export function histogramPanel({ table, options, width, height }: PanelInput): Panel {
  const { x, xEnd, y, color } = table.fields
  if (x === undefined || y === undefined) return { rows: [], view: {} }
  const ends = extentOf(x.values, xEnd?.values)
  const counted = y.values.filter((count) => count > 0)
  const up = { axis: 'y', member: 'y', extent: extentOf(counted), options, length: height, fromZero: true } as const
  const across = {
    axis: 'x',
    member: 'x',
    extent: ends,
    options,
    length: width,
    isExact: options.log.has('x'),
  } as const
  const isLog = options.log.has('y')
  const upward = { ...up, ...(isLog ? { extent: [0.7, up.extent?.[1] ?? 10] as const } : {}) }
  const base = isLog ? logEnds(upward)[0] : 0
  const encoding = {
    x: withGaps(positionOf(x, across)),
    ...(xEnd === undefined ? {} : { x2: { field: 'xEnd' } }),
    y: positionOf(y, upward),
    y2: { datum: base },
    ...(color === undefined
      ? {}
      : { color: colorOf(color, options, height), stroke: { ...colorOf(color, options, height), legend: null } }),
    tooltip: tooltipOf(table.fields),
  }
  const look =
    color === undefined
      ? { color: HUES[0], fillOpacity: 0.85, stroke: '#ffffff', strokeWidth: 0.8 }
      : { fillOpacity: 0.35, strokeWidth: 1.2 }
  const rows = inlineRows(table).filter((row) => row.y !== 0)
  return { rows, view: { layer: [{ mark: { type: 'rect', ...look } }], encoding } }
}

/** Bars of categories stand apart; numbers go on from one bin to the next. */
function withGaps(position: Json): Json {
  return position.type === 'ordinal'
    ? { ...position, scale: { ...(position.scale as Json), paddingInner: 0.25, paddingOuter: 0.2 } }
    : position
}
