import { sizeOf } from '../element/dtype.ts'
import { readBox } from '../select/take.ts'
import type { Elements, Variable } from '../variable.ts'
import { formatItem } from './format-item.ts'

/** The first `count` elements as texts; reads little more than those. */
export function firstItems(variable: Variable, count: number): string[] {
  return edgeItems(variable, count, false)
}

/** The last `count` elements as texts, in their order; reads little more than those. */
export function lastItems(variable: Variable, count: number): string[] {
  return edgeItems(variable, count, true)
}

function edgeItems(variable: Variable, count: number, fromEnd: boolean): string[] {
  const size = sizeOf(variable.shape)
  if (count === 0 || size === 0) return []
  const box = boxOf(variable.shape, Math.min(count, size), fromEnd)
  const elements = readBox(variable, box.start, box.count)
  const read = sizeOf(box.count)
  const wanted = Math.min(count, size)
  const first = fromEnd ? read - wanted : 0
  return itemsOf(variable, elements, first, wanted)
}

function itemsOf(variable: Variable, elements: Elements, first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => formatItem(variable.dtype, elements, first + i))
}

/** The smallest box of whole inner dims that holds `wanted` elements at an end. */
function boxOf(
  shape: readonly number[],
  wanted: number,
  fromEnd: boolean,
): { readonly start: readonly number[]; readonly count: readonly number[] } {
  let split = shape.length - 1
  let inner = 1
  while (split > 0 && inner * (shape[split] ?? 1) < wanted) inner *= shape[split--] ?? 1
  const count = shape.map((length, d) => (d < split ? 1 : d === split ? Math.ceil(wanted / inner) : length))
  const start = shape.map((length, d) => (fromEnd ? length - (count[d] ?? 0) : 0))
  return { start, count }
}
