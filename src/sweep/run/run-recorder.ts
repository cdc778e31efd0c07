import { hostname } from 'node:os'
import type { Block } from '../../dataset/index.ts'
import { type Failure, flattenError, isSweepError, lossReason, quarantinedMessage } from '../../errors/index.ts'
import type { RunEvent, RunListener } from '../../events/index.ts'
import type { BlockMessage, Executor, FailedPoint, RangeRunEnd } from '../../executor/index.ts'
import { countOf, type RunSetup } from '../../protocol/index.ts'
import { createPermutation, type Permutation, type Space } from '../../space/index.ts'
import { linkSignals } from '../../util/index.ts'
import type { ResolvedSweepOptions } from '../options.ts'
import { FirstBlocks } from './first-blocks.ts'
import type { Target } from './target.ts'

/** What a recorder works with. */
export interface RecorderInput {
  readonly space: Space
  readonly options: ResolvedSweepOptions
  readonly target: Target
  readonly executor: Executor
  readonly listener: RunListener
}

/** Follows one run: writes blocks to the target, gathers failures, tells the listener. */
export class RunRecorder {
  readonly failures: Failure[] = []
  /** What failed in sweeps inside points that themselves finished. */
  readonly innerFailures: Failure[] = []
  done = 0
  /** Whether any point gave a value. */
  hasOutputs = false
  readonly #input: RecorderInput
  readonly #order: Permutation | undefined
  readonly #stop = new AbortController()
  readonly #first = new FirstBlocks()

  constructor(input: RecorderInput) {
    this.#input = input
    const { shuffleSeed } = input.options
    this.#order = shuffleSeed === undefined ? undefined : createPermutation(input.space.size, shuffleSeed)
  }

  /** Runs the whole space; rejects only when the run as a whole failed. */
  async record(setup: RunSetup): Promise<RangeRunEnd> {
    const { space, options, executor } = this.#input
    const linked = linkSignals([options.signal, this.#stop.signal])
    this.#tell({
      type: 'run-started',
      task: setup.taskName,
      size: space.size,
      workers: Math.min(executor.maxWorkers, space.size),
    })
    const running = executor.runRanges({
      setup,
      spec: {
        size: space.size,
        concurrency: options.concurrency,
        retries: options.retries,
        stopOnFailure: options.onError === 'raise',
        maxWorkerLosses: options.maxWorkerLosses,
        perSecond: options.perSecond,
      },
      signal: linked.signal,
      memory: () => this.#input.target.memory?.(),
      onBlock: (block) => this.#onBlock(block),
      onFailure: (failure) => this.#onFailure(failure),
      onLog: (index, text) => this.#tell({ type: 'point-logged', index, text }),
      onWorkerStarted: (worker, pid) => this.#tell({ type: 'worker-started', worker, pid }),
      onWorkerLost: (worker, reason) => this.#tell({ type: 'worker-lost', worker, reason }),
    })
    const end = await running.finally(linked.unlink)
    for (const block of this.#first.rest()) this.#write(block)
    const outcome =
      options.signal?.aborted && end.outcome !== 'completed'
        ? 'aborted'
        : this.failures.length > 0
          ? 'failed'
          : 'completed'
    this.#tell({ type: 'run-finished', outcome })
    return end
  }

  #onBlock(message: BlockMessage): void {
    const count = countOf(message.done)
    if (count > 0) for (const block of this.#first.take(message)) this.#write(block)
    this.#tell({
      type: 'points-finished',
      worker: message.worker,
      done: count,
      failed: message.failures.length,
      busyMs: message.busyMs,
    })
  }

  /** Results whose kind contradicts earlier ones are failures of their points, never a reason to lose the others. */
  #write(message: BlockMessage): void {
    const count = countOf(message.done)
    const indices = message.indices ?? message.done
    try {
      if (message.isInPlace) this.#input.target.arrive?.(indices)
      else if (message.columns !== undefined) {
        this.#input.target.write({ indices, columns: message.columns, innerCoords: message.inner?.coords })
        this.hasOutputs = true
        this.#keepInner(message, indices)
      }
      this.done += count
    } catch (error) {
      if (!isSweepError(error, 'OutputError')) throw error
      const record = flattenError(error)
      forEachIndex(indices, (index) =>
        this.#add(index, { attempts: 1, workerLosses: 0, error: record, host: '', durationMs: 0 }),
      )
      if (this.#input.options.onError === 'raise') this.#stop.abort()
    }
  }

  /** Failures inside a point are kept with the point's own parameters and its index, so that it can be run again. */
  #keepInner({ inner }: BlockMessage, indices: Block['indices']): void {
    for (const { row, failure } of inner?.failures ?? []) {
      const index = 'hi' in indices ? indices.lo + row : (indices[row] ?? 0)
      this.innerFailures.push({
        ...failure,
        index,
        point: { ...this.#input.space.pointAt(index), ...failure.point },
      })
    }
  }

  #onFailure({ position, ...rest }: FailedPoint): void {
    this.#add(this.#order === undefined ? position : this.#order.at(position), rest)
  }

  #add(index: number, { attempts, workerLosses, error, host, durationMs }: Omit<FailedPoint, 'position'>): void {
    const point = this.#input.space.pointAt(index)
    const where = host || hostname()
    const told = workerLosses > 0 ? { ...error, message: quarantineText({ index, point, error, host: where }) } : error
    const failure = { index, point, attempts, workerLosses, error: told, host: where, durationMs }
    this.failures.push(failure)
    this.#tell({ type: 'point-failed', failure })
  }

  #tell(event: EventWithoutTime): void {
    this.#input.listener({ ...event, atMs: Date.now() } as RunEvent)
  }
}

/** What became of each worker of a quarantined point, and what the last one said. */
function quarantineText({ index, point, error, host }: Pick<Failure, 'index' | 'point' | 'error' | 'host'>): string {
  const losses = (error.errors ?? []).map(({ properties = {} }) => ({ reason: lossReason(properties), host }))
  const lastWords = error.message.split('\n').slice(1)
  return [quarantinedMessage({ index, point, losses }), ...lastWords].join('\n')
}

type EventWithoutTime = RunEvent extends infer Event ? (Event extends RunEvent ? Omit<Event, 'atMs'> : never) : never

function forEachIndex(indices: Block['indices'], act: (index: number) => void): void {
  if ('hi' in indices) for (let index = indices.lo; index < indices.hi; index++) act(index)
  else for (const index of indices) act(index)
}
