import type { PositionRange } from '../protocol/index.ts'
import { afterThisTurn } from './own-clock.ts'
import type { PointContext } from './point/context.ts'
import { runPointAsync, type StartedPoint } from './point/point-attempts.ts'
import type { TurnedAsync } from './sync-runner.ts'
import type { AssignedRange, TaskRun } from './task-run.ts'

interface Queued extends AssignedRange {
  readonly addedMs: number
}

/** Runs ranges of an asynchronous task with up to `concurrency` points in flight; results go out once a turn of the event loop. */
export class AsyncRunner {
  readonly #run: TaskRun
  readonly #queue: Queued[] = []
  readonly #contexts = new Map<number, PointContext>()
  #released: PositionRange[] = []
  #careful = false
  #flushing = false
  #busySinceMs = 0
  #turnSinceMs = 0

  constructor(run: TaskRun) {
    this.#run = run
  }

  add(range: AssignedRange): void {
    this.#queue.push({ ...range, addedMs: performance.now() })
    this.#pump()
  }

  /** Takes over a point that a synchronous runner started and that returned a promise. */
  adopt({ position, ...started }: TurnedAsync): void {
    this.#start(position, { attempt: started.context.attempt, started })
  }

  /** Starts nothing more and hands back what waits; with `abort`, also tells the running points. */
  drain(abort: boolean): void {
    for (const { lo, hi } of this.#queue.splice(0)) this.#released.push({ lo, hi })
    if (abort)
      for (const context of this.#contexts.values())
        context.abort(new DOMException('The sweep was stopped.', 'AbortError'))
    this.#flushSoon()
  }

  #pump(): void {
    const limit = this.#careful || this.#queue[0]?.careful ? 1 : this.#run.setup.concurrency
    while (this.#contexts.size < limit) {
      const range = this.#queue.shift()
      if (range === undefined) return
      if (range.lo + 1 < range.hi) this.#queue.unshift({ ...range, lo: range.lo + 1 })
      this.#careful = range.careful
      this.#start(range.lo, { attempt: range.attempt })
    }
  }

  #start(position: number, start: { attempt: number; started?: StartedPoint }): void {
    if (this.#contexts.size === 0) {
      this.#busySinceMs = performance.now()
      this.#turnSinceMs = this.#busySinceMs
    }
    const onContext = (context: PointContext): void => void this.#contexts.set(position, context)
    runPointAsync(this.#run, position, { ...start, onContext }).then(
      () => this.#ended(position),
      () => {
        this.#released.push({ lo: position, hi: position + 1 })
        this.#ended(position)
      },
    )
  }

  #ended(position: number): void {
    this.#contexts.delete(position)
    if (this.#run.setup.stopOnFailure && this.#run.failureCount > 0) this.drain(false)
    this.#flushSoon()
    if (performance.now() - this.#turnSinceMs < (this.#queue[0]?.budgetMs ?? 0)) this.#pump()
  }

  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    afterThisTurn(() => {
      this.#flushing = false
      this.#flush()
      this.#turnSinceMs = performance.now()
      this.#pump()
    })
  }

  #flush(): void {
    const nowMs = performance.now()
    while (this.#queue[0] !== undefined && nowMs - this.#queue[0].addedMs > this.#queue[0].budgetMs) {
      const [late] = this.#queue.splice(0, 1)
      if (late !== undefined) this.#released.push({ lo: late.lo, hi: late.hi })
    }
    const released = this.#released
    this.#released = []
    this.#run.flush(released, nowMs - this.#busySinceMs)
    this.#busySinceMs = nowMs
  }
}
