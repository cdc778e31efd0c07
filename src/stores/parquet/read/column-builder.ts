import { columnOf, type Elements, markMissing, type Variable } from '../../../dataset/index.ts'
import type { ColumnPlan } from './plan-column.ts'

/** Takes the rows of one column, piece by piece. */
export interface ColumnBuilder {
  put(at: number, data: ArrayLike<unknown>): void
  finish(): Variable
}

/** A builder for a column of `length` rows. Whole numbers beyond 2^53 − 1 turn the column into text. */
export function createBuilder(plan: ColumnPlan, length: number): ColumnBuilder {
  return plan.dtype === 'string'
    ? textBuilder(plan, new Array<string>(length).fill(''), new Uint8Array(length))
    : numberBuilder(plan, length)
}

function textBuilder(plan: ColumnPlan, values: string[], missing: Uint8Array): ColumnBuilder {
  return {
    put(at, data) {
      for (let i = 0; i < data.length; i++) {
        const value = data[i]
        if (value === null || value === undefined) missing[at + i] = 1
        else values[at + i] = String(value)
      }
    },
    finish: () => columnOf({ dtype: 'string', attrs: plan.attrs }, markMissing('string', values, missing)),
  }
}

const arrays = {
  float64: Float64Array,
  float32: Float32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: Float64Array,
  bool: Uint8Array,
  datetime: Float64Array,
} as const

function numberBuilder(plan: ColumnPlan, length: number): ColumnBuilder {
  const { dtype } = plan
  const values = new arrays[dtype as keyof typeof arrays](length)
  const missing = new Uint8Array(length)
  const divisor = 10 ** (plan.scale ?? 0)
  let texts: ColumnBuilder | undefined
  return {
    put(at, data) {
      for (let i = 0; i < data.length; i++) {
        const value = data[i]
        if (texts !== undefined) break
        if (value === null || value === undefined) missing[at + i] = 1
        else {
          const number = Number(value)
          if (dtype === 'int64' && !Number.isSafeInteger(number)) texts = textBuilder(plan, textsOf(values), missing)
          values[at + i] = divisor === 1 ? number : number / divisor
        }
      }
      texts?.put(at, data)
    },
    finish: () =>
      texts?.finish() ??
      columnOf({ dtype, attrs: plan.attrs }, markMissing(dtype, values as Elements['values'], missing)),
  }
}

function textsOf(values: ArrayLike<number>): string[] {
  return Array.from(values, String)
}
