import type { ResolvedOptions } from '../resolve-options.ts'
import { discretize, type Field, levelsOf } from '../table/field.ts'
import type { Json } from './json.ts'
import { extentOf, linearGuide, logDomain, logGuide } from './scales.ts'
import { HUES } from './theme.ts'

/** More values than this, of numbers, get a continuous scale. */
const MOST_STEPS = 8
const DIVERGING = ['blueorange', 'purplegreen']

/** Numbers of few distinct values become steps of a scale. */
export function settleColor(field: Field): Field {
  return field.kind !== 'category' && levelsOf(field.values).length <= MOST_STEPS ? discretize(field) : field
}

/** Encoding of a colour: hues for names, steps or a gradient for numbers. */
export function colorOf(field: Field, options: ResolvedOptions, height: number): Json {
  if (field.kind !== 'category') return gradientOf(field, 'color', { options, height, isLine: true })
  const { categories, title } = field
  return {
    field: 'color',
    type: 'nominal',
    sort: null,
    title,
    scale: { domain: categories, ...stepsOf(field, options) },
    legend: { title, symbolOpacity: 1, symbolSize: 60 },
  }
}

/** Encoding of a continuous colour. The lightest tenth is left out for lines and points, which would vanish on white. */
export function gradientOf(
  field: Field,
  member: string,
  { options, height, isLine }: { readonly options: ResolvedOptions; readonly height: number; readonly isLine: boolean },
): Json {
  const isLog = options.log.has('z')
  const isDate = field.kind === 'date'
  const extent = extentOf(field.values) ?? [isLog ? 1 : 0, isLog ? 10 : 1]
  const [least, greatest] = options.limits?.z ?? [null, null]
  const domain = isLog ? logDomain(extent, [least, greatest], 0) : widened(least ?? extent[0], greatest ?? extent[1])
  const isDiverging = DIVERGING.includes(options.scheme) && domain[0] < 0 && domain[1] > 0
  const far = Math.max(Math.abs(domain[0]), Math.abs(domain[1]))
  const scheme =
    isLine && !DIVERGING.includes(options.scheme)
      ? { name: options.scheme, extent: darkPart(options) }
      : { name: options.scheme }
  const scale = {
    type: isLog ? 'log' : 'linear',
    scheme,
    domain: isDiverging ? [-far, far] : domain,
    nice: false,
    zero: false,
    clamp: true,
  }
  const guide = isDate
    ? { labelExpr: "utcFormat(datum.value, '%Y-%m-%d')" }
    : isLog
      ? logGuide(domain)
      : { ...linearGuide(domain), tickCount: 5 }
  return {
    field: member,
    type: 'quantitative',
    title: field.title,
    scale,
    legend: {
      title: field.title,
      type: 'gradient',
      gradientLength: Math.min(height, 220),
      gradientThickness: 14,
      ...guide,
    },
  }
}

function stepsOf({ categories, isOrdered }: Field, options: ResolvedOptions): Json {
  const count = categories.length
  if (isOrdered && count > 1) return { scheme: { name: options.scheme, extent: darkPart(options), count } }
  if (count <= HUES.length) return { range: HUES.slice(0, count) }
  return count <= 20 ? { scheme: 'tableau20' } : { scheme: { name: options.scheme, extent: darkPart(options), count } }
}

/** The part of a scheme that stands out on white. */
function darkPart({ scheme }: ResolvedOptions): readonly [number, number] {
  if (DIVERGING.includes(scheme)) return [0, 1]
  return scheme === 'greys' || scheme === 'blues' ? [0.35, 1] : [0, 0.87]
}

/** Equal ends make no scale. */
function widened(low: number, high: number): readonly [number, number] {
  if (low < high) return [low, high]
  const half = Math.abs(low) / 10 || 0.5
  return [low - half, low + half]
}
