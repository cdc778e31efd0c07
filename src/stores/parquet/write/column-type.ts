import type { SchemaElement } from 'hyparquet'
import type { DType } from '../../../dataset/index.ts'

type ColumnType = Omit<SchemaElement, 'name'>

/** How elements of each kind are stored. */
const types: Readonly<Record<Exclude<DType, 'complex128'>, ColumnType>> = {
  float64: { type: 'DOUBLE' },
  float32: { type: 'FLOAT' },
  int8: { type: 'INT32', converted_type: 'INT_8' },
  uint8: { type: 'INT32', converted_type: 'UINT_8' },
  int16: { type: 'INT32', converted_type: 'INT_16' },
  uint16: { type: 'INT32', converted_type: 'UINT_16' },
  int32: { type: 'INT32' },
  uint32: { type: 'INT32', converted_type: 'UINT_32' },
  int64: { type: 'INT64' },
  bigint64: { type: 'INT64' },
  biguint64: { type: 'INT64', converted_type: 'UINT_64' },
  bool: { type: 'BOOLEAN' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  datetime: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
}

/** Moments between milliseconds. */
const microseconds: ColumnType = { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }

/** How a column of a kind is stored. */
export function columnType(dtype: DType, isFine: boolean): ColumnType {
  if (dtype === 'complex128') throw new TypeError('Complex columns are written as two of their parts.')
  return dtype === 'datetime' && isFine ? microseconds : types[dtype]
}
