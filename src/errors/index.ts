export {
  type DescribeFailuresOptions,
  describeFailure,
  describeFailures,
  describePoint,
  firstLine,
} from './describe-failure.ts'
export type { ErrorRecord } from './error-record.ts'
export type { Failure } from './failure.ts'
export { flattenError } from './flatten-error.ts'
export {
  abortedMessage,
  commandEnd,
  commandMessage,
  failedMessage,
  lastLinesOf,
  lossReason,
  quarantinedMessage,
  type RunFacts,
  timeoutMessage,
  type WorkerEnd,
  workerLostMessage,
} from './messages.ts'
export { rebuildError } from './rebuild-error.ts'
export { locationInStack } from './stack-location.ts'
export {
  CommandError,
  type CommandFacts,
  type ErrorTag,
  FormatError,
  isSweepError,
  LedgerError,
  MergeError,
  OutputError,
  PlotError,
  PointTimeoutError,
  ShipError,
  StoreError,
  SweepAbortedError,
  SweepError,
  SweepFailedError,
  type TaggedErrors,
  type TaggedRebuild,
  TaskLoadError,
  WorkerLostError,
} from './sweep-error.ts'
