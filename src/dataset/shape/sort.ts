import { isMissingAt } from '../element/copy.ts'
import { keysOf } from '../join/keys.ts'
import { checkOptions, wrongArgument } from '../refuse.ts'
import { type Indexers, indexerOf } from '../select/indexer.ts'
import type { Variable } from '../variable.ts'

/** How to sort. */
export interface SortOptions {
  /**
   * Least first; with `false` greatest first. Equal elements keep their order, and missing ones come last, both ways.
   *
   * @default true
   */
  readonly ascending?: boolean
}

/** The positions along each dim in the order of the variables over it, the first variable weighing most. */
export function planSort(by: ReadonlyMap<string, Variable>, options: SortOptions): Indexers {
  checkOptions('sortBy', options)
  const { ascending = true } = options
  if (typeof ascending !== 'boolean') throw wrongArgument('`ascending` to be true or false', ascending)
  const dims = new Map<string, Column[]>()
  for (const [name, variable] of by) {
    const [dim] = variable.dims
    if (dim === undefined || variable.dims.length > 1) {
      throw new TypeError(`Expected \`${name}\` to lie over one dim to sort by it, it has ${variable.dims.length}.`)
    }
    const columns = dims.get(dim) ?? []
    dims.set(dim, [...columns, columnOf(variable)])
  }
  return new Map([...dims].map(([dim, columns]) => [dim, indexerOf(orderBy(columns, ascending ? 1 : -1))]))
}

interface Column {
  readonly keys: Float64Array
  readonly isMissing: (i: number) => boolean
}

function columnOf(variable: Variable): Column {
  const elements = { dtype: variable.dtype, values: variable.values, missing: variable.missing }
  const [keys = new Float64Array(0)] = keysOf([[variable]])
  return { keys, isMissing: (i) => isMissingAt(elements, i) }
}

function orderBy(columns: readonly Column[], sign: number): readonly number[] {
  const length = columns[0]?.keys.length ?? 0
  return Array.from({ length }, (_, i) => i).sort((i, j) => {
    for (const { keys, isMissing } of columns) {
      const [a, b] = [isMissing(i), isMissing(j)]
      if (a !== b) return a ? 1 : -1
      const difference = (keys[i] as number) - (keys[j] as number)
      if (!a && difference !== 0 && !Number.isNaN(difference)) return sign * difference
    }
    return i - j
  })
}
