import { nearestName } from '../util/index.ts'
import type { Space } from './space.ts'

type Values = Readonly<Record<string, unknown>>

/** Refuses a name that is an axis or in the cases and also given as one value, or given twice. */
export function refuseClashes(space: Space, { constants = {}, unrecorded = {} }: { constants?: Values; unrecorded?: Values }): void {
  const refuse = (name: string, where: string, other: string): never => {
    throw new TypeError(`\`${name}\` is ${where} and also in \`${other}\`; give its value in one of them.`)
  }
  for (const name of Object.keys(constants)) {
    if (space.axes.some((axis) => axis.name === name)) refuse(name, 'an axis', 'constants')
    if (space.cases?.names.includes(name)) refuse(name, 'in `cases`', 'constants')
    if (name in unrecorded) refuse(name, 'in `constants`', 'unrecorded')
  }
  for (const name of Object.keys(unrecorded)) {
    if (space.axes.some((axis) => axis.name === name)) refuse(name, 'an axis', 'unrecorded')
    if (space.cases?.names.includes(name)) refuse(name, 'in `cases`', 'unrecorded')
  }
}

/** Refuses a name that the function does not take, where its parameters are known. */
export function refuseUnknownParameters(names: readonly string[], parameters: readonly string[] | undefined): void {
  if (parameters === undefined) return
  for (const name of names) {
    if (parameters.includes(name)) continue
    const near = nearestName(name, parameters)
    const hint = near === undefined ? `It takes ${parameters.map((item) => `\`${item}\``).join(', ') || 'none'}.` : `Did you mean \`${near}\`?`
    throw new TypeError(`The function has no parameter \`${name}\`.\n${hint}`)
  }
}
