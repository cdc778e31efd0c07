export type { Attrs, AttrValue, DType, Variable } from './dataset/index.ts'
export { DataArray, Dataset } from './dataset/index.ts'
export {
  type ErrorRecord,
  type ErrorTag,
  type Failure,
  FormatError,
  isSweepError,
  LedgerError,
  OutputError,
  PointTimeoutError,
  ShipError,
  StoreError,
  SweepAbortedError,
  SweepFailedError,
  TaskLoadError,
  WorkerLostError,
} from './errors/index.ts'
export {
  createEventStream,
  type EventStream,
  type EventStreamOptions,
  type Progress,
  type ProgressOption,
  type RunEvent,
} from './events/index.ts'
export type { Executor } from './executor/index.ts'
export { SingleNodeExecutor, type SingleNodeExecutorOptions } from './executors/index.ts'
export { move } from './protocol/index.ts'
export { geomspace, linspace, logspace, range, Sequence, zip } from './space/index.ts'
export { openDataset, saveDataset } from './stores/index.ts'
export { label, Runner, type RunnerOptions, type SweepFunction, type SweepOptions, sweep } from './sweep/index.ts'
export { type Context, context } from './worker/index.ts'
