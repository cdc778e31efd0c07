import { plural } from '../../util/index.ts'
import { groupRows, type Table, takeRows } from './aggregate-rows.ts'
import type { Placed } from './drop-unplaced.ts'

/**
 * Thins long lines to what their pixels can show: of each of so many `steps` along x the first, the least, the greatest and
 * the last point, and the first that is missing. The line then covers the same pixels. Rows are sorted along x.
 */
export function thinLines(table: Table, steps: number): Placed {
  const { x, y, ...apart } = table.fields
  if (x === undefined || y === undefined || table.length <= 4 * steps) return { table, notes: [] }
  const { groups, firsts } = groupRows(Object.values(apart), table.length)
  const lines = firsts.map((): number[] => [])
  for (let row = 0; row < table.length; row++) lines[groups[row] ?? 0]?.push(row)
  if (lines.every((rows) => rows.length <= 4 * steps)) return { table, notes: [] }
  const kept = lines.flatMap((rows) =>
    rows.length <= 4 * steps ? rows : thinOne(rows, x.values, { y: y.values, steps }),
  )
  const note = `${plural(table.length, 'point')} in the lines, drawn as ${kept.length}: the least and the greatest of each of ${steps} steps along x.`
  return { table: takeRows(table, kept), notes: [note] }
}

function thinOne(
  rows: readonly number[],
  x: Float64Array,
  { y, steps }: { readonly y: Float64Array; readonly steps: number },
): number[] {
  const sorted = [...rows].sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0))
  const low = x[sorted[0] ?? 0] ?? 0
  const width = ((x[sorted.at(-1) ?? 0] ?? 0) - low) / steps || 1
  const kept: number[] = []
  for (let at = 0; at < sorted.length; ) {
    const step = Math.floor(((x[sorted[at] ?? 0] ?? 0) - low) / width)
    let end = at
    while (end < sorted.length && Math.floor(((x[sorted[end] ?? 0] ?? 0) - low) / width) === step) end++
    kept.push(...extremes(sorted.slice(at, end), y))
    at = end
  }
  return kept
}

function extremes(rows: readonly number[], y: Float64Array): number[] {
  const kept = new Set<number>([0, rows.length - 1])
  let least = -1
  let greatest = -1
  let gap = -1
  for (const [i, row] of rows.entries()) {
    const value = y[row] ?? Number.NaN
    if (Number.isNaN(value)) gap = gap < 0 ? i : gap
    else {
      if (least < 0 || value < (y[rows[least] ?? 0] ?? 0)) least = i
      if (greatest < 0 || value > (y[rows[greatest] ?? 0] ?? 0)) greatest = i
    }
  }
  for (const i of [least, greatest, gap]) if (i >= 0) kept.add(i)
  return [...kept].sort((a, b) => a - b).map((i) => rows[i] ?? 0)
}
