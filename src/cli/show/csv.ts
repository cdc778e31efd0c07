import type { Output } from '../output.ts'

const ROWS_A_PIECE = 5000

/** Rows as comma-separated values (RFC 4180, lines end in LF): a line of names, then a line a row; what is missing is empty. */
export function* renderCsv(
  rows: Iterable<Readonly<Record<string, unknown>>>,
  names: readonly string[],
): Generator<string> {
  let lines = [names.map(renderField).join(',')]
  for (const row of rows) {
    lines.push(names.map((name) => renderField(row[name])).join(','))
    if (lines.length < ROWS_A_PIECE) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}

/** Writes pieces until they end or nobody reads any more. */
export function writePieces(pieces: Iterable<string>, output: Output): void {
  for (const piece of pieces) if (!output.write(piece)) return
}

/** One field; in quotes where it holds a comma, a quote, a line end, or spaces at an end. */
function renderField(value: unknown): string {
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))) return ''
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[",\r\n]|^\s|\s$/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text
}
