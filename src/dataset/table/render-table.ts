import { isFloat } from '../element/dtype.ts'
import { planFloats, renderFloat } from '../print/format-floats.ts'
import { formatItem } from '../print/format-item.ts'
import type { Variable } from '../variable.ts'
import { takeRows } from './column.ts'

/** Most rows that are printed in full; of more the first and last ones are. */
const MAX_ROWS = 12
const EDGE = 5
/** Widest line. */
const WIDTH = 80
/** Widest cell. */
const MAX_CELL = 30

/** A table as text: names, kinds, rows; the middle of many rows and the last of many columns are left out. */
export function renderTable(columns: Readonly<Record<string, Variable>>, length: number): string {
  const names = Object.keys(columns)
  const head = `<windrow.Table (${plural(length, 'row')} × ${plural(names.length, 'column')})>`
  if (names.length === 0) return head
  const shown = shownRows(length)
  const index = ['', '', ...shown.map(String)]
  if (length > MAX_ROWS) index.splice(2 + EDGE, 0, '…')
  const blocks = [align(index, true)]
  let width = blocks[0]?.[0]?.length ?? 0
  for (const [name, column] of Object.entries(columns)) {
    const block = renderColumn(name, column, { shown, isCut: length > MAX_ROWS })
    width += 2 + (block[0]?.length ?? 0)
    if (width > WIDTH && blocks.length > 1) break
    blocks.push(block)
  }
  const lines = index.map((_, i) =>
    blocks
      .map((block) => block[i] ?? '')
      .join('  ')
      .trimEnd(),
  )
  const hidden = names.slice(blocks.length - 1)
  return [head, ...lines, ...renderHidden(hidden)].join('\n')
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function shownRows(length: number): number[] {
  if (length <= MAX_ROWS) return Array.from({ length }, (_, i) => i)
  return Array.from({ length: 2 * EDGE }, (_, i) => (i < EDGE ? i : length - 2 * EDGE + i))
}

function renderColumn(
  name: string,
  column: Variable,
  { shown, isCut }: { readonly shown: readonly number[]; readonly isCut: boolean },
): string[] {
  const cells = cellsOf(takeRows(column, { kind: 'list', indices: shown })).map(shorten)
  if (isCut) cells.splice(EDGE, 0, '…')
  return align([shorten(name), column.dtype, ...cells], column.dtype !== 'string')
}

function cellsOf(column: Variable): string[] {
  const { dtype, values } = column
  if (isFloat(dtype)) {
    const layout = planFloats(Array.from(values as Float64Array), dtype)
    return Array.from(values as Float64Array, (value) => renderFloat(value, layout).trim().replace(/\.$/, '.0'))
  }
  return Array.from(values as ArrayLike<unknown>, (value, i) => {
    if (typeof value === 'string' && column.missing?.[i] !== 1) return value.replaceAll(/[\r\n\t]/g, ' ')
    return formatItem(dtype, column, i)
  })
}

function shorten(text: string): string {
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text
}

function align(cells: readonly string[], toRight: boolean): string[] {
  const width = Math.max(...cells.map((cell) => cell.length))
  return cells.map((cell) => (toRight ? cell.padStart(width) : cell.padEnd(width)))
}

function renderHidden(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const list = names.slice(0, 8).join(', ')
  return [`… and ${plural(names.length, 'column')}: ${list}${names.length > 8 ? ', …' : ''}`]
}
