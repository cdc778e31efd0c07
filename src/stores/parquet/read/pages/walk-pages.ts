import * as zlib from 'node:zlib'
import type { ColumnMetaData, PageHeader, ParquetType } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { ByteCursor } from './byte-cursor.ts'
import { checkValues } from './check-values.ts'
import { Damage } from './damage.ts'
import { countSet } from './runs.ts'

/** Checks of what is compressed, by the place in the chunk where it begins. */
export type BodyChecks = ReadonlyMap<number, (body: Uint8Array) => void>

/** What is known of a column's pages before they are read. */
export interface ChunkFacts {
  readonly meta: ColumnMetaData
  readonly isNullable: boolean
}

interface Page extends ChunkFacts {
  readonly header: PageHeader
  /** What follows the header. */
  readonly body: Uint8Array
  readonly at: number
  readonly hasDictionary: boolean
}

/**
 * Checks the pages of a column, so that the reader, which takes every size on trust, neither loops nor reads what is not there.
 * What is compressed is checked later, once it is not.
 */
export function walkPages(chunk: Uint8Array, facts: ChunkFacts): BodyChecks {
  const checks = new Map<number, (body: Uint8Array) => void>()
  const reader = { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 }
  let left = Number(facts.meta.num_values)
  let hasDictionary = false
  while (left > 0) {
    if (reader.offset >= chunk.length) throw new Damage('pages are missing')
    const header = parquetHeader(reader)
    const at = reader.offset
    const body = bodyOf(chunk, at, header)
    reader.offset += body.length
    if (header.type === 'DICTIONARY_PAGE') hasDictionary = true
    else left -= checkPage({ ...facts, header, body, at, hasDictionary }, checks)
  }
  if (left < 0) throw new Damage('pages hold too many rows')
  return checks
}

function bodyOf(chunk: Uint8Array, at: number, { compressed_page_size: size, crc }: PageHeader): Uint8Array {
  if (!(size >= 0 && at + size <= chunk.length)) throw new Damage('a page has a wrong size')
  const body = chunk.subarray(at, at + size)
  if (crc !== undefined && crc32 !== undefined && crc32(body) !== crc >>> 0) {
    throw new Damage('the checksum of a page is another one')
  }
  return body
}

/** Comes with Node 20.15 and 22.2. */
const { crc32 } = zlib as { crc32?: (bytes: Uint8Array) => number }

/** Checks a page of rows and gives their number. */
function checkPage(page: Page, checks: Map<number, (body: Uint8Array) => void>): number {
  const { data_page_header: first, data_page_header_v2: second, type } = page.header
  const { num_values: count, encoding } = (type === 'DATA_PAGE_V2' ? second : first) ?? {}
  if (count === undefined || !(count >= 0)) throw new Damage('a page has a wrong number of rows')
  if (encoding?.endsWith('_DICTIONARY') === true && !page.hasDictionary) throw new Damage('a dictionary is missing')
  const { at, isPacked, check } = type === 'DATA_PAGE_V2' ? secondKind(page) : firstKind(page, count)
  if (isPacked) checks.set(page.at + at, check)
  else check(page.body.subarray(at))
  return count
}

interface BodyCheck {
  /** Where what may be compressed begins in the page. */
  readonly at: number
  readonly isPacked: boolean
  check(body: Uint8Array): void
}

/** In pages of the first kind, what tells gaps lies before the values, compressed with them. */
function firstKind({ header, meta, isNullable }: Page, count: number): BodyCheck {
  const encoding = header.data_page_header?.encoding ?? 'PLAIN'
  const check = (body: Uint8Array): void => {
    const cursor = new ByteCursor(body, 0, body.length)
    const present = isNullable ? presentIn(cursor, cursor.uint32(), count) : count
    checkValues(cursor, { encoding, type: meta.type, count: present })
  }
  return { at: 0, isPacked: meta.codec !== 'UNCOMPRESSED', check }
}

/** In pages of the second kind, what tells gaps lies uncompressed before the values. */
function secondKind({ header, body, meta, isNullable }: Page): BodyCheck {
  const { data_page_header_v2: facts } = header
  if (facts === undefined) throw new Damage('a page has no header')
  const { num_values: count, num_rows, num_nulls, encoding, is_compressed } = facts
  const { repetition_levels_byte_length: before, definition_levels_byte_length: length } = facts
  if (num_rows !== count || !(before >= 0)) throw new Damage('a page has a wrong number of rows')
  const cursor = new ByteCursor(body, before, body.length)
  const present = isNullable ? presentIn(cursor, length, count) : count
  if (present !== count - num_nulls) throw new Damage('a page has a wrong number of gaps')
  const type: ParquetType = meta.type
  return {
    at: before + length,
    isPacked: is_compressed !== false && meta.codec !== 'UNCOMPRESSED',
    check: (values) => checkValues(new ByteCursor(values, 0, values.length), { encoding, type, count: present }),
  }
}

/** How many of `count` rows are no gaps, by `length` bytes. */
function presentIn(cursor: ByteCursor, length: number, count: number): number {
  const from = cursor.skip(length)
  return countSet(new ByteCursor(cursor.bytes, from, cursor.at), count)
}
