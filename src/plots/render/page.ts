import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Json } from '../scale/json.ts'
import { missingPeer } from './load-peer.ts'
import { pageScript } from './page-script.ts'
import { compileSpec } from './svg.ts'

/** Renders a specification as one HTML page that holds all it needs. */
export async function renderPage(spec: Json): Promise<string> {
  const compiled = await compileSpec(withZoom(spec))
  const { title } = spec as { readonly title?: { readonly text?: string } }
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title?.text || String(spec.description))}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<div id="figure"></div>',
    `<script>${await vegaForBrowsers()}</script>`,
    `<script type="application/json" id="spec">${escapeScript(JSON.stringify(compiled))}</script>`,
    `<script>${pageScript}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const STYLE = [
  'body { margin: 16px; background: #fff; font-family: Helvetica, Arial, sans-serif; }',
  '.mark-rect.role-mark { shape-rendering: crispEdges; }',
  '#tooltip { position: fixed; display: none; pointer-events: none; background: #fff; color: #16181b; border: 1px solid #9aa0a9;',
  '  border-radius: 3px; padding: 5px 8px; font-size: 12px; box-shadow: 0 1px 4px rgb(0 0 0 / 20%); }',
  '#tooltip td { padding: 1px 4px; } #tooltip td:first-child { color: #5b6170; text-align: right; }',
].join('\n')

/** Linear and time axes can be zoomed and moved; ticks of log axes are fixed. */
function withZoom(spec: Json): Json {
  const view = (spec.spec ?? spec) as { readonly layer?: readonly Json[]; readonly encoding?: Json }
  const [first, ...others] = view.layer ?? []
  const encodings = ['x', 'y'].filter((axis) => isZoomable(view.encoding?.[axis] as Json | undefined))
  if (first === undefined || encodings.length === 0) return spec
  const params = [{ name: 'zoom', select: { type: 'interval', encodings }, bind: 'scales' }]
  const clipped = [first, ...others].map((each) => ({ ...each, mark: { ...(each.mark as Json), clip: true } }))
  const layer = clipped.map((each, i) => (i === 0 ? { ...each, params } : each))
  return spec.spec === undefined ? { ...spec, layer } : { ...spec, spec: { ...view, layer } }
}

function isZoomable(position: Json | undefined): boolean {
  const { type, scale } = position ?? {}
  return (type === 'quantitative' || type === 'temporal') && (scale as Json | undefined)?.type !== 'log'
}

/** The build for browsers is a file that the package does not export. */
async function vegaForBrowsers(): Promise<string> {
  try {
    const entry = createRequire(import.meta.url).resolve('vega')
    return escapeScript(await readFile(join(dirname(entry), 'vega.min.js'), 'utf8'))
  } catch (error) {
    throw missingPeer('vega', 'An HTML page', error)
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Keeps a text from ending the script that holds it; in JSON and in JavaScript strings `\u003c` is `<`. */
function escapeScript(text: string): string {
  return text.replaceAll(/<(?=\/script|!--|script)/gi, '\\u003c')
}
