import { advancePace, IDLE_PACE, initialPace, type Pace, rateOf, remainingMs } from './pace.ts'
import type { RunEvent } from './run-event.ts'

/** How far a run is: what `reduceProgress` makes of its events. Plain data; a new value for each event. */
export interface Progress {
  /** Name of the function. */
  readonly task: string
  /** Points of the run. */
  readonly total: number
  /** Points that gave a result. */
  readonly done: number
  /** Points that failed for good. */
  readonly failed: number
  /** Workers alive; before the first has started, those to come. */
  readonly workers: number
  /** Workers lost so far. */
  readonly lost: number
  /** Milliseconds since the epoch; `undefined` before the run started. */
  readonly startedAtMs: number | undefined
  /** When the last event happened. */
  readonly updatedAtMs: number
  /** Milliseconds that all workers together spent on points. */
  readonly busyMs: number
  /** Points per second of the recent past; `undefined` until two blocks are back. */
  readonly rate: number | undefined
  /** Milliseconds until the last point is done, as seen at `updatedAtMs`; `undefined` until it is known. */
  readonly etaMs: number | undefined
  readonly outcome: 'running' | 'completed' | 'failed' | 'aborted'
  /** What the rate is computed from. */
  readonly pace: Pace
}

/** Progress before any event. */
export const NO_PROGRESS: Progress = Object.freeze({
  task: '',
  total: 0,
  done: 0,
  failed: 0,
  workers: 0,
  lost: 0,
  startedAtMs: undefined,
  updatedAtMs: 0,
  busyMs: 0,
  rate: undefined,
  etaMs: undefined,
  outcome: 'running',
  pace: IDLE_PACE,
})

/**
 * The progress after one more event. Pure and O(1), so the same events always give the same progress, live or from a log.
 *
 * @example
 * ```ts
 * const progress = events.reduce(reduceProgress, NO_PROGRESS)
 * console.log(renderLine(progress))
 * ```
 */
export function reduceProgress(progress: Progress, event: RunEvent): Progress {
  switch (event.type) {
    case 'run-started':
      return onRunStarted(event)
    case 'worker-started':
      return onWorkerStarted(progress, event.atMs)
    case 'worker-lost':
      return {
        ...progress,
        workers: Math.max(0, progress.workers - 1),
        lost: progress.lost + 1,
        updatedAtMs: event.atMs,
      }
    case 'points-finished':
      return onPointsFinished(progress, event)
    case 'run-finished':
      return { ...progress, outcome: event.outcome, etaMs: undefined, updatedAtMs: event.atMs }
    default:
      return progress
  }
}

/**
 * Milliseconds until the end as seen at `nowMs`: counts down while workers are silent, and up again when they are silent
 * for longer than their work has taken so far.
 */
export function etaAt(progress: Progress, nowMs: number): number | undefined {
  if (progress.outcome !== 'running') return undefined
  return remainingMs(progress.pace, { left: leftOf(progress), workers: progress.workers, nowMs })
}

function onRunStarted(event: RunEvent & { readonly type: 'run-started' }): Progress {
  return {
    ...NO_PROGRESS,
    task: event.task,
    total: event.size,
    workers: event.workers,
    startedAtMs: event.atMs,
    updatedAtMs: event.atMs,
    pace: initialPace(event.atMs),
  }
}

/** The time that the first worker takes to start says nothing about points, so the clock of the rate starts with it. */
function onWorkerStarted(progress: Progress, atMs: number): Progress {
  const { pace } = progress
  const workers = pace.started === 0 ? 1 : progress.workers + 1
  const clock = pace.started === 0 && pace.blocks === 0 ? initialPace(atMs) : pace
  return { ...progress, workers, updatedAtMs: atMs, pace: { ...clock, started: pace.started + 1 } }
}

function onPointsFinished(progress: Progress, event: RunEvent & { readonly type: 'points-finished' }): Progress {
  const pace = advancePace(progress.pace, event.done + event.failed, { atMs: event.atMs, workers: progress.workers })
  const done = progress.done + event.done
  const failed = progress.failed + event.failed
  const left = Math.max(0, progress.total - done - failed)
  return {
    ...progress,
    done,
    failed,
    busyMs: progress.busyMs + event.busyMs,
    updatedAtMs: event.atMs,
    pace,
    rate: rateOf(pace),
    etaMs: remainingMs(pace, { left, workers: progress.workers, nowMs: event.atMs }),
  }
}

function leftOf({ total, done, failed }: Progress): number {
  return Math.max(0, total - done - failed)
}
