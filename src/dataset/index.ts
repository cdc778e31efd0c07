export { type Brand, brandOf } from './brand.ts'
export type { Assignable, DimmedValues } from './combine/assign.ts'
export { type ConcatDim, concat } from './combine/concat-function.ts'
export type { MergeOptions } from './combine/merge.ts'
export type { MapOptions } from './compute/elements.ts'
export { equalRecords, equalVariables } from './compute/equals.ts'
export { DataArray } from './data-array.ts'
export { Dataset } from './dataset.ts'
export { type Complex, isComplex, toComplex } from './element/complex.ts'
export type { Scalar } from './element/decode.ts'
export {
  type ArrayKind,
  type ArrayValues,
  allocate,
  arrayOf,
  type BigKind,
  bytesOf,
  dtypes,
  hasNaN,
  isBig,
  isBigArray,
  isFloat,
  isInteger,
  jointKind,
  kindOfArray,
  sizeOf,
  widthOf,
} from './element/dtype.ts'
export { isJson, JSON_ATTRS } from './element/json-value.ts'
export { type Assembler, type AssemblerOptions, createAssembler } from './label/assembler.ts'
export { commonAttrs } from './label/inner/common-attrs.ts'
export { createLabelledAssembler, type LabelledAssembler } from './label/inner/labelled-assembler.ts'
export { type OutputPlan, planOutputs } from './label/plan-outputs.ts'
export { createSchema, isVoid, type OutputSchema, type OutputSpec, reconcileSchema } from './label/schema.ts'
export { type LazySource, lazyVariable } from './lazy-variable.ts'
export type { DataArrayParts, DatasetParts } from './parts.ts'
export type { ReduceOptions, StdOptions } from './reduce/reduce.ts'
export type { DropOptions } from './select/drop.ts'
export type { IndexSelection, IndexSelector, IndexSlice, ListOf } from './select/isel.ts'
export type { Interval, Nearest, Selection, Selector } from './select/sel.ts'
export { columnOf, columnOfValues, markMissing } from './table/column.ts'
export { joinComplex, splitComplex } from './table/complex-columns.ts'
export { productVariable } from './table/reshape/product-columns.ts'
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
  BigValues,
  Block,
  Column,
  DType,
  Elements,
  InnerLabels,
  Labels,
  NumericValues,
  ResultSink,
  Values,
  Variable,
} from './variable.ts'
export { type ListLike, type VariableOptions, variableOf } from './variable-of.ts'
