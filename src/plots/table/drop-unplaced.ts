import { plural } from '../../util/index.ts'
import type { PlotKind } from '../options.ts'
import { type Table, takeRows } from './aggregate-rows.ts'

/** A table without what cannot be drawn, and a sentence about each loss that nobody would see. */
export interface Placed {
  readonly table: Table
  readonly notes: readonly string[]
}

/**
 * Drops rows whose place is missing. A missing value stays where it makes a gap
 * in a line or an empty cell. On log axes what is not above 0 has
 * no place either.
 */
export function dropUnplaced(table: Table, kind: PlotKind, log: ReadonlySet<string>): Placed {
  const { table: positive, notes } = blankNonPositive(table, log)
  const gaps = kind === 'line' ? ['y'] : kind === 'heatmap' ? ['z'] : []
  const needed = Object.entries(positive.fields).filter(([channel]) => !gaps.includes(channel))
  const rows: number[] = []
  for (let row = 0; row < positive.length; row++) {
    if (needed.every(([, { values }]) => !Number.isNaN(values[row]))) rows.push(row)
  }
  return { table: rows.length === positive.length ? positive : takeRows(positive, rows), notes }
}

function blankNonPositive(table: Table, log: ReadonlySet<string>): Placed {
  const notes: string[] = []
  const fields = Object.entries(table.fields).map(([channel, field]) => {
    const axis = channel === 'color' ? 'z' : channel
    const hasAxis = ['x', 'y', 'z'].includes(channel) || (channel === 'color' && field.kind === 'number')
    if (!hasAxis || !log.has(axis)) return [channel, field] as const
    if (field.kind !== 'number') throw new TypeError(`\`log\` names \`${axis}\`, where \`${field.name}\` is no number.`)
    const lost = field.values.reduce((count, value) => count + (value <= 0 ? 1 : 0), 0)
    if (lost === 0) return [channel, field] as const
    notes.push(`${plural(lost, 'value')} of \`${field.name}\` not above 0, left out: the ${axis} axis is logarithmic.`)
    return [channel, { ...field, values: field.values.map((value) => (value <= 0 ? Number.NaN : value)) }] as const
  })
  const cut = log.has('y') ? cutSpread(table) : {}
  return { table: { ...table, fields: Object.fromEntries(fields), ...cut }, notes }
}

/** A spread that reaches below 0 has no lower end on a log axis: NaN here, and the specification draws it to the end of the axis. */
function cutSpread({ low, high }: Table): Pick<Table, 'low' | 'high'> {
  if (low === undefined || high === undefined) return {}
  const cut = (ends: Float64Array): Float64Array => ends.map((end) => (end > 0 ? end : Number.NaN))
  return { low: cut(low), high: cut(high) }
}
