import type { Scale } from './scale.ts'

/** A measured point: a value with its standard error (0 where it is unknown). */
export interface Mark {
  readonly x: number
  readonly y: number
  readonly error: number
}

/** One plot of a figure. The scales map to pixels of the whole figure and so place it. */
export interface Panel {
  /** Unique among the panels of a figure. */
  readonly id: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: Scale
  readonly y: Scale
  /** Markup of a text element's content. Without labels the panel is an inset: smaller, on a ground of its own. */
  readonly labels?: { readonly title: string; readonly x: string; readonly y: string }
  readonly series: readonly { readonly style: SeriesStyle; readonly marks: readonly Mark[] }[]
  /** Exact curve, as x and y. */
  readonly reference: readonly (readonly [number, number])[]
  /** Value of x with a vertical line. */
  readonly vertical: number
}

export interface SeriesStyle {
  readonly color: string
  readonly shape: 'circle' | 'square' | 'triangle' | 'diamond'
}

export const INK = '#1f2430'
export const REFERENCE = '#c6cad4'
const GRID = '#e9ebef'

/** One panel as SVG: ground, grid, reference lines, measured curves, axes. */
export function renderPanel(panel: Panel): string {
  const { id, left, top, width, height, series, labels } = panel
  const box = `x="${left}" y="${top}" width="${width}" height="${height}"`
  return [
    `<g font-size="${labels ? 12 : 10}">`,
    `<clipPath id="clip-${id}"><rect ${box}/></clipPath>`,
    `<rect ${box} fill="#ffffff"/>`,
    ...renderGrid(panel),
    `<g clip-path="url(#clip-${id})">`,
    renderReferences(panel),
    ...series.map(({ style, marks }) => renderSeries(panel, style, marks)),
    '</g>',
    `<rect ${box} fill="none" stroke="${INK}" stroke-width="1"/>`,
    ...renderTicks(panel),
    ...(labels ? renderLabels(panel, labels) : []),
    '</g>',
  ].join('\n')
}

function renderGrid({ left, top, width, height, x, y }: Panel): string[] {
  const style = `stroke="${GRID}" stroke-width="1"`
  return [
    ...x.ticks.map((tick) => `<path d="M${px(x(tick))} ${top}v${height}" ${style}/>`),
    ...y.ticks.map((tick) => `<path d="M${left} ${px(y(tick))}h${width}" ${style}/>`),
  ]
}

function renderReferences({ x, y, reference, vertical, top, height }: Panel): string {
  const curve = reference.map(([X, Y]) => `${px(x(X))} ${px(y(Y))}`).join('L')
  const line = `<path d="M${px(x(vertical))} ${top}v${height}" stroke="${INK}" stroke-width="1" stroke-dasharray="4 3"/>`
  return curve ? `<path d="M${curve}" fill="none" stroke="${REFERENCE}" stroke-width="4"/>\n${line}` : line
}

function renderSeries({ x, y, labels }: Panel, { color, shape }: SeriesStyle, marks: readonly Mark[]): string {
  const curve = marks.map((mark) => `${px(x(mark.x))} ${px(y(mark.y))}`).join('L')
  const bars = marks
    .filter(({ error }) => error > 0)
    .map((mark) => {
      const low = mark.y - mark.error
      // A logarithmic axis has no place for 0 and below.
      const foot = Number.isFinite(y(low)) ? y(low) : 1e4
      return `M${px(x(mark.x))} ${px(foot)}V${px(y(mark.y + mark.error))}`
    })
  const dots = marks.map((mark) => shapePath(shape, x(mark.x), y(mark.y), labels ? 2.4 : 3))
  return [
    `<g stroke="${color}" stroke-linejoin="round">`,
    curve && `<path d="M${curve}" fill="none" stroke-width="1.3" stroke-opacity="0.75"/>`,
    bars.length > 0 ? `<path d="${bars.join('')}" stroke-width="1.3"/>` : '',
    dots.length > 0 ? `<path d="${dots.join('')}" fill="${color}" stroke="none"/>` : '',
    '</g>',
  ]
    .filter(Boolean)
    .join('\n')
}

/** A mark of about the same area whatever its shape. */
export function shapePath(shape: SeriesStyle['shape'], x: number, y: number, radius: number): string {
  const r = radius
  switch (shape) {
    case 'circle':
      return `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
    case 'square':
      return `M${px(x - 0.9 * r)} ${px(y - 0.9 * r)}h${px(1.8 * r)}v${px(1.8 * r)}h${px(-1.8 * r)}z`
    case 'triangle':
      return `M${px(x)} ${px(y - 1.3 * r)}l${px(1.2 * r)} ${px(2.1 * r)}h${px(-2.4 * r)}z`
    case 'diamond':
      return `M${px(x)} ${px(y - 1.3 * r)}l${px(1.3 * r)} ${px(1.3 * r)}l${px(-1.3 * r)} ${px(1.3 * r)}l${px(-1.3 * r)} ${px(-1.3 * r)}z`
  }
}

function renderTicks({ left, top, width, height, x, y, labels }: Panel): string[] {
  const [tick, gap] = labels ? [5, 8] : [3, 5]
  const bottom = top + height
  const stroke = `stroke="${INK}" stroke-width="1"`
  const minor = y.minorTicks.map((value) => `M${left} ${px(y(value))}h3M${left + width} ${px(y(value))}h-3`)
  const majors = [
    ...x.ticks.map((value) => `M${px(x(value))} ${bottom}v${-tick}`),
    ...y.ticks.map((value) => `M${left} ${px(y(value))}h${tick}`),
  ]
  return [
    `<path d="${[...majors, ...minor].join('')}" ${stroke}/>`,
    ...x.ticks.map(
      (value) => `<text x="${px(x(value))}" y="${bottom + gap + 8}" text-anchor="middle">${x.label(value)}</text>`,
    ),
    ...y.ticks.map(
      (value) => `<text x="${left - gap}" y="${px(y(value) + 4)}" text-anchor="end">${y.label(value)}</text>`,
    ),
  ]
}

function renderLabels({ left, top, width, height }: Panel, labels: { title: string; x: string; y: string }): string[] {
  const [centre, middle] = [left + width / 2, top + height / 2]
  const turned = `translate(${left - 50} ${middle}) rotate(-90)`
  return [
    `<text x="${left}" y="${top - 10}" font-size="14" font-weight="600">${labels.title}</text>`,
    `<text x="${centre}" y="${top + height + 36}" font-size="13" text-anchor="middle">${labels.x}</text>`,
    `<text transform="${turned}" font-size="13" text-anchor="middle">${labels.y}</text>`,
  ]
}

const px = (pixels: number): number => Math.round(pixels * 100) / 100
