import type { Attrs, Variable } from '../variable.ts'
import {
  bytesIn,
  columnWidth,
  renderAttrs,
  renderBareDims,
  renderDims,
  renderSection,
  renderSize,
  renderVariable,
} from './lines.ts'

/** What a printed dataset shows. */
export interface PrintedDataset {
  readonly sizes: Readonly<Record<string, number>>
  readonly coords: Readonly<Record<string, Variable>>
  readonly vars: Readonly<Record<string, Variable>>
  readonly attrs: Attrs
  readonly failures: readonly unknown[]
}

/** A dataset as xarray prints it, reading only the elements it shows. */
export function renderDataset(dataset: PrintedDataset): string {
  const { sizes, coords, vars, attrs, failures } = dataset
  const width = columnWidth([...Object.keys(vars), ...Object.keys(coords)])
  const bytes = [...Object.values(coords), ...Object.values(vars)].reduce((sum, each) => sum + bytesIn(each), 0)
  const dims = Object.keys(sizes)
  const lines = Object.entries(vars).map(([name, each]) => renderVariable(name, each, { width, isIndex: false }))
  return [
    `<windrow.Dataset> Size: ${renderSize(bytes)}`,
    `${'Dimensions:'.padEnd(width)}(${renderDims(sizes, width + 1)})`,
    ...renderCoords(coords, dims, width),
    ...renderBareDims(dims, coords),
    renderSection('Data variables', lines, width),
    ...renderAttrs(attrs),
    ...(failures.length === 0 ? [] : [`${'Failures:'.padEnd(width)}${failures.length}`]),
  ].join('\n')
}

/** The section of coordinates in the order of their dims, or nothing. */
export function renderCoords(
  coords: Readonly<Record<string, Variable>>,
  dims: readonly string[],
  width: number = columnWidth(Object.keys(coords)),
): string[] {
  const entries = Object.entries(coords).map(([name, coord]) => ({ name, coord, rank: rankOf(name, coord, dims) }))
  if (entries.length === 0) return []
  entries.sort((a, b) => a.rank - b.rank)
  const lines = entries.map(({ name, coord }) =>
    renderVariable(name, coord, { width, isIndex: coord.dims.length === 1 && coord.dims[0] === name }),
  )
  return [renderSection('Coordinates', lines, width)]
}

/** A dim's own coordinate, then others along it, then single values. */
function rankOf(name: string, coord: Variable, dims: readonly string[]): number {
  if (dims.includes(name)) return dims.indexOf(name)
  const last = [...coord.dims].reverse().find((dim) => dims.includes(dim))
  return last === undefined ? dims.length : dims.indexOf(last) + 0.5
}
