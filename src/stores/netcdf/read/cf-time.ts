/** How numbers become dates. */
export interface TimeScale {
  /** Milliseconds of one unit. */
  readonly unitMs: number
  /** Milliseconds since 1970 at zero. */
  readonly originMs: number
}

const units: readonly (readonly [pattern: RegExp, ms: number])[] = [
  [/^(days?|d)$/i, 86_400_000],
  [/^(hours?|hrs?|h)$/i, 3_600_000],
  [/^(minutes?|mins?)$/i, 60_000],
  [/^(seconds?|secs?|s)$/i, 1000],
  [/^(milliseconds?|millisecs?|msecs?|ms)$/i, 1],
  [/^(microseconds?|microsecs?|us)$/i, 1e-3],
  [/^(nanoseconds?|nanosecs?|ns)$/i, 1e-6],
]
const SINCE = /^\s*(\w+)\s+since\s+(.+?)\s*$/i
const DATE =
  /^([+-]?\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i
/** First day of the Gregorian calendar: before it, the standard calendar is the Julian one. */
const GREGORIAN_MS = Date.UTC(1582, 9, 15)

/** True for units of a point in time, whether they can be converted or not. */
export function isTime(unitsText: unknown): unitsText is string {
  return typeof unitsText === 'string' && SINCE.test(unitsText)
}

/** Reads CF units and calendar; a text says why they are not converted. */
export function parseTimeScale(unitsText: string, calendar: string = 'standard'): TimeScale | string {
  const [, unit = '', origin = ''] = SINCE.exec(unitsText) ?? []
  const unitMs = units.find(([pattern]) => pattern.test(unit))?.[1]
  if (unitMs === undefined) return `unit \`${unit}\` has no fixed length, so these are numbers, not dates`
  const kind = calendar.toLowerCase()
  if (!['standard', 'gregorian', 'proleptic_gregorian'].includes(kind)) {
    return `calendar \`${calendar}\` has no dates here, so these are numbers`
  }
  const originMs = parseDate(origin)
  if (originMs === undefined) return `\`${origin}\` was not understood as a date, so these are numbers`
  if (kind !== 'proleptic_gregorian' && originMs < GREGORIAN_MS) {
    return `calendar \`${calendar}\` is the Julian one at ${origin}, so these are numbers`
  }
  return { unitMs, originMs }
}

function parseDate(text: string): number | undefined {
  const match = DATE.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  return date.getTime() + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000 - zoneMs(zone)
}

function zoneMs(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3_600_000 + Number(minutes) * 60_000)
}
