import type { SchemaElement, SchemaTree } from 'hyparquet'
import type { Attrs, DType } from '../../../dataset/index.ts'

/** How a column of a Parquet file becomes a column here. */
export interface ColumnPlan {
  readonly name: string
  readonly dtype: DType
  readonly attrs: Attrs
  /** Digits after the point of a decimal that is stored as a whole number. */
  readonly scale?: number
  /** What whole numbers are that turn out to be beyond 2^53 − 1. */
  readonly large?: DType
}

/** Plans a column; a text says why it has no counterpart. */
export function planColumn({ element, children }: SchemaTree, attrs: Attrs = {}): ColumnPlan | string {
  if (children.length > 0) return 'it is nested'
  if (element.repetition_type === 'REPEATED') return 'it holds lists'
  const plan = { name: element.name, attrs }
  const logical = logicalName(element)
  if (logical === 'DECIMAL') return planDecimal(element, plan)
  if (logical === 'JSON') return { ...plan, dtype: 'string', attrs: { windrow_encoding: 'json', ...attrs } }
  const dtype = logical === undefined ? physicalKind(element) : logicalKinds[logical]
  if (dtype === undefined) return `it is of type ${logical ?? element.type}`
  return { ...plan, dtype, large: logical === 'UINT_64' ? 'biguint64' : 'bigint64' }
}

function logicalName({ type, converted_type, logical_type }: SchemaElement): string | undefined {
  if (logical_type?.type === 'INTEGER') return `${logical_type.isSigned ? '' : 'U'}INT_${logical_type.bitWidth}`
  if (logical_type !== undefined) return logical_type.type
  return type === 'INT96' ? 'TIMESTAMP' : converted_type
}

const logicalKinds: Readonly<Record<string, DType | undefined>> = {
  INT_8: 'int8',
  UINT_8: 'uint8',
  INT_16: 'int16',
  UINT_16: 'uint16',
  INT_32: 'int32',
  UINT_32: 'uint32',
  INT_64: 'int64',
  UINT_64: 'int64',
  STRING: 'string',
  UTF8: 'string',
  ENUM: 'string',
  UUID: 'string',
  FLOAT16: 'float32',
  DATE: 'datetime',
  TIMESTAMP: 'datetime',
  TIMESTAMP_MILLIS: 'datetime',
  TIMESTAMP_MICROS: 'datetime',
  NULL: 'float64',
}

function physicalKind({ type }: SchemaElement): DType | undefined {
  switch (type) {
    case 'BOOLEAN':
      return 'bool'
    case 'INT32':
      return 'int32'
    case 'INT64':
      return 'int64'
    case 'FLOAT':
      return 'float32'
    case 'DOUBLE':
      return 'float64'
    case 'BYTE_ARRAY':
      return 'string'
  }
  return undefined
}

/** Decimals of up to 15 digits are floats of as many digits. */
function planDecimal(element: SchemaElement, plan: Omit<ColumnPlan, 'dtype'>): ColumnPlan | string {
  const { type, precision = 99, scale = 0 } = element
  if ((type === 'INT32' || type === 'INT64') && precision <= 15) return { ...plan, dtype: 'float64', scale }
  return `it is a decimal of ${precision} digits`
}
