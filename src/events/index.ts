export { renderEvent } from './display/json-display.ts'
export type { Environment, TextStream } from './display/terminal.ts'
export { createEventStream, type EventStream, type EventStreamOptions } from './event-stream.ts'
export type { Pace } from './pace.ts'
export { etaAt, NO_PROGRESS, type Progress, reduceProgress } from './progress.ts'
export {
  createProgressSink,
  type ProgressListener,
  type ProgressOption,
  type ProgressSink,
  type ProgressSinkOptions,
} from './progress-sink.ts'
export { type BarStyle, renderBar } from './render-bar.ts'
export { renderLine, renderSummary } from './render-progress.ts'
export type { RunEvent, RunListener } from './run-event.ts'
