import { powerOfTen } from '../table/labels.ts'
import type { Json } from './json.ts'
import { logTicks } from './log-ticks.ts'

/** Least and greatest of what is not missing; `undefined` where everything is. */
export function extentOf(...columns: readonly (Float64Array | undefined)[]): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const values of columns) {
    for (const value of values ?? []) {
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return low <= high ? [low, high] : undefined
}

/** Ends of a log axis: room of 4 % beyond the values, a factor of two around a single one. */
export function logDomain(
  extent: readonly [number, number],
  [least, greatest]: readonly [number | null, number | null] = [null, null],
  room = 0.04,
): readonly [number, number] {
  const [low, high] = extent
  const factor = low === high && room > 0 ? 2 : (high / low) ** room
  return [least ?? Number((low / factor).toPrecision(6)), greatest ?? Number((high * factor).toPrecision(6))]
}

/** Ticks of a log axis: all get a mark, those with a label a longer one and a line across the figure. */
export function logAxis(domain: readonly [number, number]): Json {
  const guide = logGuide(domain)
  const { labels } = logTicks(...domain)
  const test = `(${JSON.stringify(Object.fromEntries(labels))})[datum.value]`
  const ifLabelled = (value: number, otherwise: number): Json => ({ condition: { test, value }, value: otherwise })
  return { ...guide, labelOverlap: false, gridOpacity: ifLabelled(1, 0), tickSize: ifLabelled(5, 3) }
}

/** Ticks of a log colour scale. */
export function logGuide([low, high]: readonly [number, number]): Json {
  const { values, labels } = logTicks(low, high)
  const table = JSON.stringify(Object.fromEntries(labels))
  return { values, labelExpr: `(${table})[datum.value] || ''` }
}

const DAY = 86_400_000

/** Labels of an axis of time, and what they leave out because it is the same for all. Years are labelled as Vega does. */
export function timeGuide([first, last]: readonly [number, number]): { readonly guide: Json; readonly common: string } {
  const span = last - first
  const [from, to] = [first, last].map((time) => new Date(time).toISOString())
  const sameOf = (length: number): string =>
    from?.slice(0, length) === to?.slice(0, length) ? (from ?? '').slice(0, length) : ''
  if (span >= 120 * DAY) return { guide: {}, common: '' }
  if (span >= 3 * DAY) return { guide: { format: '%b %d' }, common: sameOf(4) }
  if (span >= DAY / 24)
    return { guide: { format: sameOf(10) === '' ? '%b %d %H:%M' : '%H:%M' }, common: sameOf(10) || sameOf(4) }
  return { guide: { format: span >= 10_000 ? '%H:%M:%S' : '%H:%M:%S.%L' }, common: sameOf(10) }
}

/** Labels of a linear axis: powers of ten for large and small numbers, otherwise as few digits as the steps need. */
export function linearGuide([low, high]: readonly [number, number]): Json {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (size === 0 || (size >= 1e-3 && size < 1e6) || (high - low) / size < 1e-3) {
    return { format: size >= 1e4 ? ',f' : 'f' }
  }
  const exponent = Math.floor(Math.log10(size))
  const label = `replace(format(datum.value / 1e${exponent}, '.6~g'), 'e', '×10^') + '×${powerOfTen(exponent)}'`
  return { labelExpr: `datum.value === 0 ? '0' : ${label}` }
}
