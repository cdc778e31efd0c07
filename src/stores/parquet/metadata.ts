import { type Attrs, type Dataset, type DType, isBig, type Table } from '../../dataset/index.ts'
import type { Failure } from '../../errors/index.ts'
import { parsePlain, renderPlain } from '../plain-json.ts'

/** Key of ours in the metadata of a Parquet file. */
const KEY = 'windrow'
const VERSION = 1

/** What Parquet has no word for. */
export interface TableNotes {
  readonly attrs: Attrs
  /** Attributes of columns that have any. */
  readonly columnAttrs: Readonly<Record<string, Attrs>>
  /** Kinds that a column's type in the file does not tell: bigints, and complex numbers, which are two columns. */
  readonly columnKinds: Readonly<Record<string, DType>>
  /** What a dataset is beside its table; absent for a plain table. */
  readonly dataset?: DatasetNotes
}

/** How rows that lie in the order of the product of the dims become arrays again. */
export interface DatasetNotes {
  readonly sizes: Readonly<Record<string, number>>
  /** Dims of each coordinate. */
  readonly coords: Readonly<Record<string, readonly string[]>>
  /** Dims of each variable. */
  readonly vars: Readonly<Record<string, readonly string[]>>
  readonly failures: readonly Failure[]
}

/** What is noted of a table. */
export function notesOf({ columns, attrs }: Table, dataset?: DatasetNotes): TableNotes {
  const entries = Object.entries(columns).map(([name, column]) => [name, column.attrs] as const)
  const kinds = Object.entries(columns).map(([name, { dtype }]) => [name, dtype] as const)
  return {
    attrs,
    columnAttrs: Object.fromEntries(entries.filter(([, own]) => Object.keys(own).length > 0)),
    columnKinds: Object.fromEntries(kinds.filter(([, dtype]) => isBig(dtype) || dtype === 'complex128')),
    ...(dataset === undefined ? {} : { dataset }),
  }
}

/** What is noted of a dataset; `undefined` where its table does not hold all of it, because a dim has no length. */
export function datasetNotes({ sizes, coords, vars, failures }: Dataset): DatasetNotes | undefined {
  const isEmpty = Object.values(sizes).includes(0)
  const all = [...Object.values(coords), ...Object.values(vars)]
  if (isEmpty && all.some(({ shape }) => !shape.includes(0))) return undefined
  const dimsOf = (variables: Dataset['vars']): Record<string, readonly string[]> =>
    Object.fromEntries(Object.entries(variables).map(([name, { dims }]) => [name, dims]))
  return { sizes, coords: dimsOf(coords), vars: dimsOf(vars), failures }
}

/** Notes as an entry of the file's metadata. */
export function renderNotes(notes: TableNotes): { readonly key: string; readonly value: string } {
  return { key: KEY, value: renderPlain({ version: VERSION, ...notes }) }
}

/** The notes in a file's metadata; empty ones for files of other programs and of later versions. */
export function parseNotes(entries: readonly { readonly key: string; readonly value?: string }[] = []): TableNotes {
  const text = entries.find(({ key }) => key === KEY)?.value
  const notes = text === undefined ? undefined : (parsePlain(text) as (TableNotes & { version?: unknown }) | undefined)
  if (notes?.version !== VERSION) return { attrs: {}, columnAttrs: {}, columnKinds: {} }
  const { attrs, columnAttrs, columnKinds = {}, dataset } = notes
  return { attrs, columnAttrs, columnKinds, ...(dataset === undefined ? {} : { dataset }) }
}
