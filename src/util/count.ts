const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P'] as const

/** A count for people: exact below 10,000, then three digits with a prefix: `672`, `12.3 k`, `1.23 M`. */
export function renderCount(count: number): string {
  if (!Number.isFinite(count)) return String(count)
  if (count < 0) return `-${renderCount(-count)}`
  if (count < 10_000) return String(Number.isInteger(count) ? count : Number(count.toPrecision(3)))
  let value = count
  let prefix = 0
  while (value >= 999.5 && prefix < PREFIXES.length - 1) {
    value /= 1000
    prefix += 1
  }
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${value.toFixed(digits)} ${PREFIXES[prefix]}`
}

/** A count with its noun: `1 point`, `2 points`, `12.3 k points`. */
export function plural(count: number, singular: string, several: string = `${singular}s`): string {
  return `${renderCount(count)} ${count === 1 ? singular : several}`
}
