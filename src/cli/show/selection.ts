import type { Dataset } from '../../dataset/index.ts'
import { nearestName } from '../../util/index.ts'
import { UsageError } from '../usage-error.ts'
import { parseNamed } from '../values/named-value.ts'
import { parseSelector } from './selector-text.ts'

/** The selection of all `--sel` options; coordinates say how their values are read. */
export function selectionOf(
  texts: readonly string[],
  { coords }: Pick<Dataset, 'coords'>,
): Readonly<Record<string, unknown>> {
  return parseNamed('--sel', texts, (text, place) => {
    const name = place.argument.slice('--sel '.length, '--sel '.length + place.at - 1)
    const coord = Object.hasOwn(coords, name) ? coords[name] : undefined
    if (coord !== undefined) return parseSelector(text, coord, place)
    const names = Object.keys(coords)
    const near = nearestName(name, names)
    throw new UsageError(
      `${place.argument}: there is no coordinate \`${name}\`.\n${near === undefined ? `There are ${names.map((each) => `\`${each}\``).join(', ')}.` : `Did you mean \`${near}\`?`}`,
    )
  })
}
