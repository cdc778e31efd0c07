import type { AsyncBuffer, ColumnMetaData, Compressors, DecodedArray, ParquetParsers, SchemaTree } from 'hyparquet'
import { readColumn as decodeColumn } from 'hyparquet/src/column.js'
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import { chunkRange } from './check-sizes.ts'
import { compressors } from './compressors.ts'
import { type BodyChecks, walkPages } from './pages/walk-pages.ts'

/** A column in a group of rows, and its place in the schema. */
export interface ColumnChunk {
  readonly meta: ColumnMetaData
  readonly root: SchemaTree
  readonly leaf: SchemaTree
}

/** Reads a column of a group of rows, piece by piece. Its pages are checked first. */
export async function readColumn(file: AsyncBuffer, { meta, root, leaf }: ColumnChunk): Promise<DecodedArray[]> {
  const buffer = await file.slice(...chunkRange(meta, file.byteLength))
  const { element } = leaf
  const isNullable = element.repetition_type !== 'REQUIRED'
  const checks = walkPages(new Uint8Array(buffer), { meta, isNullable })
  const rows = Number(meta.num_values)
  const decoder = {
    pathInSchema: meta.path_in_schema,
    type: meta.type,
    element,
    schemaPath: [root, leaf],
    codec: meta.codec,
    parsers: { ...DEFAULT_PARSERS, ...parsers },
    compressors: checked(compressors(), checks),
  }
  const all = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows }
  return decodeColumn({ view: new DataView(buffer), offset: 0 }, all, decoder).data
}

/** What decompresses, and then checks what came out. */
function checked(codecs: Compressors, checks: BodyChecks): Compressors {
  const entries = Object.entries(codecs).map(([name, unpack]) => {
    const unpackChecked: typeof unpack = (input, length) => {
      const body = unpack(input, length)
      checks.get(input.byteOffset)?.(body)
      return body
    }
    return [name, unpackChecked] as const
  })
  return Object.fromEntries(entries)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Moments as milliseconds, whatever the file's unit; JSON as its text. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value: bigint | null) => (isGap(value) ? null : Number(value)),
  timestampFromMicroseconds: (value: bigint | null) => (isGap(value) ? null : scaled(value, 1000n)),
  timestampFromNanoseconds: (value: bigint | null) => (isGap(value) ? null : scaled(value, 1_000_000n)),
  dateFromDays: (days: number | null) => (isGap(days) ? null : days * 86_400_000),
  stringFromBytes: (bytes: Uint8Array | null) => (isGap(bytes) ? null : utf8.decode(bytes)),
  jsonFromBytes: (bytes: Uint8Array | null) => (isGap(bytes) ? null : utf8.decode(bytes)),
} as Partial<ParquetParsers>

function isGap(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function scaled(value: bigint, unit: bigint): number {
  return Number(value / unit) + Number(value % unit) / Number(unit)
}
