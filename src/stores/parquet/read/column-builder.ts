import { allocate, columnOf, type DType, isBig, markMissing, type Variable } from '../../../dataset/index.ts'
import type { ColumnPlan } from './plan-column.ts'

/** Takes the rows of one column, piece by piece. */
export interface ColumnBuilder {
  put(at: number, data: ArrayLike<unknown>): void
  finish(): Variable
}

/** A builder for a column of `length` rows. Whole numbers beyond 2^53 − 1 turn the column into bigints. */
export function createBuilder(plan: ColumnPlan, length: number): ColumnBuilder {
  if (plan.dtype === 'string') return textBuilder(plan, length)
  return isBig(plan.dtype) ? bigBuilder(plan, length) : numberBuilder(plan, length)
}

function textBuilder(plan: ColumnPlan, length: number): ColumnBuilder {
  const values = new Array<string>(length).fill('')
  const missing = new Uint8Array(length)
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

function bigBuilder(
  { dtype, attrs }: ColumnPlan,
  length: number,
  missing: Uint8Array = new Uint8Array(length),
): ColumnBuilder {
  const values = allocate(dtype as Exclude<DType, 'string'>, length) as BigInt64Array | BigUint64Array
  return {
    put(at, data) {
      for (let i = 0; i < data.length; i++) {
        const value = data[i]
        if (value === null || value === undefined) missing[at + i] = 1
        else values[at + i] = BigInt(value as bigint)
      }
    },
    finish: () => columnOf({ dtype, attrs }, markMissing(dtype, values, missing)),
  }
}

function numberBuilder(plan: ColumnPlan, length: number): ColumnBuilder {
  const { dtype } = plan
  const values = allocate(dtype as Exclude<DType, 'string'>, length) as Float64Array
  const missing = new Uint8Array(length)
  const divisor = 10 ** (plan.scale ?? 0)
  let bigs: ColumnBuilder | undefined
  return {
    put(at, data) {
      for (let i = 0; i < data.length && bigs === undefined; i++) {
        const value = data[i]
        if (value === null || value === undefined) missing[at + i] = 1
        else {
          const number = Number(value)
          if (dtype === 'int64' && !Number.isSafeInteger(number)) bigs = bigsFrom(plan, values, missing)
          values[at + i] = divisor === 1 ? number : number / divisor
        }
      }
      bigs?.put(at, data)
    },
    finish: () => bigs?.finish() ?? columnOf({ dtype, attrs: plan.attrs }, markMissing(dtype, values, missing)),
  }
}

/** A builder for bigints that has the rows so far. */
function bigsFrom(plan: ColumnPlan, values: Float64Array, missing: Uint8Array): ColumnBuilder {
  const bigs = bigBuilder({ ...plan, dtype: plan.large ?? 'bigint64' }, values.length, missing)
  bigs.put(0, values)
  return bigs
}
