export type { AnyRow, Attrs, AttrValue, Complex, DType, Variable } from './dataset/index.ts'
export { concat, DataArray, Dataset, Table } from './dataset/index.ts'
export {
  CommandError,
  type ErrorRecord,
  type ErrorTag,
  type Failure,
  isSweepError,
  MergeError,
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
export {
  openDataset,
  type ReadTableOptions,
  readTable,
  type SaveTableOptions,
  saveDataset,
  saveTable,
} from './stores/index.ts'
export {
  type DryRunOptions,
  dryRun,
  type Estimate,
  label,
  type OutputEstimate,
  Runner,
  type RunnerOptions,
  renderEstimate,
  type SampledPoint,
  type SweepFunction,
  type SweepOptions,
  sweep,
} from './sweep/index.ts'
export {
  type CommandContext,
  type CommandOptions,
  type CommandOutput,
  type CommandTask,
  type CommandValue,
  command,
  type FolderOptions,
  type JsonOutputs,
  type JsonValue,
  type Parser,
  type TextParser,
} from './task/index.ts'
export { type Context, context } from './worker/index.ts'
