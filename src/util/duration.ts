const MS_PER_SECOND = 1000
const MS_PER_MINUTE = 60 * MS_PER_SECOND
const MS_PER_HOUR = 60 * MS_PER_MINUTE
const MS_PER_DAY = 24 * MS_PER_HOUR

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: MS_PER_SECOND,
  sec: MS_PER_SECOND,
  second: MS_PER_SECOND,
  seconds: MS_PER_SECOND,
  m: MS_PER_MINUTE,
  min: MS_PER_MINUTE,
  minute: MS_PER_MINUTE,
  minutes: MS_PER_MINUTE,
  h: MS_PER_HOUR,
  hour: MS_PER_HOUR,
  hours: MS_PER_HOUR,
  d: MS_PER_DAY,
  day: MS_PER_DAY,
  days: MS_PER_DAY,
}

/** A duration for people, two units at most: `350ms`, `8s`, `2m 05s`, `1h 02m`, `3d 04h`. */
export function renderDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return Number.isNaN(durationMs) ? '?' : 'forever'
  if (durationMs < 0) return `-${renderDuration(-durationMs)}`
  if (durationMs < 999.5) return `${Math.round(durationMs)}ms`
  const seconds = Math.round(durationMs / MS_PER_SECOND)
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${twoDigits(seconds % 60)}s`
  const minutes = Math.round(durationMs / MS_PER_MINUTE)
  if (minutes < 1440) return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`
  const hours = Math.round(durationMs / MS_PER_HOUR)
  return `${Math.floor(hours / 24)}d ${twoDigits(hours % 24)}h`
}

/**
 * Reads a duration in milliseconds from `'90s'`, `'1h 30m'`, `'1.5 h'`, `'250ms'`, or from clock notation as
 * schedulers write it: `'90:00'` (minutes and seconds), `'1:30:00'`, `'2-12:00:00'` (days).
 */
export function parseDuration(text: string): number {
  const durationMs = parseClock(text.trim()) ?? parseUnits(text.trim())
  if (durationMs === undefined) {
    throw new TypeError(`Expected a duration such as \`90s\`, \`1h 30m\` or \`1:30:00\`, got \`${text}\`.`)
  }
  return durationMs
}

function parseClock(text: string): number | undefined {
  const match = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)$/.exec(text)
  if (match === null) return undefined
  const [, days, hours, minutes, seconds] = match
  if (days !== undefined && hours === undefined) return undefined
  if (Number(seconds) >= 60 || (hours !== undefined && Number(minutes) >= 60)) return undefined
  return (
    Number(days ?? 0) * MS_PER_DAY +
    Number(hours ?? 0) * MS_PER_HOUR +
    Number(minutes) * MS_PER_MINUTE +
    Number(seconds) * MS_PER_SECOND
  )
}

function parseUnits(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/i.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    const unitMs = UNITS[(unit ?? '').toLowerCase()]
    if (unitMs === undefined) return undefined
    total += Number(amount) * unitMs
  }
  return total
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
