const FIRST = /^[A-Za-z0-9_\u0080-\u{10FFFF}]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the format refuses
const FORBIDDEN = /[\u0000-\u001F\u007F/]/

/** Why NetCDF refuses a name of a variable, dim or attribute; `undefined` when it takes it. */
export function whyRefused(name: string): string | undefined {
  if (name === '') return 'is empty'
  if (name.includes('/')) return 'holds a slash'
  if (FORBIDDEN.test(name)) return 'holds a control character'
  if (!FIRST.test(name)) return 'does not begin with a letter, a digit or an underscore'
  if (name.endsWith(' ')) return 'ends with a space'
  if (new TextEncoder().encode(name).length > 255) return 'is longer than 255 bytes'
  return undefined
}

/** Throws `TypeError` when NetCDF refuses a name; `what` says what it names. */
export function checkName(what: string, name: string): void {
  const why = whyRefused(name)
  if (why === undefined) return
  throw new TypeError(`${what} ${JSON.stringify(name)} ${why}, which NetCDF refuses: give it another name.`)
}
