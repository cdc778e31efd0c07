import { plural } from '../../util/index.ts'
import type { PlotKind } from '../options.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { settleColor } from '../scale/color.ts'
import type { Json } from '../scale/json.ts'
import { wrapText } from '../scale/text-width.ts'
import { DASHES, SHAPES, theme } from '../scale/theme.ts'
import type { Table } from '../table/aggregate-rows.ts'
import { countBins } from '../table/count-bins.ts'
import { discretize, type Field } from '../table/field.ts'
import { thinLines } from '../table/thin-lines.ts'
import { checkPanels, type FacetPlan, facetView, settlePanels } from './facets.ts'
import { heatmapPanel } from './heatmap-panel.ts'
import { histogramPanel } from './histogram-panel.ts'
import { linePanel } from './line-panel.ts'
import type { Panel, PanelInput } from './panel.ts'

/** Marks of one figure: an SVG of more is tens of megabytes. */
const MOST_MARKS = 100_000

/** What a specification is built from. */
export interface SpecInput {
  readonly kind: PlotKind
  readonly table: Table
  readonly options: ResolvedOptions
  readonly title: string
  readonly subtitle: string
}

/** Builds the Vega-Lite specification, with sentences about what it does not show. */
export function buildSpec(input: SpecInput): { readonly spec: Json; readonly notes: readonly string[] } {
  const { kind, options } = input
  const fields = settle(input.table.fields)
  const { col, row } = fields
  const facets: FacetPlan = { col, row, columns: columnsOf(options, col) }
  checkPanels(facets)
  const [width, height] = sizeOf(options, facets)
  const { table, notes } = reduceMarks({ ...input, table: { ...input.table, fields } }, width)
  const panel = panelOf(kind, { table, options, width, height })
  const isEmpty = panel.rows.every((each) => (each[kind === 'heatmap' ? 'z' : 'y'] ?? null) === null)
  const across = row === undefined && col !== undefined ? facets.columns : (col?.categories.length ?? 1)
  const view = facetView(panel.view, facets, { width, height })
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: describe(kind, fields),
    background: '#ffffff',
    ...titleOf(isEmpty ? { ...input, subtitle: 'all values are missing' } : input, width * across + 80),
    data: { values: panel.rows },
    ...view,
    config: theme,
  }
  return { spec, notes: isEmpty ? [...notes, 'There is nothing to draw: all values are missing.'] : notes }
}

function settle(fields: Table['fields']): Table['fields'] {
  const { color, shape, dash, col, row } = fields
  return {
    ...fields,
    ...(color === undefined ? {} : { color: settleColor(color) }),
    ...(shape === undefined ? {} : { shape: atMost('shape', discretize(shape), SHAPES.length) }),
    ...(dash === undefined ? {} : { dash: atMost('dash', discretize(dash), DASHES.length) }),
    ...(col === undefined ? {} : { col: settlePanels(col) }),
    ...(row === undefined ? {} : { row: settlePanels(row) }),
  }
}

function atMost(channel: string, field: Field, most: number): Field {
  if (field.categories.length <= most) return field
  throw new TypeError(
    `\`${channel}\` tells at most ${most} values apart, \`${field.name}\` has ${field.categories.length}: use \`color\`, \`col\` or \`row\`.`,
  )
}

function columnsOf({ columns }: ResolvedOptions, col: Field | undefined): number {
  const count = col?.categories.length ?? 1
  return columns ?? (count <= 4 ? count : count <= 6 || count === 9 ? 3 : 4)
}

function sizeOf({ width, height }: ResolvedOptions, { col, row, columns }: FacetPlan): readonly [number, number] {
  const across = row === undefined && col !== undefined ? columns : (col?.categories.length ?? 1)
  const down = row?.categories.length ?? Math.ceil((col?.categories.length ?? 1) / columns)
  const usual = across > 1 ? Math.max(150, Math.round(720 / across)) : down > 1 ? 380 : 460
  return [width ?? usual, height ?? (across > 1 || down > 1 ? Math.round(Math.min(200, usual * 0.85)) : 300)]
}

function reduceMarks(
  { kind, table, options }: SpecInput,
  width: number,
): { readonly table: Table; readonly notes: readonly string[] } {
  if (kind === 'histogram')
    return { table: countBins(table, { bins: options.bins, isLog: options.log.has('x') }), notes: [] }
  const placed = kind === 'line' ? thinLines(table, Math.round(width * 2)) : { table, notes: [] }
  if (placed.table.length <= MOST_MARKS) return placed
  const remedy =
    kind === 'heatmap' ? 'every second value of a dim, as in `isel({ T: { step: 2 } })`' : 'a part, or aggregate'
  throw new TypeError(
    `The ${kind} would draw ${plural(placed.table.length, 'mark')}, more than ${plural(MOST_MARKS, 'mark')}.\nSelect ${remedy}.`,
  )
}

function panelOf(kind: PlotKind, input: PanelInput): Panel {
  if (kind === 'heatmap') return heatmapPanel(input)
  return kind === 'histogram' ? histogramPanel(input) : linePanel(input, kind)
}

function titleOf({ title, subtitle }: SpecInput, width: number): Json {
  if (title === '' && subtitle === '') return {}
  const below = subtitle === '' ? {} : { subtitle: wrapText(subtitle, width, 11) }
  if (title === '')
    return {
      title: { text: wrapText(subtitle, width, 11), fontSize: 11, fontWeight: 'normal', color: '#5b6170', offset: 10 },
    }
  return { title: { text: wrapText(title, width, 14.5), ...below, offset: 10 } }
}

/** For those who hear a figure instead of seeing it. */
function describe(kind: PlotKind, fields: Table['fields']): string {
  const parts = Object.entries(fields).map(([channel, { title }]) => `${channel} ${title}`)
  return `${kind}: ${parts.join(', ')}`
}
