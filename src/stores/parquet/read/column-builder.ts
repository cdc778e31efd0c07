import { arrayOf, columnOf, type DType, type Elements, markMissing, type Variable } from '../../../dataset/index.ts'
import type { ColumnPlan } from './plan-column.ts'

/** Takes the rows of one column, piece by piece. */
export interface ColumnBuilder {
  put(at: number, data: ArrayLike<unknown>): void
  finish(): Variable
}

/** A builder for a column of `length` rows. Whole numbers beyond 2^53 − 1 turn the column into text. */
export function createBuilder(plan: ColumnPlan, length: number): ColumnBuilder {
  const { dtype } = plan
  if (dtype !== 'string') return numberBuilder(plan, dtype, length)
  return textBuilder(plan, new Array<string>(length).fill(''), new Uint8Array(length))
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

function numberBuilder(plan: ColumnPlan, dtype: Exclude<DType, 'string'>, length: number): ColumnBuilder {
  const values = new (arrayOf(dtype))(length)
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
          if (dtype === 'int64' && !Number.isSafeInteger(number))
            texts = textBuilder(plan, textsOf(values, missing, at + i), missing)
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

/** The texts of the rows before `end`; the others come later. */
function textsOf(values: ArrayLike<number>, missing: Uint8Array, end: number): string[] {
  return Array.from(values, (value, i) => (i < end && missing[i] !== 1 ? String(value) : ''))
}
