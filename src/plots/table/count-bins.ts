import { groupRows, type Table } from './aggregate-rows.ts'
import { type Field, levelsOf } from './field.ts'

/** How values are put into bins. */
export interface BinPlan {
  readonly bins: number | undefined
  readonly isLog: boolean
}

/** Counts values: one row for each bin of each series, with the bin's ends in `x` and `xEnd`; a category is its own bin. */
export function countBins(table: Table, plan: BinPlan): Table {
  const { x, ...apart } = table.fields
  if (x === undefined) return table
  const edges = x.kind === 'category' ? undefined : edgesOf(x, plan)
  const bins = edges === undefined ? x.categories.length : Math.max(0, edges.length - 1)
  const { groups, firsts } = groupRows(Object.values(apart), table.length)
  const counts = new Float64Array(bins * firsts.length)
  for (let row = 0; row < table.length; row++) {
    const value = x.values[row] ?? Number.NaN
    const at = (groups[row] ?? 0) * bins + (edges === undefined ? value : binOf(edges, value))
    counts[at] = (counts[at] ?? 0) + 1
  }
  const length = counts.length
  const each = (make: (bin: number, group: number) => number): Float64Array =>
    Float64Array.from({ length }, (_, i) => make(i % bins, Math.floor(i / bins)))
  const ends = (side: 0 | 1): Field => ({ ...x, values: each((bin) => edges?.[bin + side] ?? bin) })
  const series = Object.entries(apart).map(([channel, field]) => {
    return [channel, { ...field, values: each((_, group) => field.values[firsts[group] ?? 0] ?? Number.NaN) }] as const
  })
  const y: Field = {
    name: 'count',
    title: 'count',
    label: 'count',
    units: '',
    kind: 'number',
    values: counts,
    categories: [],
    isOrdered: false,
    infinite: 0,
  }
  const xEnd = edges === undefined ? {} : { xEnd: ends(1) }
  return { fields: { x: ends(0), ...xEnd, y, ...Object.fromEntries(series) }, length }
}

/** Ends of the bins: round numbers; whole numbers of a short range have a bin each, with the number in its middle. */
function edgesOf({ values }: Field, { bins, isLog }: BinPlan): number[] {
  const sorted = values.slice().sort()
  const [low, high] = [sorted[0], sorted.at(-1)]
  if (low === undefined || high === undefined) return []
  if (isLog) return geometricEdges(low, high, bins ?? wantedBins(sorted.map(Math.log)))
  if (
    bins === undefined &&
    high - low < 40 &&
    Math.max(high, -low) < 2 ** 50 &&
    levelsOf(values).every(Number.isInteger)
  ) {
    return Array.from({ length: high - low + 2 }, (_, i) => low - 0.5 + i)
  }
  const edges = low === high ? [] : roundEdges(low, high, bins ?? wantedBins(sorted))
  return isAscending(edges) ? edges : oneBin(low, high)
}

/** Values so near each other that no round numbers fit between them. */
function oneBin(low: number, high: number): number[] {
  const half = Math.max(Math.abs(low), Math.abs(high)) / 20 || 0.5
  return [low - half, high + half]
}

function isAscending(edges: readonly number[]): boolean {
  return edges.length > 1 && edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge))
}

/** The rule of Freedman and Diaconis, 5 to 80 bins. */
function wantedBins(sorted: Float64Array): number {
  const at = (q: number): number => sorted[Math.round(q * (sorted.length - 1))] ?? 0
  const width = (2 * (at(0.75) - at(0.25))) / Math.cbrt(sorted.length)
  const wanted = width > 0 ? Math.ceil((at(1) - at(0)) / width) : Math.sqrt(sorted.length)
  return Math.round(Math.min(80, Math.max(5, wanted)))
}

function roundEdges(low: number, high: number, bins: number): number[] {
  // Closer together there are no round numbers between them.
  if (high - low < 1e-300) return [low, high]
  const rough = (high - low) / bins
  const power = 10 ** Math.floor(Math.log10(rough))
  const nearest = [1, 2, 2.5, 5, 10].reduce((best, each) =>
    Math.abs(Math.log((each * power) / rough)) < Math.abs(Math.log((best * power) / rough)) ? each : best,
  )
  const step = nearest * power
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step))
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(15)))
}

function geometricEdges(low: number, high: number, bins: number): number[] {
  const ratio = high / low
  const edges = Array.from({ length: bins + 1 }, (_, i) => low * ratio ** (i / bins))
  edges[bins] = high
  return isAscending(edges) && Number.isFinite(ratio) ? edges : [low / 1.1, high * 1.1]
}

/** The bin whose ends hold the value; the last bin holds its upper end too. */
function binOf(edges: readonly number[], value: number): number {
  let low = 0
  let high = edges.length - 2
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((edges[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}
