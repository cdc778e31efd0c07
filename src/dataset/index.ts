export type { Attrs, AttrValue, Block, Column, DType, Elements, Labels, ResultSink, Values, Variable } from './variable.ts'
