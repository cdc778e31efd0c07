import type { Json } from './json.ts'

/** Names that macOS, Windows and Linux have. DejaVu comes before Liberation, which has no raised digits for powers of ten. */
const FONT = "Helvetica, Arial, 'DejaVu Sans', 'Liberation Sans', 'Noto Sans', sans-serif"

/** Ink for paper: dark lines and texts, light grids, no colour that only a screen shows. */
export const theme: Json = {
  font: FONT,
  padding: 8,
  view: { stroke: '#c8ccd2', strokeWidth: 1 },
  axis: {
    domainColor: '#4a4f57',
    tickColor: '#4a4f57',
    gridColor: '#e4e6ea',
    labelColor: '#2b2e33',
    titleColor: '#16181b',
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 8,
    labelLimit: 170,
    tickSize: 4,
  },
  legend: {
    labelColor: '#2b2e33',
    titleColor: '#16181b',
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelLimit: 200,
    titleLimit: 220,
    symbolStrokeWidth: 2,
  },
  headerRow: { labelPadding: 6 },
  // Vega puts the heads of columns a line above where it says.
  headerColumn: { labelPadding: -4 },
  headerFacet: { labelPadding: -4 },
  header: { labelFontSize: 12, labelColor: '#16181b', labelLimit: 300 },
  title: {
    anchor: 'start',
    frame: 'group',
    fontSize: 14,
    fontWeight: 'bold',
    color: '#16181b',
    subtitleColor: '#5b6170',
    subtitleFontSize: 11,
    subtitlePadding: 4,
  },
  mark: { aria: false },
  facet: { spacing: 16 },
}

/** Okabe and Ito's colours, which the colour-blind tell apart, with two greys in place of yellow, which paper does not show. */
export const HUES: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#333333',
  '#999999',
]

/** Shapes and dash patterns in the order in which they are used. */
export const SHAPES: readonly string[] = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
]
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [12, 4],
]
