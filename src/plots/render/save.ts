import { extname } from 'node:path'
import { PlotError } from '../../errors/index.ts'
import { writeFileAtomic } from '../../host/index.ts'
import type { Json } from '../scale/json.ts'
import { renderPage } from './page.ts'
import { type PngOptions, renderPng } from './png.ts'
import { renderSvg } from './svg.ts'

const renderers: Readonly<Record<string, (spec: Json, options?: PngOptions) => Promise<string | Uint8Array>>> = {
  '.svg': (spec) => renderSvg(spec),
  '.png': (spec, options) => renderPng(spec, options),
  '.html': (spec) => renderPage(spec),
  '.json': async (spec) => `${JSON.stringify(spec, null, 1)}\n`,
}

/** Writes a figure in the format that the ending of the path names. */
export async function savePlot(spec: Json, path: string, options?: PngOptions): Promise<void> {
  const render = renderers[extname(path).toLowerCase()]
  if (render === undefined) {
    const endings = Object.keys(renderers).join(', ')
    throw new TypeError(`Expected the path of a figure to end with one of ${endings}, got \`${path}\`.`)
  }
  const content = await render(spec, options)
  try {
    await writeFileAtomic(path, content)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PlotError(
      `The figure could not be written to ${path}: ${reason}.\nIs the folder there, and may you write to it?`,
      {
        cause: error,
      },
    )
  }
}
