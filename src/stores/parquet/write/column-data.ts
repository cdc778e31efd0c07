import type { DecodedArray, SchemaElement } from 'hyparquet'
import type { ColumnSource } from 'hyparquet-writer'
import { isBigArray, type Variable } from '../../../dataset/index.ts'
import { columnType } from './column-type.ts'

/** A column as the writer takes it: its place in the schema, and its rows piece by piece. */
export interface ParquetColumn {
  readonly element: SchemaElement
  rows(from: number, to: number): ColumnSource
}

/** Plans how a column is stored. It is nullable only where something is missing. */
export function planColumn(name: string, column: Variable): ParquetColumn {
  const gaps = findGaps(column)
  const isFine =
    column.dtype === 'datetime' && (column.values as Float64Array).some((ms) => ms % 1 !== 0 && !Number.isNaN(ms))
  const element: SchemaElement = {
    name,
    ...columnType(column.dtype, isFine),
    repetition_type: gaps === undefined ? 'REQUIRED' : 'OPTIONAL',
  }
  const encode = encoderFor(column, isFine)
  // The writer's dictionaries take -0 for 0.
  const isPlain =
    column.dtype.startsWith('float') && (column.values as Float64Array).some((value) => Object.is(value, -0))
  return {
    element,
    rows: (from, to) => ({
      name,
      data: gaps === undefined ? encode(from, to) : withNulls(encode(from, to), gaps.subarray(from, to)),
      ...(isPlain ? { encoding: 'PLAIN' as const } : {}),
    }),
  }
}

function findGaps({ values, missing }: Variable): Uint8Array | undefined {
  if (typeof values[0] === 'string' || isBigArray(values) || !(values as Float64Array).some(Number.isNaN)) {
    return missing?.includes(1) === true ? missing : undefined
  }
  return Uint8Array.from(values as Float64Array, (value, i) => (Number.isNaN(value) || missing?.[i] === 1 ? 1 : 0))
}

function withNulls(data: DecodedArray, gaps: Uint8Array): unknown[] {
  return Array.from(data as ArrayLike<unknown>, (value, i) => (gaps[i] === 1 ? null : value))
}

function encoderFor({ dtype, values }: Variable, isFine: boolean): (from: number, to: number) => DecodedArray {
  if (dtype === 'string') return (from, to) => (values as readonly string[]).slice(from, to)
  if (isBigArray(values)) return (from, to) => values.subarray(from, to)
  const numbers = values as Float64Array
  switch (dtype) {
    case 'bool':
      return (from, to) => Array.from(numbers.subarray(from, to), (value) => value === 1)
    case 'int64':
      return (from, to) => bigIntegers(numbers.subarray(from, to), BigInt)
    case 'datetime':
      return (from, to) => bigIntegers(numbers.subarray(from, to), isFine ? microsecondsOf : BigInt)
    case 'uint32':
      // The writer takes numbers above 2^31 in plain arrays only.
      return (from, to) => Array.from(numbers.subarray(from, to))
    case 'float64':
    case 'float32':
    case 'int32':
      return (from, to) => numbers.subarray(from, to)
  }
  return (from, to) => Int32Array.from(numbers.subarray(from, to))
}

function bigIntegers(numbers: Float64Array, convert: (value: number) => bigint): BigInt64Array {
  const target = new BigInt64Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] as number
    if (!Number.isNaN(value)) target[i] = convert(value)
  }
  return target
}

function microsecondsOf(ms: number): bigint {
  const whole = Math.floor(ms)
  return BigInt(whole) * 1000n + BigInt(Math.round((ms - whole) * 1000))
}
