import { colorOf } from '../scale/color.ts'
import type { Json } from '../scale/json.ts'
import { DASHES, HUES, SHAPES } from '../scale/theme.ts'
import { groupRows } from '../table/aggregate-rows.ts'
import type { Field } from '../table/field.ts'
import type { PanelInput } from './panel.ts'
import { tooltipOf } from './rows.ts'

/** Lines of more points than this show no points. */
const FEW_POINTS = 40
/** Area of a point on a line, in square pixels. */
const POINT_SIZE = 26

/** What is drawn over each other: the spread, the lines, the points. */
export function lineLayers(input: PanelInput, mark: 'line' | 'scatter'): Json[] {
  const lines = mark === 'line' ? [lineLayer(input)] : []
  const points = hasPoints(input, mark) ? [pointLayer(input, mark)] : []
  return [...spreadLayer(input), ...lines, ...points]
}

function spreadLayer(input: PanelInput): Json[] {
  const { spread } = input.options
  const title = input.table.fields.y?.title
  if (spread === undefined) return []
  const look = spread.style === 'band' ? { type: 'area', opacity: 0.18 } : { type: 'rule', strokeWidth: 1.2 }
  const ends = { y: { field: 'low', type: 'quantitative', title }, y2: { field: 'high' } }
  return [layerOf(input, { mark: look, encoding: { ...ends, ...apartBy(input) } })]
}

function lineLayer(input: PanelInput): Json {
  const { dash } = input.table.fields
  const mark = { type: 'line', strokeWidth: 1.8, strokeCap: 'round', strokeJoin: 'round' }
  if (dash === undefined) return layerOf(input, { mark, encoding: apartBy(input) })
  const range = DASHES.slice(0, dash.categories.length)
  const strokeDash = channelOf(input, 'dash', dash, { range })
  return layerOf(input, { mark, encoding: { strokeDash, ...apartBy(input) } })
}

function pointLayer(input: PanelInput, mark: 'line' | 'scatter'): Json {
  const { table } = input
  const { shape } = table.fields
  const isDense = mark === 'scatter' && table.length > 400
  const look =
    mark === 'line' ? { size: POINT_SIZE, opacity: 1 } : { size: isDense ? 14 : 32, opacity: isDense ? 0.5 : 0.8 }
  const shapes =
    shape === undefined
      ? {}
      : { shape: channelOf(input, 'shape', shape, { range: SHAPES.slice(0, shape.categories.length) }) }
  return layerOf(input, {
    mark: { type: 'point', filled: true, ...look },
    encoding: { ...shapes, tooltip: tooltipOf(table.fields) },
  })
}

function hasPoints({ table }: PanelInput, mark: 'line' | 'scatter'): boolean {
  const { x: _x, y: _y, ...apart } = table.fields
  const series = groupRows(Object.values(apart), table.length).firsts.length
  return mark === 'scatter' || apart.shape !== undefined || table.length <= FEW_POINTS * Math.max(1, series)
}

function layerOf(
  { table, options, height }: PanelInput,
  { mark, encoding }: { readonly mark: Json; readonly encoding: Json },
): Json {
  const { color } = table.fields
  const clip = options.limits === undefined ? {} : { clip: true }
  if (color === undefined) return { mark: { ...mark, color: HUES[0], ...clip }, encoding }
  const drawn = { ...mark, ...clip }
  if (color.kind === 'category')
    return { mark: drawn, encoding: { color: colorOf(color, options, height), ...encoding } }
  // A legend of strokes and fills together cannot be a gradient: with a gradient everything along lines is a stroke.
  if (mark.type === 'area' || mark.type === 'rule') return { mark: { ...drawn, color: '#808080' }, encoding }
  const hollow =
    mark.type === 'point' && mark.size === POINT_SIZE ? { filled: false, fill: '#ffffff', strokeWidth: 1.4 } : {}
  return { mark: { ...drawn, ...hollow }, encoding: { color: colorOf(color, options, height), ...encoding } }
}

/** What keeps lines apart without a scale of its own for it. */
function apartBy({ table }: PanelInput): Json {
  const { color, shape, dash } = table.fields
  const names = [
    ...(color !== undefined && color.kind !== 'category' ? ['color'] : []),
    ...(shape === undefined ? [] : ['shape']),
    ...(dash === undefined ? [] : ['dash']),
  ]
  return names.length === 0 ? {} : { detail: names.map((field) => ({ field })) }
}

/** Encoding of a shape or dash; one that shows the same as the colour shares its legend. */
function channelOf({ table }: PanelInput, member: string, field: Field, scale: Json): Json {
  const { color } = table.fields
  const isShared = color !== undefined && color.name === field.name && color.kind === 'category'
  const { title, categories } = field
  return {
    field: isShared ? 'color' : member,
    type: 'nominal',
    sort: null,
    title,
    scale: { domain: categories, ...scale },
    legend: {
      title,
      symbolOpacity: 1,
      symbolSize: member === 'dash' && !isShared ? 400 : 60,
      ...(member === 'dash' && !isShared ? { symbolType: 'stroke' } : {}),
    },
  }
}
