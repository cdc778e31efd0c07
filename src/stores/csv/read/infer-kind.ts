import type { DType } from '../../../dataset/index.ts'
import type { CsvColumn } from './csv-column.ts'
import { parseDate } from './parse-date.ts'
import { isNumber, parseNumber } from './parse-number.ts'

/** What one field can be read as. */
type Sort = 'whole' | 'float' | 'bool' | 'datetime' | 'string' | 'large'

/**
 * The kind that all values of a column have. Whole numbers are `int64`. What would lose digits as a number stays text: codes
 * with leading zeros, and whole numbers beyond 2^53 − 1 in a column without fractions. A column without values is `float64`.
 */
export function inferKind(column: CsvColumn): DType {
  let kind: Sort | undefined
  let hasEmptyText = false
  for (let i = 0; i < column.length; i++) {
    if (column.isMissing(i)) continue
    if (column.isEmptyText(i)) {
      hasEmptyText = true
      continue
    }
    const sort = sortOf(column, i)
    if (sort === 'string') return 'string'
    kind = kind === undefined ? sort : join(kind, sort)
    if (kind === 'string') return 'string'
  }
  if (kind === undefined) return hasEmptyText ? 'string' : 'float64'
  if (kind === 'large') return 'string'
  return kind === 'whole' ? 'int64' : kind === 'float' ? 'float64' : kind
}

function join(a: Sort, b: Sort): Sort {
  if (a === b) return a
  const isNumeric = (sort: Sort): boolean => sort === 'whole' || sort === 'float' || sort === 'large'
  if (!isNumeric(a) || !isNumeric(b)) return 'string'
  return a === 'float' || b === 'float' ? 'float' : 'large'
}

const ZERO = 0x30
const NINE = 0x39
const MINUS = 0x2d
const PLUS = 0x2b

function sortOf(column: CsvColumn, i: number): Sort {
  if (column.isQuoted(i)) return 'string'
  const { bytes } = column
  const [start, end] = column.inner(i)
  const first = bytes[start] === MINUS || bytes[start] === PLUS ? start + 1 : start
  let at = first
  while (at < end && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++
  const hasLeadingZero = bytes[first] === ZERO && at - first > 1
  if (at === end && at > first) return wholeSort(column, { start, first, end, hasLeadingZero })
  if (isNumber(bytes, start, end)) return hasLeadingZero ? 'string' : 'float'
  return wordSort(column.text(i).trim())
}

interface WholeNumber {
  readonly start: number
  readonly first: number
  readonly end: number
  readonly hasLeadingZero: boolean
}

function wholeSort({ bytes }: CsvColumn, { start, first, end, hasLeadingZero }: WholeNumber): Sort {
  if (hasLeadingZero) return 'string'
  if (end - first <= 15) return bytes[start] === MINUS && bytes[first] === ZERO ? 'float' : 'whole'
  return Number.isSafeInteger(parseNumber(bytes, start, end)) ? 'whole' : 'large'
}

function wordSort(text: string): Sort {
  if (/^(?:true|false)$/i.test(text)) return 'bool'
  return parseDate(text) === undefined ? 'string' : 'datetime'
}
