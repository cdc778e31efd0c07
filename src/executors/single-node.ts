/// <reference lib="esnext.disposable" preserve="true" />
import { availableParallelism } from 'node:os'
import type { Executor, Launcher, RangeRun, RangeRunEnd, WorkerPool } from '../executor/index.ts'

import { shareMoved } from '../protocol/index.ts'

/** Kinds of workers on one machine. */
export const WORKER_KINDS = ['processes', 'threads', 'inline'] as const
export type WorkerKind = (typeof WORKER_KINDS)[number]

/** Options of `SingleNodeExecutor`. */
export interface SingleNodeExecutorOptions {
  /**
   * What a worker is. `'processes'` contain crashes and running out of memory; `'threads'` start and talk faster and share
   * large arrays; `'inline'` is the calling thread itself.
   *
   * @default 'processes'
   */
  readonly workers?: WorkerKind
  /**
   * Most workers at a time; they are started when there is work for them. Always 1 for `'inline'`.
   *
   * @default the number of cores this process may use
   */
  readonly maxWorkers?: number
}

/**
 * Runs points on the cores of this machine; its workers live until `shutdown`, so several sweeps may share them.
 *
 * @example
 * ```ts
 * import { range, SingleNodeExecutor, sweep } from 'windrow'
 * const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 2 })
 * const squares = await sweep(({ x }: { x: number }) => x * x, { x: range(100) }, { executor })
 * await executor.shutdown()
 * ```
 */
export class SingleNodeExecutor implements Executor {
  readonly name: WorkerKind
  readonly maxWorkers: number
  readonly sharesMemory: boolean
  #pool: Promise<WorkerPool> | undefined
  #isShutDown = false

  constructor(options: SingleNodeExecutorOptions = {}) {
    const { workers, maxWorkers } = resolveSingleNodeOptions(options)
    this.name = workers
    this.maxWorkers = maxWorkers
    this.sharesMemory = workers === 'threads'
  }

  async prepare(points: number): Promise<void> {
    if (this.#isShutDown) return
    this.#pool ??= this.#open()
    ;(await this.#pool).prepare(points)
  }

  async runRanges(run: RangeRun): Promise<RangeRunEnd> {
    if (this.#isShutDown) throw new TypeError('Expected an open executor; this one was shut down.')
    this.#pool ??= this.#open()
    const shares = this.name === 'threads' && this.maxWorkers > 1
    const setup = shares ? { ...run.setup, given: shareMoved(run.setup.given) } : run.setup
    return (await this.#pool).run({ ...run, setup })
  }

  async shutdown(): Promise<void> {
    this.#isShutDown = true
    await (await this.#pool)?.shutdown()
  }

  /** Shuts down at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown()
  }

  async #open(): Promise<WorkerPool> {
    const [launcher, { WorkerPool }] = await Promise.all([launcherOf(this.name), import('../executor/index.ts')])
    return new WorkerPool({ launcher, maxWorkers: this.maxWorkers })
  }
}

/** Checks and completes the options. */
export function resolveSingleNodeOptions(options: SingleNodeExecutorOptions): Required<SingleNodeExecutorOptions> {
  const { workers = 'processes', maxWorkers = availableParallelism() } = options
  for (const name of Object.keys(options)) {
    if (name !== 'workers' && name !== 'maxWorkers') {
      throw new TypeError(`Expected the options \`workers\` and \`maxWorkers\`, got \`${name}\`.`)
    }
  }
  if (!WORKER_KINDS.includes(workers)) {
    throw new TypeError(
      `Expected \`workers\` to be one of ${WORKER_KINDS.map((kind) => `'${kind}'`).join(', ')}, got \`${String(workers)}\`.`,
    )
  }
  if (!Number.isInteger(maxWorkers) || maxWorkers < 1) {
    throw new TypeError(
      `Expected \`maxWorkers\` to be a whole number from 1 up, got \`${String(maxWorkers)}\` (${typeof maxWorkers}).`,
    )
  }
  return { workers, maxWorkers: workers === 'inline' ? 1 : maxWorkers }
}

async function launcherOf(kind: WorkerKind): Promise<Launcher> {
  if (kind === 'processes') return (await import('./process-launcher.ts')).processLauncher
  if (kind === 'threads') return (await import('./thread-launcher.ts')).threadLauncher
  return (await import('./inline-launcher.ts')).createInlineLauncher()
}
