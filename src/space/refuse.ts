import { nearestName, printValue } from '../util/index.ts'
import type { Space } from './space.ts'

type Values = Readonly<Record<string, unknown>>

/** Refuses what cannot be the name of a parameter. */
export function refuseName(name: string, where: string): void {
  if (name === '') throw new TypeError(`Expected the names in \`${where}\` to be texts that are not empty, got \`""\`.`)
  if (name === '__proto__') {
    throw new TypeError(
      `Expected the names in \`${where}\` to be names of parameters, got \`__proto__\`, which no object can safely hold.\nUse another name.`,
    )
  }
}

/** Refuses names that are no texts: an object lists them separately, so they would be dropped in silence. */
export function refuseSymbols(values: object, where: string): void {
  for (const name of Object.getOwnPropertySymbols(values)) {
    throw new TypeError(`Expected the names in \`${where}\` to be texts, got \`${printValue(name)}\` (symbol).`)
  }
}

/**
 * Refuses a name that a space gives values to and that is also given as one value, as a constant or unrecorded, and a name
 * that is both of these.
 */
export function refuseClashes(
  space: Space,
  { constants = {}, unrecorded = {} }: { readonly constants?: Values; readonly unrecorded?: Values },
): void {
  const axes = new Set(space.axes.map(({ name }) => name))
  for (const [where, values] of Object.entries({ constants, unrecorded })) {
    refuseSymbols(values, where)
    for (const name of Object.keys(values)) {
      refuseName(name, where)
      if (axes.has(name)) throw clash(name, { first: 'an axis', second: where })
      if (space.cases?.names.includes(name)) throw clash(name, { first: 'in `cases`', second: where })
    }
  }
  for (const name of Object.keys(unrecorded)) {
    if (Object.hasOwn(constants, name)) throw clash(name, { first: 'in `constants`', second: 'unrecorded' })
  }
}

/** Refuses names that a command has no place for, where it does not take any, and places that have no value. */
export function refuseWrongPlaceholders(
  names: readonly string[],
  { placeholders, takesAny }: { readonly placeholders: readonly string[]; readonly takesAny: boolean },
): void {
  const list = placeholders.map((name) => `\`{${name}}\``).join(', ')
  const has = placeholders.length === 0 ? 'It has no placeholders.' : `It has ${list}.`
  const missing = placeholders.find((name) => !names.includes(name))
  const unknown = takesAny ? undefined : names.find((name) => !placeholders.includes(name))
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, placeholders)
    const remedy =
      nearest === undefined
        ? `${has} If \`${unknown}\` only repeats the points, put it into the environment: \`env: { REPEAT: '{${unknown}}' }\`.`
        : `Did you mean \`${nearest}\`? ${has}`
    throw new TypeError(`The command has no placeholder \`{${unknown}}\`.\n${remedy}`)
  }
  if (missing === undefined) return
  throw new TypeError(
    `The command has the placeholder \`{${missing}}\`, and \`${missing}\` is given no value.\nMake it an axis, or give it in \`constants\`; write \`{{${missing}}}\` for braces that are meant as such.`,
  )
}

/** Refuses a name that the function does not take, where its parameters are known. */
export function refuseUnknownParameters(names: readonly string[], parameters: readonly string[] | undefined): void {
  if (parameters === undefined) return
  for (const name of names) {
    if (parameters.includes(name)) continue
    const nearest = nearestName(name, parameters)
    const list = parameters.map((parameter) => `\`${parameter}\``).join(', ')
    const takes = parameters.length === 0 ? 'It takes no parameters.' : `It takes ${list}.`
    const pattern = `({ ${[...parameters, `${name}: _`].join(', ')} })`
    const remedy =
      nearest === undefined
        ? `${takes} If \`${name}\` only repeats the points, name it too: \`${pattern}\`.`
        : `Did you mean \`${nearest}\`? ${takes}`
    throw new TypeError(`The function takes no parameter \`${name}\`.\n${remedy}`)
  }
}

/** What is wrong where two places give values to one name. */
export function clash(name: string, { first, second }: { readonly first: string; readonly second: string }): TypeError {
  return new TypeError(`\`${name}\` is ${first} and also in \`${second}\`.\nGive its values in one of them.`)
}
