import type { Column } from '../../dataset/index.ts'
import type { ErrorRecord } from '../../errors/index.ts'
import type { Executor, RangeRunEnd } from '../../executor/index.ts'
import { SingleNodeExecutor } from '../../executors/index.ts'
import { createMemoryMeter, type MemoryMeter, type MemorySource, type TreeUse } from '../../host/index.ts'
import { createSpace, type Point } from '../../space/index.ts'
import type { ShippedTask } from '../../task/index.ts'
import { linkSignals } from '../../util/index.ts'
import type { SweepPlan } from '../plan-sweep.ts'
import { setupOf } from '../run/run-setup.ts'

/** Milliseconds beyond its own time that a run has to load the task and to be stopped. */
const SLACK_MS = 2000

/** What a worker is asked to try. */
export interface TrialRequest {
  readonly points: readonly Point[]
  /** Milliseconds for all of them, once the task is loaded. */
  readonly limitMs: number
  /** Each point is ended when it runs longer. */
  readonly timeoutMs: number | undefined
}

/** How some points went. */
export interface Trial {
  /** What the worker spent on them. */
  readonly busyMs: number
  readonly done: number
  readonly columns: readonly Column[]
  readonly error: ErrorRecord | undefined
  /** False when it was stopped before it had an end. */
  readonly hasEnded: boolean
  readonly use: TreeUse
}

/** A worker process of a sweep, which runs points one after another while its memory is looked at. */
export class TrialWorker {
  readonly #plan: SweepPlan
  readonly #task: ShippedTask
  readonly #executor: Executor = new SingleNodeExecutor({ workers: 'processes', maxWorkers: 1 })
  #meter: MemoryMeter | undefined

  constructor(plan: SweepPlan, task: ShippedTask) {
    this.#plan = plan
    this.#task = task
  }

  get memorySource(): MemorySource {
    return this.#meter?.source ?? 'none'
  }

  /** Runs the points as those of a small space of their own: their keys, and so their seeds, are the same. */
  async run({ points, limitMs, timeoutMs }: TrialRequest): Promise<Trial> {
    const { options } = this.#plan
    const space = createSpace({ cases: points })
    const outcome: { busyMs: number; done: number; columns: readonly Column[]; error: ErrorRecord | undefined } = {
      busyMs: 0,
      done: 0,
      columns: [],
      error: undefined,
    }
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), Math.min(limitMs + SLACK_MS, 2 ** 31 - 1))
    const linked = linkSignals([options.signal, stop.signal])
    this.#meter?.reset()
    try {
      const end = await this.#executor.runRanges({
        setup: {
          ...setupOf(this.#task, space, options),
          shuffleSeed: undefined,
          concurrency: 1,
          retries: 0,
          timeoutMs,
          stopOnFailure: false,
        },
        spec: { size: space.size, concurrency: 1, retries: 0, stopOnFailure: false, maxWorkerLosses: 1 },
        signal: linked.signal,
        onWorkerStarted: (_, pid) => this.#follow(pid),
        onBlock: (block) => {
          outcome.busyMs += block.busyMs
          outcome.done += 'hi' in block.done ? block.done.hi - block.done.lo : block.done.length
          if (block.columns !== undefined) outcome.columns = block.columns
        },
        onFailure: ({ error, durationMs }) => {
          outcome.error = error
          outcome.busyMs = Math.max(outcome.busyMs, durationMs)
        },
      })
      return { ...outcome, hasEnded: hasEnded(end), use: await this.#use() }
    } finally {
      clearTimeout(timer)
      linked.unlink()
    }
  }

  async close(): Promise<void> {
    this.#meter?.stop()
    await this.#executor.shutdown()
  }

  #follow(pid: number | undefined): void {
    this.#meter?.stop()
    this.#meter = pid === undefined ? undefined : createMemoryMeter(pid)
    this.#meter?.reset()
  }

  async #use(): Promise<TreeUse> {
    return (await this.#meter?.read()) ?? { peakBytes: undefined, cpuMs: undefined }
  }
}

function hasEnded({ outcome }: RangeRunEnd): boolean {
  return outcome === 'completed'
}
