import type { Failure } from '../../../src/errors/index.ts'
import type { RunEvent } from '../../../src/events/index.ts'

export const START_MS = 1_000_000

export function started(size: number = 672, workers: number = 2): RunEvent {
  return { type: 'run-started', atMs: START_MS, task: 'ising', size, workers }
}

export function workerStarted(worker: number = 0, afterMs: number = 0): RunEvent {
  return { type: 'worker-started', atMs: START_MS + afterMs, worker, pid: 7 }
}

export function workerLost(worker: number = 0, afterMs: number = 0): RunEvent {
  return { type: 'worker-lost', atMs: START_MS + afterMs, worker, reason: 'killed by SIGKILL' }
}

export type PointsFinished = RunEvent & { readonly type: 'points-finished' }

export function finished(
  afterMs: number,
  done: number,
  facts: { failed?: number; worker?: number } = {},
): PointsFinished {
  const { failed = 0, worker = 0 } = facts
  return { type: 'points-finished', atMs: START_MS + afterMs, worker, done, failed, busyMs: 10 }
}

export function logged(index: number, text: string): RunEvent {
  return { type: 'point-logged', atMs: START_MS, index, text }
}

export function failed(index: number, point: Failure['point'] = { T: 2.1 }): RunEvent {
  const error = { name: 'RangeError', message: 'too far' }
  const failure = { index, point, attempts: 1, workerLosses: 0, error, host: 'n1', durationMs: 0 }
  return { type: 'point-failed', atMs: START_MS, failure }
}

export function ended(afterMs: number, outcome: 'completed' | 'failed' | 'aborted' = 'completed'): RunEvent {
  return { type: 'run-finished', atMs: START_MS + afterMs, outcome }
}
