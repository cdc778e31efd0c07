import { wrongArgument } from '../refuse.ts'
import { unknownName } from '../unknown-name.ts'
import type { Variable } from '../variable.ts'

/** The dims to reduce over: all where none is given. */
export function resolveDims(dims: string | readonly string[] | undefined, known: readonly string[]): readonly string[] {
  if (dims === undefined) return known
  const list = typeof dims === 'string' ? [dims] : dims
  if (!Array.isArray(list)) {
    throw wrongArgument('a dim or a list of dims to reduce over', dims)
  }
  for (const dim of list) if (!known.includes(dim)) throw unknownName('dim', dim, known)
  return list
}

/** The coordinates that lie over none of the dims. */
export function withoutDims(
  coords: Readonly<Record<string, Variable>>,
  dims: readonly string[],
): Record<string, Variable> {
  return Object.fromEntries(Object.entries(coords).filter(([, coord]) => !coord.dims.some((dim) => dims.includes(dim))))
}
