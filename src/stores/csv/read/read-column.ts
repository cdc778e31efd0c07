import {
  arrayOf,
  columnOf,
  type DType,
  type Elements,
  isFloat,
  markMissing,
  type Variable,
} from '../../../dataset/index.ts'
import type { CsvColumn } from './csv-column.ts'
import { parseDate } from './parse-date.ts'
import { parseNumber } from './parse-number.ts'

/** The elements of a column of a given kind. Throws `CsvFault` at the first value that does not fit. */
export function readColumn(column: CsvColumn, dtype: DType): Variable {
  const { length } = column
  const missing = new Uint8Array(length)
  const values = dtype === 'string' ? new Array<string>(length).fill('') : new (arrayOf(dtype))(length)
  const read = dtype === 'string' ? readText : (readers[dtype] ?? readNumber)
  for (let i = 0; i < length; i++) {
    if (column.isMissing(i) || (dtype !== 'string' && column.isEmptyText(i))) {
      missing[i] = 1
      continue
    }
    const value = read(column, i)
    values[i] = value as never
    if (value === undefined || !fits(value, values[i], dtype)) throw misfit(column, i, dtype)
  }
  return columnOf({ dtype, attrs: {} }, markMissing(dtype, values as Elements['values'], missing))
}

const readers: { readonly [Kind in DType]?: (column: CsvColumn, i: number) => number | undefined } = {
  bool: readBool,
  datetime: (column, i) => parseDate(column.text(i).trim()),
}

function readText(column: CsvColumn, i: number): string {
  return column.text(i)
}

function readNumber(column: CsvColumn, i: number): number | undefined {
  const [start, end] = column.inner(i)
  return parseNumber(column.bytes, start, end)
}

function readBool(column: CsvColumn, i: number): number | undefined {
  const text = column.text(i).trim().toLowerCase()
  if (text === 'true' || text === '1') return 1
  return text === 'false' || text === '0' ? 0 : undefined
}

/** False where the number is stored as another one. */
function fits(value: string | number, stored: unknown, dtype: DType): boolean {
  if (dtype === 'int64') return Number.isSafeInteger(value)
  return isFloat(dtype) || stored === value
}

function misfit(column: CsvColumn, i: number, dtype: DType): Error {
  const text = column.text(i)
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)
  return column.fault(
    i,
    `has ${shown} in column \`${column.name}\`, which is no ${dtype}`,
    `Read the column as text with \`types: { ${JSON.stringify(column.name)}: 'string' }\`, or name the texts that stand for nothing in \`missing\`.`,
  )
}
