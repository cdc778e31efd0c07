import { sizeOf } from '../element/dtype.ts'
import type { Variable } from '../variable.ts'
import { bytesIn, columnWidth, renderAttrs, renderBareDims, renderDims, renderSize } from './lines.ts'
import { renderCoords } from './render-dataset.ts'
import { renderNumpy } from './render-numpy.ts'

/** A data array as xarray prints it, reading only the elements it shows. */
export function renderDataArray(name: string, variable: Variable, coords: Readonly<Record<string, Variable>>): string {
  const { dims, shape, attrs } = variable
  const start = `<windrow.DataArray '${name}' `
  const sizes = Object.fromEntries(dims.map((dim, d) => [dim, shape[d] ?? 0]))
  return [
    `${start}(${renderDims(sizes, start.length + 1)})> Size: ${renderSize(bytesIn(variable))}`,
    sizeOf(shape) === 0 ? renderEmpty(variable) : renderNumpy(variable),
    ...renderCoords(coords, dims, columnWidth(Object.keys(coords))),
    ...renderBareDims(dims, coords),
    ...renderAttrs(attrs),
  ].join('\n')
}

function renderEmpty({ shape, dtype }: Variable): string {
  return shape.length === 1 ? `array([], dtype=${dtype})` : `array([], shape=(${shape.join(', ')}), dtype=${dtype})`
}
