import {
  type ErrorRecord,
  flattenError,
  PointTimeoutError,
  rebuildError,
  TaskLoadError,
  timeoutMessage,
} from '../errors/index.ts'
import { type FromWorker, PROTOCOL_VERSION } from '../protocol/index.ts'
import type { RangeRun, RangeRunEnd } from './executor.ts'
import type { Launcher, WorkerLink, WorkerLoss } from './launcher.ts'
import { BUDGET_MS, Pool } from './pool/pool.ts'
import type { PoolEffect, PoolEvent, RunEnd } from './pool/transition.ts'

/** Milliseconds that running points have to end by themselves after the caller's signal was aborted. */
const ABORT_GRACE_MS = 1000

/** Milliseconds a worker has to say that it is up: a machine out of threads may hang it before its first line of code. */
const START_LIMIT_MS = 60_000

/** Longest time a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Losses kept for the causes of later quarantines. */
const REMEMBERED_LOSSES = 1000

interface ActiveRun {
  readonly request: RangeRun
  readonly resolve: (end: RangeRunEnd) => void
  readonly reject: (error: unknown) => void
  readonly hosts: Set<string>
  readonly nodeVersions: Set<string>
  readonly unlisten: () => void
  /** Workers that know the run, and the memory that they were or will be given. */
  readonly knownTo: Set<number>
  memory: Readonly<Record<string, Float64Array>> | undefined
  aborted: boolean
  /** Set once the run has failed as a whole: nothing more is delivered. */
  failure: { readonly error: unknown } | undefined
  graceTimer?: NodeJS.Timeout
}

type Telling = Extract<PoolEffect, { type: 'point-timed-out' | 'point-quarantined' }>

interface LiveWorker {
  readonly link: WorkerLink
  /** Ends it when it never says that it is up. */
  readonly startTimer: NodeJS.Timeout
  host: string
  node: string
}

/** The shell round the pool: starts workers through a launcher, carries messages both ways, performs effects. */
export class WorkerPool {
  readonly #launcher: Launcher
  readonly #pool: Pool
  readonly #workers = new Map<number, LiveWorker>()
  readonly #runs = new Map<number, ActiveRun>()
  readonly #losses = new Map<number, WorkerLoss>()
  #nextRun = 0
  #wake: NodeJS.Timeout | undefined
  #keepAlive: NodeJS.Timeout | undefined
  #closed: Promise<void> | undefined

  constructor(options: { launcher: Launcher; maxWorkers: number }) {
    this.#launcher = options.launcher
    this.#pool = new Pool({ maxWorkers: options.maxWorkers })
  }

  run(request: RangeRun): Promise<RangeRunEnd> {
    if (this.#closed !== undefined)
      return Promise.reject(new TypeError('Expected an open executor; this one was shut down.'))
    const id = this.#nextRun++
    this.#keepAlive ??= setInterval(() => undefined, 2 ** 30)
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.#abort(id)
      request.signal?.addEventListener('abort', onAbort, { once: true })
      this.#runs.set(id, {
        request,
        resolve,
        reject,
        hosts: new Set(),
        nodeVersions: new Set(),
        knownTo: new Set(),
        memory: undefined,
        unlisten: () => request.signal?.removeEventListener('abort', onAbort),
        aborted: false,
        failure: undefined,
      })
      this.#handle({ type: 'run-submitted', run: id, spec: request.spec, nowMs: performance.now() })
      if (request.signal?.aborted) this.#abort(id)
    })
  }

  /** Starts workers for so many points ahead of a run. */
  prepare(points: number): void {
    if (this.#closed === undefined) this.#handle({ type: 'workers-wanted', points })
  }

  shutdown(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    for (const id of [...this.#runs.keys()]) this.#fail(id, new TypeError('The executor was shut down while it ran.'))
    clearTimeout(this.#wake)
    const links = [...this.#workers.values()].map(({ link, startTimer }) => {
      clearTimeout(startTimer)
      return link
    })
    this.#workers.clear()
    this.#handle({ type: 'shut-down' })
    await Promise.all(links.map((link) => link.stop()))
  }

  #handle(event: PoolEvent): void {
    const ended = this.#perform(this.#pool.handle(event))
    for (const { run, outcome } of ended) this.#end(run, outcome)
  }

  /**
   * Performs effects in order, but tells of failures when all else is done: who listens may abort or shut down. Leaves ends of
   * runs to the caller, who delivers results first.
   */
  #perform(effects: readonly PoolEffect[]): { run: number; outcome: RunEnd }[] {
    const ended: { run: number; outcome: RunEnd }[] = []
    const told: Telling[] = []
    for (const effect of effects) {
      if (effect.type === 'run-ended') ended.push(effect)
      else if (effect.type === 'point-timed-out' || effect.type === 'point-quarantined') told.push(effect)
      else this.#performOne(effect)
    }
    for (const effect of told) {
      if (effect.type === 'point-timed-out') this.#failTimedOut(effect)
      else this.#failQuarantined(effect)
    }
    return ended
  }

  #performOne(effect: Exclude<PoolEffect, Telling | { type: 'run-ended' }>): void {
    switch (effect.type) {
      case 'start-worker':
        return this.#start(effect.worker)
      case 'open-run':
        return this.#open(effect.worker, effect.run)
      case 'assign': {
        const { worker, ...assignment } = effect
        return this.#workers.get(worker)?.link.send({ ...assignment, budgetMs: BUDGET_MS })
      }
      case 'drain':
        return this.#workers.get(effect.worker)?.link.send({ type: 'drain', run: effect.run, abort: effect.abort })
      case 'close-run':
        return this.#workers.get(effect.worker)?.link.send({ type: 'close', run: effect.run })
      case 'kill-worker':
        return this.#workers.get(effect.worker)?.link.kill()
      case 'stop-worker':
        return void this.#workers.get(effect.worker)?.link.stop()
      case 'wake-at':
        clearTimeout(this.#wake)
        this.#wake = setTimeout(
          () => this.#handle({ type: 'time-passed', nowMs: performance.now() }),
          Math.min(Math.max(0, effect.nowMs - performance.now()), MAX_TIMER_MS),
        )
        this.#wake.unref()
    }
  }

  #start(worker: number): void {
    const link = this.#launcher.launch({
      onMessage: (message) => this.#onMessage(worker, message),
      onLost: (loss) => this.#onLost(worker, loss),
    })
    const startTimer = setTimeout(() => link.kill(), START_LIMIT_MS).unref()
    this.#workers.set(worker, { link, startTimer, host: '', node: '' })
  }

  #open(worker: number, id: number): void {
    const run = this.#runs.get(id)
    if (run === undefined) return
    const { setup } = run.request
    run.knownTo.add(worker)
    try {
      this.#workers.get(worker)?.link.send({ type: 'open', run: id, setup })
      if (run.memory !== undefined) this.#giveMemory(worker, id, run.memory)
    } catch (error) {
      this.#fail(id, error)
    }
  }

  #onMessage(worker: number, message: FromWorker): void {
    const live = this.#workers.get(worker)
    if (live === undefined) return
    switch (message.type) {
      case 'ready':
        clearTimeout(live.startTimer)
        if (message.version !== PROTOCOL_VERSION) return this.#refuseVersion(message.version)
        Object.assign(live, { host: message.host, node: message.node })
        for (const id of this.#runs.keys())
          this.#guarded(id, ({ request }) => request.onWorkerStarted?.(worker, message.pid))
        return
      case 'opened':
        return this.#handle({ type: 'worker-ready', worker })
      case 'open-failed':
        return this.#onOpenFailed(message.run, message.error)
      case 'log':
        return this.#guarded(message.run, ({ request }) => request.onLog?.(message.index, message.text))
      case 'block':
        return this.#onBlock(worker, live, message)
    }
  }

  #onBlock(worker: number, live: LiveWorker, message: Extract<FromWorker, { type: 'block' }>): void {
    const { run, done, released, busyMs } = message
    const failed = message.failures.map(({ position }) => position)
    const nowMs = performance.now()
    let effects: readonly PoolEffect[]
    try {
      effects = this.#pool.handle({ type: 'block-received', worker, run, done, failed, released, busyMs, nowMs })
    } catch (error) {
      return this.#fail(run, error)
    }
    const ended = this.#perform(effects)
    this.#guarded(run, (active) => {
      active.hosts.add(live.host)
      active.nodeVersions.add(live.node)
      active.request.onBlock({ ...message, worker })
      this.#askForMemory(run, active)
      for (const failure of message.failures) active.request.onFailure({ ...failure, workerLosses: 0, host: live.host })
    })
    for (const end of ended) this.#end(end.run, end.outcome)
  }

  /** Tells all workers of a run where to write, once the caller knows. */
  #askForMemory(id: number, run: ActiveRun): void {
    if (run.memory !== undefined || this.#launcher.kind !== 'thread') return
    run.memory = run.request.memory?.()
    if (run.memory === undefined) return
    for (const worker of run.knownTo) this.#giveMemory(worker, id, run.memory)
  }

  #giveMemory(worker: number, run: number, columns: Readonly<Record<string, Float64Array>>): void {
    this.#workers.get(worker)?.link.send({ type: 'memory', run, columns })
  }

  #onLost(worker: number, loss: WorkerLoss): void {
    clearTimeout(this.#workers.get(worker)?.startTimer)
    if (!this.#workers.delete(worker)) return
    this.#losses.set(worker, loss)
    const [oldest] = this.#losses.keys()
    if (this.#losses.size > REMEMBERED_LOSSES && oldest !== undefined) this.#losses.delete(oldest)
    for (const id of this.#runs.keys()) {
      this.#guarded(id, ({ request }) => request.onWorkerLost?.(worker, loss.error.message))
    }
    this.#handle({ type: 'worker-lost', worker, timedOut: loss.timedOut, nowMs: performance.now() })
  }

  #onOpenFailed(id: number, record: ErrorRecord): void {
    const cause = rebuildError(record)
    const name = this.#runs.get(id)?.request.setup.taskName ?? 'task'
    this.#fail(
      id,
      cause instanceof Error && 'tag' in cause
        ? cause
        : new TaskLoadError(
            `The task \`${name}\` could not be loaded in a worker: ${cause.message}`,
            { task: name },
            { cause },
          ),
    )
  }

  #refuseVersion(version: number): void {
    const text = `A worker speaks version ${version} of the protocol, this program version ${PROTOCOL_VERSION}.\nInstall one version of windrow for both.`
    for (const id of this.#runs.keys()) this.#fail(id, new TypeError(text))
  }

  #failTimedOut({ run, position, attempts }: { run: number; position: number; attempts: number }): void {
    this.#guarded(run, ({ request }) => {
      const timeoutMs = request.setup.timeoutMs ?? 0
      const error = flattenError(new PointTimeoutError(timeoutMessage({ timeoutMs }), { timeoutMs }))
      request.onFailure({
        position,
        attempts,
        workerLosses: 0,
        error,
        host: '',
        durationMs: timeoutMs,
      })
    })
  }

  #failQuarantined({ run, position, losses }: { run: number; position: number; losses: readonly number[] }): void {
    const causes = losses.map((worker) => this.#losses.get(worker)?.error).filter((error) => error !== undefined)
    const { stack: _, ...last } = flattenError(causes.at(-1))
    const error: ErrorRecord = { ...last, errors: causes.map((cause) => flattenError(cause)) }
    const count = losses.length
    this.#guarded(run, ({ request }) =>
      request.onFailure({ position, attempts: count, workerLosses: count, error, host: '', durationMs: 0 }),
    )
  }

  #abort(id: number): void {
    const run = this.#runs.get(id)
    if (run === undefined || run.aborted) return
    run.aborted = true
    run.graceTimer = setTimeout(() => this.#handle({ type: 'run-killed', run: id }), ABORT_GRACE_MS)
    this.#handle({ type: 'run-drained', run: id, abort: true })
  }

  /** Gives a run up as a whole: its workers are ended if they do not end soon. */
  #fail(id: number, error: unknown): void {
    const run = this.#runs.get(id)
    if (run === undefined || run.failure !== undefined) return
    run.failure = { error }
    queueMicrotask(() => this.#abort(id))
  }

  #guarded(id: number, act: (run: ActiveRun) => void): void {
    const run = this.#runs.get(id)
    if (run === undefined || run.failure !== undefined) return
    try {
      act(run)
    } catch (error) {
      this.#fail(id, error)
    }
  }

  #end(id: number, outcome: RunEnd): void {
    const run = this.#runs.get(id)
    if (run === undefined) return
    this.#runs.delete(id)
    run.unlisten()
    clearTimeout(run.graceTimer)
    if (this.#runs.size === 0) {
      clearInterval(this.#keepAlive)
      this.#keepAlive = undefined
    }
    if (run.failure !== undefined) return run.reject(run.failure.error)
    if (outcome === 'no-workers') return run.reject(this.#noWorkers(run))
    const how = outcome === 'completed' ? 'completed' : run.aborted ? 'aborted' : 'stopped'
    run.resolve({ outcome: how, hosts: [...run.hosts], nodeVersions: [...run.nodeVersions] })
  }

  #noWorkers(run: ActiveRun): TaskLoadError {
    const last = [...this.#losses.values()].at(-1)?.error
    const task = run.request.setup.taskName
    return new TaskLoadError(
      `No ${this.#launcher.kind} worker stays alive long enough to load \`${task}\`: ${last?.message ?? 'it ends without a word'}\nLook for code at the top level of its module that ends the process.`,
      { task },
      { cause: last },
    )
  }
}
