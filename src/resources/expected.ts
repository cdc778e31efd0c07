/** Refuses what is no plain bag of names. */
export function refuseNonObject(given: unknown, name: string): asserts given is object {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return
  throw expected(name, 'an object', given)
}

/** A `TypeError` that names the key, what it may be and what it is. */
export function expected(name: string, what: string, given: unknown): TypeError {
  const printed = typeof given === 'string' ? `'${given}'` : Array.isArray(given) ? '[…]' : String(given)
  return new TypeError(`Expected \`${name}\` to be ${what}, got \`${printed}\` (${kindOf(given)}).`)
}

/** What a value is, in one word or two, without printing it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string' && value.includes('\0')) return 'a text with a zero byte'
  return Array.isArray(value) ? 'array' : typeof value
}
