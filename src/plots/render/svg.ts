import type { Json } from '../scale/json.ts'
import { textWidth } from '../scale/text-width.ts'
import { loadPeer } from './load-peer.ts'

type Vega = typeof import('vega')

/** Renders a specification as SVG text: the same text on every machine. */
export async function renderSvg(spec: Json): Promise<string> {
  const vega = await loadPeer('vega', 'Rendering a figure')
  const runtime = vega.parse(await compileSpec(spec))
  const view = new vega.View(runtime, { renderer: 'none', logger: silentLogger(vega) })
  try {
    return crisp(await withOwnWidths(vega, () => view.toSVG()))
  } finally {
    view.finalize()
  }
}

/** Vega's own specification, from Vega-Lite's. */
export async function compileSpec(spec: Json): Promise<Parameters<Vega['parse']>[0]> {
  const vega = await loadPeer('vega', 'Rendering a figure')
  const { compile } = await loadPeer('vega-lite', 'Rendering a figure')
  // Vega marks the rows that it draws.
  const own = structuredClone(spec) as unknown as Parameters<typeof compile>[0]
  return compile(own, { logger: silentLogger(vega) }).spec
}

/** Vega warns about scales of empty figures and the like on the console; errors still throw. */
function silentLogger(vega: Vega): ReturnType<Vega['logger']> {
  return vega.logger(vega.None)
}

/** How many renderings measure texts in our way just now, and Vega's own way for afterwards: its setting is global. */
let measuring = 0
let widthBefore: unknown

async function withOwnWidths<T>(vega: Vega, render: () => Promise<T>): Promise<T> {
  const metrics = (vega as unknown as { textMetrics: { width: unknown } }).textMetrics
  if (measuring++ === 0) {
    widthBefore = metrics.width
    metrics.width = itemWidth
  }
  try {
    return await render()
  } finally {
    if (--measuring === 0) metrics.width = widthBefore
  }
}

interface TextItem {
  readonly fontSize?: number
  readonly text?: unknown
  readonly limit?: number
}

function itemWidth(item: TextItem, line?: unknown): number {
  const text = String(line ?? item.text ?? '').trim()
  const width = textWidth(text, item.fontSize ?? 11)
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width
}

/** Neighbouring cells of a heatmap touch without a hairline of background between them. */
function crisp(svg: string): string {
  return svg.replaceAll(/class="mark-rect role-mark/g, 'shape-rendering="crispEdges" $&')
}
