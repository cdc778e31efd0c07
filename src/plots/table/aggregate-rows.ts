import type { Aggregate } from '../options.ts'
import type { ResolvedSpread } from '../resolve-options.ts'
import { type Field, levelsOf } from './field.ts'
import { summarize } from './summaries.ts'

/** Rows of a figure: a field for each part that shows something, all of one length. */
export interface Table {
  readonly fields: Readonly<Record<string, Field>>
  readonly length: number
  /** Ends of the spread of each row. */
  readonly low?: Float64Array
  readonly high?: Float64Array
}

/** How rows are aggregated. */
export interface AggregatePlan {
  /** The field whose values become one. */
  readonly value: string
  readonly aggregate: Aggregate
  readonly spread: ResolvedSpread | undefined
}

/** Joins the rows that agree in all fields but `value`; rows stay in the order of their first. */
export function aggregateRows(table: Table, { value, aggregate, spread }: AggregatePlan): Table {
  const { [value]: measured, ...keys } = table.fields
  if (measured === undefined) return table
  const { groups, firsts } = groupRows(Object.values(keys), table.length)
  const members = membersOf(groups, firsts.length, measured.values)
  const summaries = members.map((values) => summarize(values, aggregate, spread?.measure))
  const column = (part: 'value' | 'low' | 'high'): Float64Array =>
    Float64Array.from(summaries, (summary) => (Number.isFinite(summary[part]) ? summary[part] : Number.NaN))
  const fields = Object.entries(keys).map(([channel, field]) => {
    const values = Float64Array.from(firsts, (row) => field.values[row] ?? Number.NaN)
    return [channel, { ...field, values }] as const
  })
  const whole = { ...Object.fromEntries(fields), [value]: { ...measured, values: column('value') } }
  const ends = spread === undefined ? {} : { low: column('low'), high: column('high') }
  return { fields: whole, length: firsts.length, ...ends }
}

/** The table's rows of the given numbers, in that order. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: rows.length }, (_, i) => values[rows[i] ?? 0] ?? Number.NaN)
  const fields = Object.entries(table.fields).map(([channel, field]) => {
    return [channel, { ...field, values: pick(field.values) }] as const
  })
  const ends =
    table.low === undefined || table.high === undefined ? {} : { low: pick(table.low), high: pick(table.high) }
  return { fields: Object.fromEntries(fields), length: rows.length, ...ends }
}

/** The number of the group of each row, and the first row of each group. Rows with equal values in all fields are one group. */
export function groupRows(
  fields: readonly Field[],
  length: number,
): { readonly groups: Int32Array; readonly firsts: readonly number[] } {
  let groups = new Int32Array(length)
  let firsts: number[] = length === 0 ? [] : [0]
  for (const { values } of fields) {
    const levels = new Map(levelsOf(values).map((level, i) => [level, i + 1]))
    const seen = new Map<number, number>()
    const refined = new Int32Array(length)
    firsts = []
    for (let i = 0; i < length; i++) {
      const key = (groups[i] ?? 0) * (levels.size + 1) + (levels.get(values[i] ?? Number.NaN) ?? 0)
      let group = seen.get(key)
      if (group === undefined) {
        group = seen.size
        seen.set(key, group)
        firsts.push(i)
      }
      refined[i] = group
    }
    groups = refined
  }
  return { groups, firsts }
}

/** The values of each group that are not missing. */
function membersOf(groups: Int32Array, count: number, values: Float64Array): Float64Array[] {
  const sizes = new Uint32Array(count)
  for (let i = 0; i < groups.length; i++) {
    if (!Number.isNaN(values[i])) sizes[groups[i] ?? 0] = (sizes[groups[i] ?? 0] ?? 0) + 1
  }
  const members = Array.from(sizes, (size) => new Float64Array(size))
  const filled = new Uint32Array(count)
  for (let i = 0; i < groups.length; i++) {
    const value = values[i] ?? Number.NaN
    if (Number.isNaN(value)) continue
    const group = groups[i] ?? 0
    const at = filled[group] ?? 0
    const list = members[group]
    if (list !== undefined) list[at] = value
    filled[group] = at + 1
  }
  return members
}
