import { nearestName } from '../util/index.ts'
import type { Aggregate, LogAxes, PlotKind, PlotOptions, Scheme, Spread } from './options.ts'

/** The spread of aggregated values, and how it is drawn. */
export interface ResolvedSpread {
  readonly style: 'band' | 'bars'
  readonly measure: 'std' | 'stderr' | readonly [number, number]
}

/** Options that are known to make sense by themselves; names are not looked up yet. */
export interface ResolvedOptions extends Omit<PlotOptions, 'over' | 'aggregate' | 'band' | 'bars' | 'log' | 'scheme'> {
  readonly aggregate: Aggregate | undefined
  /** `undefined` for all dims that are drawn nowhere. */
  readonly over: readonly string[] | undefined
  readonly spread: ResolvedSpread | undefined
  readonly log: ReadonlySet<string>
  readonly scheme: Scheme
}

const NAMES = ['x', 'y', 'z', 'color', 'shape', 'dash', 'col', 'row'] as const
const KINDS = ['line', 'scatter', 'heatmap', 'histogram'] as const satisfies readonly PlotKind[]
const AGGREGATES = ['mean', 'median', 'min', 'max', 'sum', 'std', 'count'] as const satisfies readonly Aggregate[]
const LOGS = ['x', 'y', 'z', 'xy', 'xz', 'yz', 'xyz'] as const satisfies readonly LogAxes[]
const SCHEMES = [
  'viridis',
  'cividis',
  'magma',
  'plasma',
  'inferno',
  'greys',
  'blues',
  'blueorange',
  'purplegreen',
] as const satisfies readonly Scheme[]
const SPREADS = ['std', 'stderr', 'quartiles'] as const
const OPTIONS: readonly string[] = [
  ...NAMES,
  'kind',
  'aggregate',
  'over',
  'band',
  'bars',
  'log',
  'bins',
  'scheme',
  'limits',
  'labels',
  'title',
  'width',
  'height',
  'columns',
]

/** Checks every option that can be checked without looking at the values. */
export function resolveOptions(options: PlotOptions): ResolvedOptions {
  for (const name of Object.keys(options)) if (!OPTIONS.includes(name)) throw unknownOption(name)
  for (const name of [...NAMES, 'title'] as const) checkText(name, options[name])
  checkOneOf('kind', options.kind, KINDS)
  checkOneOf('aggregate', options.aggregate, AGGREGATES)
  checkOneOf('log', options.log, LOGS)
  checkOneOf('scheme', options.scheme, SCHEMES)
  checkNumber('width', options.width, { from: 20, to: 10_000 })
  checkNumber('height', options.height, { from: 20, to: 10_000 })
  checkNumber('columns', options.columns, { from: 1, to: 60 })
  checkNumber('bins', options.bins, { from: 1, to: 1000 })
  checkLimits(options)
  checkLabels(options)
  const { aggregate, over, band, bars, log, scheme = 'viridis', ...rest } = options
  const spread = resolveSpread(band, bars)
  const wanted = aggregate ?? impliedAggregate(over, spread)
  if (spread !== undefined && wanted !== 'mean' && wanted !== 'median') {
    throw new TypeError(`\`${spread.style}\` is drawn around a mean or a median, got \`aggregate: '${wanted}'\`.`)
  }
  const dims = over === undefined || Array.isArray(over) ? (over as readonly string[] | undefined) : [over as string]
  return { ...rest, aggregate: wanted, over: dims, spread, log: new Set(log ?? ''), scheme }
}

function unknownOption(name: string): TypeError {
  const nearest = nearestName(name, OPTIONS)
  const remedy = nearest === undefined ? `There are ${OPTIONS.join(', ')}.` : `Did you mean \`${nearest}\`?`
  return new TypeError(`Unknown option \`${name}\` of \`plot\`. ${remedy}`)
}

function checkText(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'string') return
  throw new TypeError(`Expected \`${name}\` to be a text, got \`${String(value)}\` (${typeof value}).`)
}

function checkOneOf(name: string, value: unknown, known: readonly string[]): void {
  if (value === undefined || known.includes(value as string)) return
  const nearest = typeof value === 'string' ? nearestName(value, known) : undefined
  const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`
  const list = known.map((each) => `\`${each}\``).join(', ')
  throw new TypeError(`Expected \`${name}\` to be one of ${list}, got \`${String(value)}\`.${hint}`)
}

function checkNumber(name: string, value: unknown, { from, to }: { readonly from: number; readonly to: number }): void {
  if (value === undefined || (typeof value === 'number' && value >= from && value <= to)) return
  throw new TypeError(
    `Expected \`${name}\` to be a number from ${from} to ${to}, got \`${String(value)}\` (${typeof value}).`,
  )
}

function checkLimits({ limits = {}, log }: PlotOptions): void {
  for (const [axis, ends] of Object.entries(limits)) {
    checkOneOf('limits', axis, ['x', 'y', 'z'])
    const [low, high] = ends ?? []
    const areEnds = ends?.length === 2 && [low, high].every((end) => end === null || Number.isFinite(end))
    if (!areEnds || (low != null && high != null && low >= high)) {
      throw new TypeError(
        `Expected \`limits.${axis}\` to be [least, greatest], either may be null, got \`${JSON.stringify(ends)}\`.`,
      )
    }
    if (log?.includes(axis) && [low, high].some((end) => end != null && end <= 0)) {
      throw new TypeError(`Expected \`limits.${axis}\` of a log axis to be above 0, got \`${JSON.stringify(ends)}\`.`)
    }
  }
}

function checkLabels({ labels = {} }: PlotOptions): void {
  for (const [name, label] of Object.entries(labels)) {
    checkOneOf('labels', name, NAMES)
    checkText(`labels.${name}`, label)
  }
}

function resolveSpread(band: Spread | undefined, bars: Spread | undefined): ResolvedSpread | undefined {
  if (band !== undefined && bars !== undefined) {
    throw new TypeError('`band` and `bars` both draw the spread of the same values.\nGive one of them.')
  }
  const style = band === undefined ? 'bars' : 'band'
  const given = band ?? bars
  return given === undefined ? undefined : { style, measure: resolveMeasure(style, given) }
}

function resolveMeasure(name: string, given: Spread): ResolvedSpread['measure'] {
  if (given === 'std' || given === 'stderr') return given
  if (given === 'quartiles') return [0.25, 0.75]
  const ends = typeof given === 'string' ? given.split(',').map(Number) : given
  const [low, high] = Array.isArray(ends) ? ends : []
  if (ends.length === 2 && low !== undefined && high !== undefined && low >= 0 && low < high && high <= 1) {
    return [low, high]
  }
  const nearest = typeof given === 'string' ? nearestName(given, SPREADS) : undefined
  const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`
  const list = SPREADS.map((each) => `\`${each}\``).join(', ')
  const got = typeof given === 'string' ? given : JSON.stringify(given)
  throw new TypeError(
    `Expected \`${name}\` to be ${list} or two quantiles from 0 to 1, as in \`[0.1, 0.9]\` or \`0.1,0.9\`, got \`${got}\`.${hint}`,
  )
}

function impliedAggregate(over: unknown, spread: ResolvedSpread | undefined): Aggregate | undefined {
  if (spread !== undefined) return Array.isArray(spread.measure) ? 'median' : 'mean'
  return over === undefined ? undefined : 'mean'
}
