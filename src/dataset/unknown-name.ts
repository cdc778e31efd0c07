import { nearestName, printValue } from '../util/index.ts'

/** A `TypeError` for a name that does not exist: names the nearest one, or lists all when none is near. */
export function unknownName(what: string, name: unknown, known: readonly string[]): TypeError {
  const text = typeof name === 'string' ? name : printValue(name)
  const nearest = typeof name === 'string' ? nearestName(name, known) : undefined
  if (nearest !== undefined) return new TypeError(`Unknown ${what} \`${text}\`. Did you mean \`${nearest}\`?`)
  const named = known.filter((each) => each !== '')
  const list = named.length === 0 ? 'There is none' : `There are ${named.map((each) => `\`${each}\``).join(', ')}`
  return new TypeError(`Unknown ${what} \`${text}\`. ${list}.`)
}
