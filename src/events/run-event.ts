import type { Failure } from '../errors/index.ts'

/**
 * What happens during a run, as plain data in the order it happened. Progress, status and logs are reducers over it.
 * `atMs` is milliseconds since the epoch.
 */
export type RunEvent =
  | {
      readonly type: 'run-started'
      readonly atMs: number
      readonly task: string
      readonly size: number
      readonly workers: number
    }
  | {
      readonly type: 'worker-started'
      readonly atMs: number
      readonly worker: number
      readonly pid: number | undefined
    }
  | { readonly type: 'worker-lost'; readonly atMs: number; readonly worker: number; readonly reason: string }
  | {
      readonly type: 'points-finished'
      readonly atMs: number
      readonly worker: number
      /** Points of this block that gave a result. */
      readonly done: number
      /** Points of this block that failed for good. */
      readonly failed: number
      /** Milliseconds the worker spent on the block. */
      readonly busyMs: number
    }
  | { readonly type: 'point-failed'; readonly atMs: number; readonly failure: Failure }
  | { readonly type: 'point-logged'; readonly atMs: number; readonly index: number; readonly text: string }
  | { readonly type: 'run-finished'; readonly atMs: number; readonly outcome: 'completed' | 'failed' | 'aborted' }

/** Receives events of a run as they happen; what it throws is reported to the caller of the run, never swallowed. */
export type RunListener = (event: RunEvent) => void
