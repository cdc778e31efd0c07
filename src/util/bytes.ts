const UNIT_NAMES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
}

/** A number of bytes for people, three digits, powers of 1000: `812 B`, `4.20 kB`, `1.50 GB`. */
export function renderBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return `${bytes} B`
  if (bytes < 0) return `-${renderBytes(-bytes)}`
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNIT_NAMES.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${value.toFixed(digits)} ${UNIT_NAMES[unit]}`
}

/**
 * Reads a number of bytes: `'4 GB'` is 4 · 1000³, `'4 GiB'` is 4 · 1024³, and a bare letter means what schedulers mean by
 * it (`'4G'` is 4 GiB). A number without a unit is bytes.
 */
export function parseBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim())
  const factor = FACTORS[(match?.[2] ?? '').toLowerCase()]
  if (match === null || factor === undefined) {
    throw new TypeError(`Expected a size such as \`4GB\`, \`512 MiB\` or \`2G\`, got \`${text}\`.`)
  }
  return Math.round(Number(match[1]) * factor)
}
