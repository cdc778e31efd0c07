export type { ErrorRecord } from './error-record.ts'
export type { Failure } from './failure.ts'
export { isSweepError, OutputError, PointTimeoutError, ShipError, StoreError, SweepAbortedError, SweepError, SweepFailedError, TaskLoadError, WorkerLostError, type ErrorTag, type TaggedErrors } from './sweep-error.ts'
