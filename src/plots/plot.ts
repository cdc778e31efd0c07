import type { DataArray, Dataset } from '../dataset/index.ts'
import type { PlotOptions } from './options.ts'
import { planFigure } from './plan-figure.ts'
import { renderPage } from './render/page.ts'
import { type PngOptions, renderPng } from './render/png.ts'
import { savePlot } from './render/save.ts'
import { renderSvg } from './render/svg.ts'
import type { Plottable } from './table/source.ts'

/** A figure: a Vega-Lite specification, and what renders it. */
export interface Plot {
  /** The Vega-Lite specification with its values, as plain JSON: open it in any Vega editor, or change it and render it yourself. */
  readonly spec: Readonly<Record<string, unknown>>
  /** A sentence for each thing that the figure leaves out: values not above 0 on a log axis, points of lines too long for their pixels. */
  readonly notes: readonly string[]
  /** The figure as the text of an SVG file. Needs the packages vega and vega-lite. */
  toSVG(): Promise<string>
  /** The figure as the bytes of a PNG file. Needs @resvg/resvg-js as well, and a font on this machine or in `fontFiles`. */
  toPNG(options?: PngOptions): Promise<Uint8Array>
  /** The figure as one page that needs no network: pointing at a mark shows its values, linear axes can be zoomed and moved. */
  toHTML(): Promise<string>
  /**
   * Writes the figure as its ending says: `.svg`, `.png`, `.html`, or `.json` for the specification. Readers see the old file or
   * the new one, never a part.
   */
  save(path: string, options?: PngOptions): Promise<void>
}

/**
 * Makes a figure of an array or a dataset: lines, points, a heatmap or a histogram, by what is given.
 *
 * - `x` a dim: lines of the array over it. `color`, `dash`, `shape`, `col` and `row` tell other dims apart.
 * - `x` and `y` both dims: a heatmap of the array.
 * - `x` a variable of a dataset, or a coordinate that is no dim: a scatter plot.
 * - no `x`: a histogram of all values.
 *
 * Dims that are drawn nowhere are refused unless `aggregate` joins their values. Nothing is rendered, and no package loaded,
 * before a method of the result is called. Missing values are gaps in lines and empty cells in heatmaps.
 *
 * @example
 * ```ts
 * const figure = plot(ds.get('m'), { x: 'T', color: 'L', aggregate: 'mean', band: 'stderr' })
 * await figure.save('m.png')
 * ```
 */
export function plot<C extends Record<string, unknown>, T, D extends string>(
  array: DataArray<C, T, D>,
  options?: PlotOptions<NoInfer<(keyof C & string) | D>>,
): Plot
export function plot<C extends Record<string, unknown>, V extends Record<string, unknown>, D extends string>(
  dataset: Dataset<C, V, D>,
  options?: PlotOptions<NoInfer<(keyof C & string) | (keyof V & string) | D>>,
): Plot
export function plot(source: Plottable, options: PlotOptions = {}): Plot {
  const { spec, notes } = planFigure(source, options)
  return {
    spec,
    notes,
    toSVG: () => renderSvg(spec),
    toPNG: (png) => renderPng(spec, png),
    toHTML: () => renderPage(spec),
    save: (path, png) => savePlot(spec, path, png),
  }
}
