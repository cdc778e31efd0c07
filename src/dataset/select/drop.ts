import type { DatasetParts, Variables } from '../parts.ts'
import { checkOptions, wrongArgument } from '../refuse.ts'
import { coordKeys, keyOf } from './coord-keys.ts'
import { countOf, type Indexer, type Indexers, indexerOf, positionOf } from './indexer.ts'
import { isList } from './isel.ts'
import { resolveSelection } from './sel.ts'

/** How to leave labels out. */
export interface DropOptions {
  /**
   * What becomes of values that are no labels: `'raise'` refuses them, `'ignore'` leaves them aside.
   *
   * @default 'raise'
   */
  readonly errors?: 'raise' | 'ignore'
}

/** Everything that a selection does not take, dim by dim. */
export function resolveRest(
  selection: Readonly<Record<string, unknown>>,
  { coords, sizes }: Pick<DatasetParts, 'coords' | 'sizes'>,
  options: DropOptions = {},
): Indexers {
  checkOptions('dropSel', options)
  const { errors = 'raise' } = options
  if (errors !== 'raise' && errors !== 'ignore') {
    throw wrongArgument("`errors` to be 'raise' or 'ignore'", errors)
  }
  const taken = resolveSelection(errors === 'raise' ? selection : existing(selection, coords), coords, sizes)
  return new Map([...taken].map(([dim, indexer]) => [dim, restOf(indexer, sizes[dim] ?? 0)]))
}

/** The selection without values that are no labels. */
function existing(selection: Readonly<Record<string, unknown>>, coords: Variables): Readonly<Record<string, unknown>> {
  const entries = Object.entries(selection).map(([name, selector]) => {
    const coord = Object.hasOwn(coords, name) ? coords[name] : undefined
    if (coord === undefined) return [name, selector]
    const keys = coordKeys(coord)
    const isLabel = (value: unknown): boolean => keys.positions(keyOf(value, keys.kind)).length > 0
    if (isList(selector)) return [name, isLabel(selector) ? selector : [...selector].filter(isLabel)]
    const isOne = typeof selector !== 'object' || selector instanceof Date || keys.kind === 'json'
    return [name, isOne && !isLabel(selector) ? [] : selector]
  })
  return Object.fromEntries(entries)
}

function restOf(indexer: Indexer, length: number): Indexer {
  const taken = new Uint8Array(length)
  for (let i = 0; i < countOf(indexer); i++) taken[positionOf(indexer, i)] = 1
  const rest: number[] = []
  for (let i = 0; i < length; i++) if (taken[i] === 0) rest.push(i)
  return indexerOf(rest)
}
