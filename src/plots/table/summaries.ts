import type { Aggregate } from '../options.ts'
import type { ResolvedSpread } from '../resolve-options.ts'

/** What values along aggregated dims become. */
export interface Summary {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** One value of many, with its spread; NaN where there is nothing to say. Sorts `values` in place. */
export function summarize(
  values: Float64Array,
  aggregate: Aggregate,
  measure: ResolvedSpread['measure'] | undefined,
): Summary {
  if (measure === undefined) return { value: aggregates[aggregate](values), low: Number.NaN, high: Number.NaN }
  const value = aggregates[aggregate](values)
  if (measure === 'std' || measure === 'stderr') {
    // Of a sample: one value alone says nothing about its spread.
    const deviation = Math.sqrt(variance(values, 1))
    const away = measure === 'std' ? deviation : deviation / Math.sqrt(values.length)
    return { value, low: value - away, high: value + away }
  }
  return { value, low: quantile(values, measure[0]), high: quantile(values, measure[1]) }
}

const aggregates: Readonly<Record<Aggregate, (values: Float64Array) => number>> = {
  mean,
  median: (values) => quantile(values, 0.5),
  min: (values) => values.reduce((least, value) => Math.min(least, value), values[0] ?? Number.NaN),
  max: (values) => values.reduce((most, value) => Math.max(most, value), values[0] ?? Number.NaN),
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  std: (values) => Math.sqrt(variance(values, 0)),
  count: (values) => values.length,
}

function mean(values: Float64Array): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length
}

function variance(values: Float64Array, ddof: number): number {
  if (values.length <= ddof) return Number.NaN
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - ddof)
}

/** Between neighbours in proportion, as numpy does by default. */
function quantile(values: Float64Array, q: number): number {
  values.sort()
  const place = q * (values.length - 1)
  const below = values[Math.floor(place)] ?? Number.NaN
  const above = values[Math.ceil(place)] ?? Number.NaN
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}
