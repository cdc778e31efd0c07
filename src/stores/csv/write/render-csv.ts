import { type DType, isFloat, splitComplex, type Table, type Variable } from '../../../dataset/index.ts'
import { renderDate } from '../read/parse-date.ts'

/** Rows of one piece of text. */
const ROWS = 4096

/**
 * A table as CSV text, piece by piece. Numbers have as many digits as needed to be read as the very same ones, floats always
 * a point or an exponent, complex ones two columns; dates are ISO 8601 in UTC; a missing value is an empty field and an empty text a pair of quotes.
 */
export function* renderCsv(table: Table, delimiter: string): Generator<string> {
  const plain = splitComplex(table.columns)
  const columns = Object.values(plain)
  if (columns.length === 0) return
  const mustQuote = new RegExp(`["\\r\\n\\u${delimiter.charCodeAt(0).toString(16).padStart(4, '0')}]`)
  const fields = columns.map((column) => fieldOf(column, mustQuote))
  yield `${Object.keys(plain)
    .map((name) => quoteWhere(mustQuote.test(name) || name === '', name))
    .join(delimiter)}\n`
  for (let from = 0; from < table.length; from += ROWS) {
    let text = ''
    for (let i = from; i < Math.min(from + ROWS, table.length); i++) {
      for (let c = 0; c < fields.length; c++) {
        if (c > 0) text += delimiter
        text += fields[c]?.(i) ?? ''
      }
      text += '\n'
    }
    yield text
  }
}

/** Texts that would be read as another kind, or lose their spaces. */
const looksOtherwise = /^$|^[\s\d.+-]|\s$|^(?:true|false|nan|inf|infinity)$/i

function fieldOf(column: Variable, mustQuote: RegExp): (i: number) => string {
  const { dtype, values, missing } = column
  const render = renderer(dtype, mustQuote)
  return (i) => {
    const value = values[i]
    return missing?.[i] === 1 || value === undefined || Number.isNaN(value) ? '' : render(value as never)
  }
}

function renderer(dtype: DType, mustQuote: RegExp): ((value: number) => string) | ((value: string) => string) {
  if (dtype === 'string')
    return (value: string) => quoteWhere(mustQuote.test(value) || looksOtherwise.test(value), value)
  if (dtype === 'bool') return (value: number) => (value === 1 ? 'true' : 'false')
  if (dtype === 'datetime') return renderDate
  if (!isFloat(dtype)) return String
  return dtype === 'float32'
    ? (value: number) => renderFloat(shortest32(value))
    : (value: number) => renderFloat(String(value), value)
}

/** A float that no reader takes for a whole number. */
function renderFloat(text: string, value?: number): string {
  if (value === 0 && Object.is(value, -0)) return '-0.0'
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

/** The fewest digits that give the same single-precision number. */
function shortest32(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)))
    if (Math.fround(Number(text)) === value) return text
  }
  return String(value)
}

function quoteWhere(isNeeded: boolean, text: string): string {
  return isNeeded ? `"${text.replaceAll('"', '""')}"` : text
}
