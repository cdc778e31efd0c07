import { isPlainObject } from '../../util/index.ts'
import type { DatasetParts, Variables } from '../parts.ts'
import { listOfNames, wrongArgument } from '../refuse.ts'
import type { ListOf } from '../select/isel.ts'
import type { Variable } from '../variable.ts'
import { variableOf } from '../variable-of.ts'
import { rearrange } from './rearrange.ts'

/** New dims: names, or names with their labels or lengths. */
export type NewDims = string | readonly string[] | Readonly<Record<string, ListOf<unknown> | number>>

/** What `expandDims` does: the lengths and labels of the new dims, and what becomes of each variable. */
export interface Expansion {
  readonly sizes: Readonly<Record<string, number>>
  readonly coords: Variables
  readonly expand: (variable: Variable) => Variable
}

/** Resolves new dims. A single value of the name becomes the label of its dim. */
export function planExpansion(asked: NewDims, known: DatasetParts): Expansion {
  const sizes: Record<string, number> = {}
  const labels: Record<string, Variable> = {}
  for (const [dim, given] of entriesOf(asked)) {
    refuseTaken(dim, known)
    if (typeof given === 'number') sizes[dim] = resolveLength(dim, given)
    else {
      labels[dim] = variableOf(given, { dims: [dim] })
      sizes[dim] = given.length
    }
  }
  const names = Object.keys(sizes)
  const coords = Object.entries({ ...labels, ...known.coords }).map(([name, coord]) => {
    if (!names.includes(name)) return [name, coord] as const
    return [name, labels[name] ?? rearrange(coord, [name], sizes)] as const
  })
  return {
    sizes,
    coords: Object.fromEntries(coords),
    expand: (variable) => rearrange(variable, [...names, ...variable.dims], sizes),
  }
}

function entriesOf(asked: NewDims): readonly (readonly [string, ListOf<unknown> | number])[] {
  if (typeof asked === 'string' || Array.isArray(asked)) {
    return listOfNames('the new dims', asked).map((dim) => [dim, 1] as const)
  }
  if (isPlainObject(asked)) return Object.entries(asked)
  throw wrongArgument('the new dims to be a name, a list of names, or names with labels', asked)
}

function refuseTaken(dim: string, known: DatasetParts): void {
  if (Object.hasOwn(known.sizes, dim)) throw new TypeError(`\`${dim}\` is a dim already.`)
  const isVariable = Object.hasOwn(known.vars, dim)
  const over = Object.hasOwn(known.coords, dim) ? (known.coords[dim]?.dims ?? []) : []
  if (!isVariable && over.length === 0) return
  const what = isVariable ? 'a variable' : `a coordinate over ${over.join(', ')}`
  throw new TypeError(`\`${dim}\` cannot become a dim: it is ${what}. Rename it first.`)
}

function resolveLength(dim: string, length: number): number {
  if (Number.isSafeInteger(length) && length >= 0) return length
  throw wrongArgument(`the length of \`${dim}\` to be a whole number from 0 up`, length)
}
