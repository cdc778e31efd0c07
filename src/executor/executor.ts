import type { ErrorRecord } from '../errors/index.ts'
import type { FromWorker, RunSetup } from '../protocol/index.ts'
import type { RunSpec } from './pool/transition.ts'

/** Results as a worker sent them. */
export type BlockMessage = Extract<FromWorker, { type: 'block' }> & { readonly worker: number }

/** A point that failed for good, before its parameters are added. */
export interface FailedPoint {
  readonly position: number
  readonly attempts: number
  readonly workerLosses: number
  readonly error: ErrorRecord
  readonly host: string
  readonly durationMs: number
}

/** A run of ranges: what to compute and who listens. Callbacks run in the order things happened; what they throw ends the run. */
export interface RangeRun {
  readonly setup: RunSetup
  readonly spec: RunSpec
  /** Where workers of a `sharesMemory` executor may write outputs themselves; asked after each block until it says so. */
  memory?(): Readonly<Record<string, Float64Array>> | undefined
  onBlock(block: BlockMessage): void
  onFailure(failure: FailedPoint): void
  onLog?(index: number, text: string): void
  onWorkerStarted?(worker: number, pid: number | undefined): void
  onWorkerLost?(worker: number, reason: string): void
  /** Start nothing new once aborted; running points have a moment to end, then their workers are ended. */
  readonly signal?: AbortSignal | undefined
}

/** How a run of ranges ended. */
export interface RangeRunEnd {
  readonly outcome: 'completed' | 'stopped' | 'aborted'
  /** Hosts and Node versions that took part. */
  readonly hosts: readonly string[]
  readonly nodeVersions: readonly string[]
}

/** Owns workers and computes ranges on them; one executor may serve many sweeps, also at the same time. */
export interface Executor {
  /** What it runs on: `processes`, `threads`, `inline`. */
  readonly name: string
  readonly maxWorkers: number
  /** True when its workers can write into memory of the caller. */
  readonly sharesMemory?: boolean
  /** Starts workers for so many points before they are asked for, so that their start overlaps what the caller does. */
  prepare?(points: number): Promise<void>
  /** Computes every position of `run.spec.size`. Rejects when the task cannot be loaded, no worker starts, or a callback throws. */
  runRanges(run: RangeRun): Promise<RangeRunEnd>
  /** Ends all workers. Idempotent. */
  shutdown(): Promise<void>
}
