import { flattenError } from '../errors/index.ts'
import type { FromWorker, RunSetup, ToWorker } from '../protocol/index.ts'
import { loadTask } from '../task/index.ts'
import { AsyncRunner } from './async-runner.ts'
import { afterThisTurn } from './own-clock.ts'
import { createSlotMemory, openSlots } from './point/running-slots.ts'
import { SyncRunner } from './sync-runner.ts'
import { type AssignedRange, stopMsOf, TaskRun } from './task-run.ts'

/** What an engine is connected to. */
export interface EngineHost {
  readonly send: (message: FromWorker) => void
  /** Told of the memory that says what runs since when, if the run has a `timeoutMs`; nobody enforces it otherwise. */
  readonly watch?: ((run: number, memory: SharedArrayBuffer, timeoutMs: number) => void) | undefined
  /** Told when a run is over whose memory need not be looked at any more. */
  readonly unwatch?: ((run: number) => void) | undefined
}

interface OpenRun {
  readonly run: TaskRun
  readonly sync: SyncRunner
  /** Set once the task has returned a promise; it stays asynchronous from then on. */
  async: AsyncRunner | undefined
}

/** The working half of every kind of worker: opens runs, runs assigned ranges in the order they came, sends blocks. */
export class Engine {
  readonly #host: EngineHost
  readonly #runs = new Map<number, Promise<OpenRun | undefined>>()
  readonly #opened = new Map<number, OpenRun>()
  readonly #queue: { readonly open: OpenRun; readonly range: AssignedRange }[] = []
  #scheduled = false

  constructor(host: EngineHost) {
    this.#host = host
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'open':
        this.#runs.set(message.run, this.#open(message.run, message.setup))
        break
      case 'assign':
        this.#whenOpen(
          message.run,
          (open) => this.#enqueue(open, message),
          () => this.#refuse(message),
        )
        break
      case 'memory':
        this.#whenOpen(message.run, ({ run }) => {
          run.memory = message.columns
        })
        break
      case 'drain':
        this.#whenOpen(message.run, (open) => this.#drain(open, message.abort))
        break
      case 'close':
        this.#host.unwatch?.(message.run)
        this.#runs.delete(message.run)
        this.#opened.delete(message.run)
        break
    }
  }

  #whenOpen(run: number, act: (open: OpenRun) => void, otherwise?: () => void): void {
    const open = this.#opened.get(run)
    if (open !== undefined) act(open)
    else void this.#runs.get(run)?.then((late) => (late === undefined ? otherwise?.() : act(late)))
  }

  /** Hands back a range of a run that could not be opened. */
  #refuse({ run, lo, hi }: AssignedRange & { run: number }): void {
    this.#host.send({ type: 'block', run, done: { lo, hi: lo }, failures: [], released: [{ lo, hi }], busyMs: 0 })
  }

  async #open(id: number, setup: RunSetup): Promise<OpenRun | undefined> {
    try {
      const task = (await loadTask(setup.task)) as TaskRun['task']
      if (!this.#runs.has(id)) return undefined
      const run = new TaskRun({
        id,
        setup,
        task,
        slots: this.#watch(id, setup),
        isWatched: this.#host.watch !== undefined,
        send: this.#host.send,
      })
      const open: OpenRun = { run, sync: new SyncRunner(run), async: undefined }
      this.#opened.set(id, open)
      this.#host.send({ type: 'opened', run: id })
      return open
    } catch (error) {
      this.#host.send({ type: 'open-failed', run: id, error: flattenError(error) })
      return undefined
    }
  }

  #watch(id: number, { timeoutMs, concurrency, task }: RunSetup): ReturnType<typeof openSlots> | undefined {
    if (timeoutMs === undefined) return undefined
    const memory = createSlotMemory(concurrency + 1)
    this.#host.watch?.(id, memory, timeoutMs + stopMsOf(task))
    return openSlots(memory)
  }

  #enqueue(open: OpenRun, range: AssignedRange): void {
    if (open.async !== undefined) return open.async.add(range)
    this.#queue.push({ open, range })
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    afterThisTurn(() => {
      this.#scheduled = false
      const next = this.#queue.shift()
      if (next !== undefined) this.#runRange(next.open, next.range)
      if (this.#queue.length > 0) this.#schedule()
    })
  }

  #runRange(open: OpenRun, range: AssignedRange): void {
    if (open.async !== undefined) return open.async.add(range)
    const { next, turned, flushedMs } = open.sync.runRange(range)
    const rest = next < range.hi ? [{ lo: next, hi: range.hi }] : []
    if (turned === undefined) return open.run.flush(rest, performance.now() - flushedMs)
    open.run.flush([], performance.now() - flushedMs)
    open.async = new AsyncRunner(open.run)
    open.async.adopt(turned)
    for (const { lo, hi } of rest) open.async.add({ ...range, lo, hi, attempt: 1 })
  }

  #drain(open: OpenRun, abort: boolean): void {
    open.run.draining = true
    for (let i = this.#queue.length - 1; i >= 0; i--) {
      const queued = this.#queue[i]
      if (queued?.open !== open) continue
      this.#queue.splice(i, 1)
      open.run.flush([{ lo: queued.range.lo, hi: queued.range.hi }], 0)
    }
    open.async?.drain(abort)
  }
}
