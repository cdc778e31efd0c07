export { PlotError } from '../errors/index.ts'
export type {
  Aggregate,
  LogAxes,
  PlotKind,
  PlotLabels,
  PlotLimits,
  PlotOptions,
  Scheme,
  Spread,
} from './options.ts'
export { type Plot, plot } from './plot.ts'
export type { PngOptions } from './render/png.ts'
