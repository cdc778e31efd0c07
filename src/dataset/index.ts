export { DataArray, type DataArrayParts } from './data-array.ts'
export { Dataset, type DatasetParts } from './dataset.ts'
export type { Scalar } from './element/decode.ts'
export { arrayOf, bytesOf, dtypes, hasNaN, isFloat, isInteger, type NumericValues, sizeOf } from './element/dtype.ts'
export { isJson, JSON_ATTRS } from './element/json-value.ts'
export { type Assembler, type AssemblerOptions, createAssembler } from './label/assembler.ts'
export { type OutputPlan, planOutputs } from './label/plan-outputs.ts'
export { createSchema, isVoid, type OutputSchema, type OutputSpec, reconcileSchema } from './label/schema.ts'
export { type LazySource, lazyVariable } from './lazy-variable.ts'
export type { ReduceOptions, StdOptions } from './reduce/reduce.ts'
export type { IndexSelection, IndexSelector, IndexSlice, ListOf } from './select/isel.ts'
export type { Interval, Nearest, Selection, Selector } from './select/sel.ts'
export { columnOf, columnOfValues, markMissing } from './table/column.ts'
export { productVariable } from './table/product-columns.ts'
export type { RowOfTypes, TypeName } from './table/row-types.ts'
export { Table, type TableParts } from './table/table.ts'
export type {
  AnyRow,
  ColumnsOf,
  DatasetOf,
  FailureRow,
  RowFrom,
  RowOfColumns,
  ToDatasetOptions,
} from './table/types.ts'
export type { AnyTypes, ArrayRow, BareDims, ElementOf, Item, Nested, Row, ValuesOf, Without } from './types.ts'
export { unknownName } from './unknown-name.ts'
export type {
  Attrs,
  AttrValue,
  Block,
  Column,
  DType,
  Elements,
  Labels,
  ResultSink,
  Values,
  Variable,
} from './variable.ts'
export { type ListLike, type VariableOptions, variableOf } from './variable-of.ts'
