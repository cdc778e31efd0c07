import { nearestName } from '../util/index.ts'

/** A `TypeError` for a name that does not exist: names the nearest one, or lists all when none is near. */
export function unknownName(what: string, name: string, known: readonly string[]): TypeError {
  const nearest = nearestName(name, known)
  if (nearest !== undefined) return new TypeError(`Unknown ${what} \`${name}\`. Did you mean \`${nearest}\`?`)
  const list = known.length === 0 ? 'There is none' : `There are ${known.map((each) => `\`${each}\``).join(', ')}`
  return new TypeError(`Unknown ${what} \`${name}\`. ${list}.`)
}
