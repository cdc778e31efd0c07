import { isMissingAt } from '../element/copy.ts'
import { widthOf } from '../element/dtype.ts'
import type { Variable } from '../variable.ts'

/** Row numbers in the order of the columns' values, the first column first; equal rows keep their order, missing ones come last. */
export function sortOrder(columns: readonly Variable[], isDescending: boolean): number[] {
  const length = columns[0]?.shape[0] ?? 0
  const order = Array.from({ length }, (_, i) => i)
  const compares = columns.map((column) => comparer(column, isDescending ? -1 : 1))
  return order.sort((a, b) => {
    for (const compare of compares) {
      const sign = compare(a, b)
      if (sign !== 0) return sign
    }
    return a - b
  })
}

function comparer(column: Variable, direction: 1 | -1): (a: number, b: number) => number {
  const { values } = column
  const width = widthOf(column.dtype)
  const gaps = Uint8Array.from({ length: column.shape[0] ?? 0 }, (_, i) => (isMissingAt(column, i) ? 1 : 0))
  return (a, b) => {
    const gap = (gaps[a] as number) - (gaps[b] as number)
    if (gap !== 0 || gaps[a] === 1) return gap
    for (let part = 0; part < width; part++) {
      const [left, right] = [values[a * width + part] as number, values[b * width + part] as number]
      if (left !== right) return left < right ? -direction : direction
    }
    return 0
  }
}
