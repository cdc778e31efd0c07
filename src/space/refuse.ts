import { nearestName } from '../util/index.ts'
import { printValue } from './print-value.ts'
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

/** What is known of the arguments that a function takes. */
export interface TakenParameters {
  readonly parameters: readonly string[] | undefined
  /** Those of `parameters` without a default value. */
  readonly required: readonly string[] | undefined
  /** Number of arguments; the second one is the context. */
  readonly arity: number
}

/**
 * Refuses a name that the function does not take apart. One that only labels repetitions passes, as in
 * `({ rate }, ctx) => …` over `{ rate, repetition }`: all that the function takes has a value, and the context tells
 * the points apart.
 */
export function refuseUnknownParameters(names: readonly string[], taken: TakenParameters): void {
  const { parameters, required = [], arity } = taken
  if (parameters === undefined) return
  const unset = parameters.filter((parameter) => !names.includes(parameter))
  const unknown = names.filter((name) => !parameters.includes(name))
  const list = parameters.map((parameter) => `\`${parameter}\``).join(', ')
  const takes = parameters.length === 0 ? 'It takes no parameters' : `It takes ${list}`
  for (const name of unknown) {
    const nearest = nearestName(name, unset)
    if (nearest !== undefined)
      throw new TypeError(`The function takes no parameter \`${name}\`.\nDid you mean \`${nearest}\`? ${takes}.`)
  }
  if (unknown.length === 0) return
  if (required.some((parameter) => unset.includes(parameter)))
    throw new TypeError(`The function takes no parameter \`${unknown[0]}\`.\n${takes}.`)
  if (arity < 2)
    throw new TypeError(
      `The function takes no parameter \`${unknown[0]}\`.\n${takes}; name \`${unknown[0]}\` there too if it only tells repetitions apart.`,
    )
}

/** What is wrong where two places give values to one name. */
export function clash(name: string, { first, second }: { readonly first: string; readonly second: string }): TypeError {
  return new TypeError(`\`${name}\` is ${first} and also in \`${second}\`.\nGive its values in one of them.`)
}
