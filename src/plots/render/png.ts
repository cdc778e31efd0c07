import { PlotError } from '../../errors/index.ts'
import type { Json } from '../scale/json.ts'
import { loadPeer } from './load-peer.ts'
import { renderSvg } from './svg.ts'

/** How a PNG file is rendered. */
export interface PngOptions {
  /**
   * Pixels for each pixel of the figure, 0.1 to 10.
   *
   * @default 2
   */
  readonly scale?: number
  /** Paths of font files (.ttf, .otf) to use besides the fonts of the system. */
  readonly fontFiles?: readonly string[]
  /**
   * Whether to use the fonts of the system. Without them the same picture comes of every machine that has the `fontFiles`.
   *
   * @default true
   */
  readonly systemFonts?: boolean
}

const PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">x</text></svg>'

/** Renders a specification as the bytes of a PNG file. */
export async function renderPng(spec: Json, options: PngOptions = {}): Promise<Uint8Array> {
  const { scale = 2, fontFiles = [], systemFonts = true } = options
  if (!(scale >= 0.1 && scale <= 10)) {
    throw new TypeError(`Expected \`scale\` to be a number from 0.1 to 10, got \`${scale}\` (${typeof scale}).`)
  }
  const { Resvg } = await loadPeer('@resvg/resvg-js', 'Rendering a PNG')
  const font = { loadSystemFonts: systemFonts, fontFiles: [...fontFiles], defaultFontFamily: 'DejaVu Sans' }
  // Without any font every text would vanish, and nothing else would tell.
  if (new Resvg(PROBE, { font }).getBBox() === undefined) throw noFonts(fontFiles)
  return new Resvg(await renderSvg(spec), { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng()
}

function noFonts(fontFiles: readonly string[]): PlotError {
  const tried = fontFiles.length === 0 ? '' : `, and ${fontFiles.join(', ')} gave none`
  return new PlotError(
    `No font was found to write the labels with${tried}.\nInstall one (\`apt-get install fonts-dejavu-core\`), give \`fontFiles\`, or save an SVG or HTML file, which need none.`,
  )
}
