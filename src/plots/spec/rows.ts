import type { Json } from '../scale/json.ts'
import type { Table } from '../table/aggregate-rows.ts'
import type { Field } from '../table/field.ts'
import { dateLabels } from '../table/labels.ts'

/** One object a row: numbers in full precision, dates as milliseconds, categories as their texts, missing values as null. */
export function inlineRows(table: Table): Json[] {
  const columns: [string, (row: number) => unknown][] = Object.entries(table.fields).map(([channel, field]) => [
    channel,
    readerOf(field),
  ])
  for (const [channel, field] of Object.entries(table.fields)) {
    if (field.kind !== 'date') continue
    const texts = dateLabels([...field.values])
    columns.push([`${channel}Text`, (row) => texts[row]])
  }
  const { low, high } = table
  if (low !== undefined && high !== undefined) {
    columns.push(['low', (row) => numberOrNull(low[row])], ['high', (row) => numberOrNull(high[row])])
  }
  return Array.from({ length: table.length }, (_, row) =>
    Object.fromEntries(columns.map(([name, read]) => [name, read(row)])),
  )
}

/** What a reader sees who points at a mark: title and value of everything that it shows. */
export function tooltipOf(fields: Readonly<Record<string, Field>>): Json[] {
  return Object.entries(fields).map(([channel, { title, kind }]) => {
    if (kind === 'date') return { field: `${channel}Text`, type: 'nominal', title: quotable(title) }
    return { field: channel, type: kind === 'number' ? 'quantitative' : 'nominal', title: quotable(title) }
  })
}

/** Vega-Lite puts these titles between quotes in an expression, and escapes nothing but quotes. */
function quotable(title: string): string {
  return title.replaceAll('\\', '\\\\').replaceAll(/\s+/g, ' ')
}

function readerOf({ kind, values, categories }: Field): (row: number) => unknown {
  if (kind !== 'category') return (row) => numberOrNull(values[row])
  return (row) => categories[values[row] ?? -1] ?? null
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
