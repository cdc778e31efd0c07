import type { PositionRange } from '../../protocol/index.ts'

/** What the pool needs to know of a run; the points themselves are none of its business. */
export interface RunSpec {
  readonly size: number
  /** Points in flight per worker. */
  readonly concurrency: number
  /** Further attempts after a task error; the pool counts only time-outs, workers repeat the others themselves. */
  readonly retries: number
  /** Start nothing new after the first point that failed for good. */
  readonly stopOnFailure: boolean
  /** Workers that a point, running alone, may lose before it is quarantined. */
  readonly maxWorkerLosses: number
  /** Points started per second over all workers. */
  readonly perSecond?: number | undefined
}

/** A range that one worker is to run next. */
export interface Assignment extends PositionRange {
  /** One point at a time, every result sent by itself. */
  readonly careful: boolean
  readonly attempt: number
}

/** What happened, in the order it happened. `nowMs` is a monotonic clock of the shell. */
export type PoolEvent =
  | { readonly type: 'workers-wanted'; readonly points: number }
  | { readonly type: 'run-submitted'; readonly run: number; readonly spec: RunSpec; readonly nowMs: number }
  | { readonly type: 'worker-ready'; readonly worker: number }
  | {
      readonly type: 'block-received'
      readonly worker: number
      readonly run: number
      readonly done: PositionRange | Float64Array
      readonly failed: readonly number[]
      readonly released: readonly PositionRange[]
      readonly busyMs: number
      readonly nowMs: number
    }
  | {
      readonly type: 'worker-lost'
      readonly worker: number
      readonly timedOut?: TimedOut | undefined
      readonly nowMs: number
    }
  | { readonly type: 'run-drained'; readonly run: number; readonly abort: boolean }
  | { readonly type: 'run-killed'; readonly run: number }
  | { readonly type: 'time-passed'; readonly nowMs: number }
  | { readonly type: 'shut-down' }

/** A point that a worker was killed for because it ran too long. */
export interface TimedOut {
  readonly run: number
  readonly position: number
}

/** What the shell must do, in this order. */
export type PoolEffect =
  | { readonly type: 'start-worker'; readonly worker: number }
  | { readonly type: 'open-run'; readonly worker: number; readonly run: number }
  | ({ readonly type: 'assign'; readonly worker: number; readonly run: number } & Assignment)
  | { readonly type: 'drain'; readonly worker: number; readonly run: number; readonly abort: boolean }
  | { readonly type: 'close-run'; readonly worker: number; readonly run: number }
  | { readonly type: 'kill-worker'; readonly worker: number }
  | { readonly type: 'stop-worker'; readonly worker: number }
  | { readonly type: 'point-timed-out'; readonly run: number; readonly position: number; readonly attempts: number }
  | {
      readonly type: 'point-quarantined'
      readonly run: number
      readonly position: number
      readonly losses: readonly number[]
    }
  | { readonly type: 'run-ended'; readonly run: number; readonly outcome: RunEnd }
  | { readonly type: 'wake-at'; readonly nowMs: number }

/** How a run ended: every point accounted for, stopped early, or workers that never start. */
export type RunEnd = 'completed' | 'stopped' | 'no-workers'
