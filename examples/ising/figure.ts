import { CRITICAL_TEMPERATURE, exactEnergy, exactMagnetisation } from './onsager.ts'
import { INK, type Mark, type Panel, REFERENCE, renderPanel, type SeriesStyle, shapePath } from './panel.ts'
import { type Interval, linearScale, logScale } from './scale.ts'

/** Results of a sweep over T × L × seed as flat arrays: point (t, l, s) stands at `(t · L.length + l) · seeds + s`, NaN where it is missing. */
export interface FigureContent {
  /** Temperatures, ascending. */
  readonly T: readonly number[]
  readonly L: readonly number[]
  readonly seeds: number
  readonly m: ArrayLike<number>
  readonly e: ArrayLike<number>
  readonly chi: ArrayLike<number>
  readonly binder: ArrayLike<number>
}

const WIDTH = 1000
const HEIGHT = 830
const PLOT = { width: 395, height: 262 }
const COLUMNS = [75, 575]
const ROWS = [148, 504]
const FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

/** Colours of Okabe and Ito, which the colour-blind tell apart; the shapes do for those who print in grey. */
const STYLES: readonly SeriesStyle[] = [
  { color: '#0072b2', shape: 'circle' },
  { color: '#d55e00', shape: 'square' },
  { color: '#009e73', shape: 'triangle' },
  { color: '#cc79a7', shape: 'diamond' },
]

/** Renders magnetisation, energy, susceptibility and Binder cumulant against the temperature as one SVG. */
export function renderFigure(content: FigureContent): string {
  const panels = [
    magnetisationPanel(content),
    energyPanel(content),
    susceptibilityPanel(content),
    binderPanel(content),
    ...binderInset(content),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="${FONT}" fill="${INK}">`,
    '<title>Two-dimensional Ising model</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    renderHead(content),
    ...panels.map(renderPanel),
    '</svg>\n',
  ].join('\n')
}

function magnetisationPanel(content: FigureContent): Panel {
  const { ends, temperatures, ...base } = basePanel(content, 'm', 0)
  const reference = temperatures.map((T) => [T, exactMagnetisation(T)] as const)
  const y = linearScale([0, 1.05], ends)
  return { ...base, y, reference, labels: labels('(a) Magnetisation', `|${italic('m')}| per spin`) }
}

function energyPanel(content: FigureContent): Panel {
  const { ends, temperatures, ...base } = basePanel(content, 'e', 1)
  const reference = temperatures.map((T) => [T, exactEnergy(T)] as const)
  const y = linearScale(padded(base.series), ends)
  return { ...base, y, reference, labels: labels('(b) Energy', `${italic('e')} per spin (${italic('J')})`) }
}

function susceptibilityPanel(content: FigureContent): Panel {
  const { ends, ...base } = basePanel(content, 'chi', 2)
  const values = base.series.flatMap(({ marks }) => marks.map((mark) => mark.y)).filter((value) => value > 0)
  const y = logScale([Math.min(0.1, ...values) / 1.5, Math.max(1, ...values) * 2], ends)
  return { ...base, y, labels: labels('(c) Susceptibility', `${italic('χ')} per spin (1/${italic('J')})`) }
}

function binderPanel(content: FigureContent): Panel {
  const { ends, ...base } = basePanel(content, 'binder', 3)
  const lowest = Math.min(0, ...base.series.flatMap(({ marks }) => marks.map((mark) => mark.y - mark.error)))
  const y = linearScale([lowest - 0.02, 0.72], ends)
  const formula = `= 1 − ${mean(4)} / 3${mean(2)}²`
  return { ...base, y, labels: labels('(d) Binder cumulant', italic('U') + sub('4', formula)) }
}

/** The crossing, enlarged, in the corner that the curves leave empty; nothing where small lattices do not. */
function binderInset(content: FigureContent): Panel[] {
  const outer = binderPanel(content)
  const [left, top, width, height] = [outer.left + 240, outer.top + 14, 142, 120]
  const covers = ({ x, y }: Mark) => outer.x(x) > left - 40 && outer.y(y) < top + height + 18
  if (outer.series.some(({ marks }) => marks.some(covers))) return []
  const near: Interval = [CRITICAL_TEMPERATURE - 0.062, CRITICAL_TEMPERATURE + 0.062]
  const x = linearScale(near, [left, left + width], 3)
  const y = linearScale([0.48, 0.67], [top + height, top], 4)
  const { labels: _, ...unlabelled } = outer
  return [{ ...unlabelled, id: 'inset', left, top, width, height, x, y }]
}

/** What the panels share, in the place of `position`: 0 and 1 above, 2 and 3 below. */
function basePanel(content: FigureContent, name: 'm' | 'e' | 'chi' | 'binder', position: number) {
  const { T, L } = content
  const left = COLUMNS[position % 2]!
  const top = ROWS[Math.floor(position / 2)]!
  const [low, high]: Interval = [Math.min(...T) - 0.05, Math.max(...T) + 0.05]
  const ends: Interval = [top + PLOT.height, top]
  const series = L.map((_, l) => ({ style: STYLES[l % STYLES.length]!, marks: marksOf(content, content[name], l) }))
  const reference: (readonly [number, number])[] = []
  const x = linearScale([low, high], [left, left + PLOT.width])
  const temperatures = curveTemperatures(low, high)
  return { id: name, left, top, ...PLOT, x, series, reference, vertical: CRITICAL_TEMPERATURE, ends, temperatures }
}

/** Mean and standard error over the seeds of one lattice size, at each temperature that has any. */
function marksOf({ T, L, seeds }: FigureContent, values: ArrayLike<number>, l: number): Mark[] {
  return T.flatMap((x, t) => {
    const first = (t * L.length + l) * seeds
    const row = Array.from({ length: seeds }, (_, s) => values[first + s]!).filter(Number.isFinite)
    if (row.length === 0) return []
    const y = row.reduce((sum, value) => sum + value, 0) / row.length
    const squares = row.reduce((sum, value) => sum + (value - y) ** 2, 0)
    return [{ x, y, error: row.length > 1 ? Math.sqrt(squares / (row.length - 1) / row.length) : 0 }]
  })
}

/** Steps for a smooth curve, with the critical temperature itself, where the magnetisation is vertical. */
function curveTemperatures(low: number, high: number): number[] {
  const even = Array.from({ length: 161 }, (_, i) => low + ((high - low) * i) / 160)
  const steep = Array.from({ length: 12 }, (_, i) => CRITICAL_TEMPERATURE - 0.02 * 0.4 ** i)
  return [...even, ...steep, CRITICAL_TEMPERATURE].filter((T) => T >= low && T <= high).sort((a, b) => a - b)
}

function padded(series: Panel['series']): Interval {
  const values = series.flatMap(({ marks }) => marks.flatMap(({ y, error }) => [y - error, y + error]))
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [-2, 0]
  const pad = 0.06 * (high - low || 1)
  return [low - pad, high + pad]
}

/** Title, and the legend in a line of its own above all panels, where it covers nothing. */
function renderHead({ L, seeds }: FigureContent): string {
  const subtitle = `${italic('L')} × ${italic('L')} torus · Wolff clusters · mean and standard error of ${seeds} independent runs`
  const items = [
    ...L.map((size, l) => legendItem(`${italic('L')} = ${size}`, seriesSample(STYLES[l % STYLES.length]!))),
    legendItem('exact, infinite lattice', `<path d="M0 0h26" stroke="${REFERENCE}" stroke-width="4"/>`),
    legendItem(
      `exact ${italic('T')}${sub('c', '= 2.269')}`,
      `<path d="M13 -8v16" stroke="${INK}" stroke-dasharray="4 3"/>`,
    ),
  ]
  const widths = [...L.map(() => 94), 184]
  const place = (i: number) => COLUMNS[0]! + widths.slice(0, i).reduce((sum, width) => sum + width, 0)
  return [
    `<text x="${COLUMNS[0]}" y="38" font-size="21" font-weight="600">Two-dimensional Ising model</text>`,
    `<text x="${COLUMNS[0]}" y="62" font-size="13" fill="#5b6170">${subtitle}</text>`,
    ...items.map((item, i) => `<g transform="translate(${place(i)} 96)" font-size="13">${item}</g>`),
  ].join('\n')
}

function seriesSample({ color, shape }: SeriesStyle): string {
  return `<path d="M0 0h26" stroke="${color}" stroke-width="1.4"/><path d="${shapePath(shape, 13, 0, 3.6)}" fill="${color}"/>`
}

const legendItem = (text: string, sample: string): string => `${sample}<text x="33" y="4.5">${text}</text>`
const labels = (title: string, y: string) => ({
  title,
  y,
  x: `Temperature ${italic('T')} (${italic('J')} / ${italic('k')}${sub('B', ')')}`,
})
const italic = (text: string): string => `<tspan font-style="italic">${text}</tspan>`
const mean = (power: 2 | 4): string => `⟨${italic('m')}${power === 2 ? '²' : '⁴'}⟩`
/** A subscript, and the text after it back on the line. */
const sub = (text: string, after = ''): string =>
  `<tspan dy="3.5" font-size="75%">${text}</tspan>${after && `<tspan dx="${after.startsWith('=') ? 4 : 0}" dy="-3.5">${after}</tspan>`}`
