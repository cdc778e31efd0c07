import type { AsyncBuffer, FileMetaData, SchemaTree } from 'hyparquet'
import { joinComplex, Table, unknownName } from '../../../dataset/index.ts'
import { isSweepError, StoreError } from '../../../errors/index.ts'
import { readFailure } from '../../store-failure.ts'
import { parseNotes, type TableNotes } from '../metadata.ts'
import { checkRows, chunkOf } from './check-sizes.ts'
import { createBuilder } from './column-builder.ts'
import { openFile } from './open-file.ts'
import { Damage } from './pages/damage.ts'
import { type ColumnPlan, planColumn } from './plan-column.ts'

/** A file as a table, and what we noted in it. */
export interface ParquetFile {
  readonly table: Table
  readonly notes: TableNotes
}

/** Reads a file one group of rows after the other. */
export async function readParquet(path: string, columns?: readonly string[]): Promise<ParquetFile> {
  const read = await readAnyhow(path, columns).catch((error: unknown) => {
    throw explain(path, error)
  })
  if (read instanceof TypeError) throw read
  return read
}

/** The file, or what is wrong with `columns`: a `TypeError` that is thrown comes from a reader that met damaged data. */
async function readAnyhow(path: string, columns: readonly string[] | undefined): Promise<ParquetFile | TypeError> {
  const file = await openFile(path)
  try {
    return await readOpened(path, file, columns)
  } finally {
    await file.close()
  }
}

async function readOpened(
  path: string,
  file: AsyncBuffer,
  columns: readonly string[] | undefined,
): Promise<ParquetFile | TypeError> {
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet')
  const metadata = await parquetMetadataAsync(file, { geoparquet: false })
  const notes = parseNotes(metadata.key_value_metadata)
  const { children } = parquetSchema(metadata)
  const names = children.map(({ element }) => element.name)
  const unknown = columns?.find((name) => !names.includes(name))
  if (unknown !== undefined) return unknownName('column in `columns`:', unknown, names)
  const plans = planColumns(path, children, { notes, columns })
  return { table: await readRows(file, withoutDecimals(metadata, plans), { plans, notes }), notes }
}

function planColumns(
  path: string,
  children: readonly SchemaTree[],
  { notes, columns }: { readonly notes: TableNotes; readonly columns: readonly string[] | undefined },
): ColumnPlan[] {
  const chosen = columns?.flatMap((name) => children.filter(({ element }) => element.name === name)) ?? children
  return chosen.map((child) => {
    const { name } = child.element
    const plan = planColumn(child, Object.hasOwn(notes.columnAttrs, name) ? notes.columnAttrs[name] : {})
    if (typeof plan !== 'string') return { ...plan, dtype: notes.columnKinds[name] ?? plan.dtype }
    throw new StoreError(
      `Cannot read column \`${name}\` of ${path}: ${plan}, which has no counterpart here.\n` +
        'Leave it out with `columns`, or convert it where it was written.',
      { path },
    )
  })
}

/** Decimals as the whole numbers that they are stored as: the reader would multiply them by an inexact power of ten. */
function withoutDecimals(metadata: FileMetaData, plans: readonly ColumnPlan[]): FileMetaData {
  const decimals = new Set(plans.filter(({ scale }) => scale !== undefined).map(({ name }) => name))
  if (decimals.size === 0) return metadata
  const schema = metadata.schema.map((element) => {
    if (!decimals.has(element.name)) return element
    const { converted_type: _, logical_type: __, ...rest } = element
    return rest
  })
  return { ...metadata, schema }
}

async function readRows(
  file: AsyncBuffer,
  metadata: FileMetaData,
  { plans, notes }: { readonly plans: readonly ColumnPlan[]; readonly notes: TableNotes },
): Promise<Table> {
  const [{ readColumn }, { parquetSchema }] = await Promise.all([import('./read-column.ts'), import('hyparquet')])
  const root = parquetSchema(metadata)
  const names = plans.map(({ name }) => name)
  checkRows(metadata, names)
  const builders = new Map(plans.map((plan) => [plan.name, createBuilder(plan, Number(metadata.num_rows))]))
  let first = 0
  for (const group of metadata.row_groups) {
    for (const leaf of root.children) {
      const builder = builders.get(leaf.element.name)
      if (builder === undefined) continue
      let at = first
      for (const piece of await readColumn(file, { meta: chunkOf(group, leaf.element.name), root, leaf })) {
        builder.put(at, piece)
        at += piece.length
      }
    }
    first += Number(group.num_rows)
  }
  const columns = [...builders].map(([name, builder]) => [name, builder.finish()] as const)
  const complex = Object.keys(notes.columnKinds).filter((name) => notes.columnKinds[name] === 'complex128')
  const attrsOf = Object.fromEntries(complex.map((name) => [name, notes.columnAttrs[name] ?? {}]))
  return new Table({ columns: joinComplex(Object.fromEntries(columns), attrsOf), attrs: notes.attrs })
}

/** What went wrong in the reader, in words that help. */
function explain(path: string, error: unknown): unknown {
  if (error instanceof Damage) return damaged(path, error)
  if (isSweepError(error) || error instanceof RangeError || !(error instanceof Error)) return readFailure(path, error)
  const fail = (why: string): StoreError => new StoreError(`Cannot open ${path}: ${why}`, { path }, { cause: error })
  const codec = /unsupported compression codec: (\w+)/.exec(error.message)?.[1]
  if (codec === 'ZSTD')
    return fail('it is compressed with Zstandard.\nUse Node 22.15 or newer, or write it with snappy.')
  if (codec !== undefined) return fail(`it is compressed with ${codec}.\nWrite it with snappy or gzip.`)
  if (/footer|PAR1|too short/i.test(error.message)) {
    return fail(
      'it is no Parquet file, or its end is missing.\nCheck that it is the right file, and copy or write it again.',
    )
  }
  if (/encoded data was not valid/.test(error.message)) {
    return fail('a column without a type holds bytes that are no UTF-8.\nLeave it out with `columns`.')
  }
  return error instanceof TypeError ? fail('its data are damaged.\nCopy or write it again.') : readFailure(path, error)
}

function damaged(path: string, error: Damage): StoreError {
  const message = `Cannot open ${path}: its data are damaged: ${error.message}.\nCopy or write it again.`
  return new StoreError(message, { path }, { cause: error })
}
