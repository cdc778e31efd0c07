const iso =
  /^((?:\d{4}|[+-]\d{6})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/

/** Milliseconds of an ISO 8601 date, or date and time; `undefined` for anything else. Without a zone it is UTC. */
export function parseDate(text: string): number | undefined {
  const found = iso.exec(text)
  if (found === null) return undefined
  const [, day = '', time = '00:00', seconds = '00', fraction = '', zone = 'Z'] = found
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // V8 takes the 30th of February for the 1st of March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
  const whole = Date.parse(`${day}T${time}:${seconds}${offset}`)
  return fraction === '' ? whole : whole + Number(fraction.padEnd(9, '0')) / 1e6
}

/** ISO 8601 in UTC, to the nanosecond where milliseconds do not do. */
export function renderDate(ms: number): string {
  const whole = Math.floor(ms)
  const nanoseconds = Math.round((ms - whole) * 1e6)
  const text = new Date(whole).toISOString()
  return nanoseconds === 0 ? text : `${text.slice(0, -1)}${String(nanoseconds).padStart(6, '0')}Z`
}
