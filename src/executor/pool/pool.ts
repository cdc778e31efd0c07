import { BUDGET_MS, type LeaseInput, planHolding, planLease } from './lease-size.ts'
import { createPace, type Pace } from './pace.ts'
import { RunBook } from './run-book.ts'
import type { PoolEffect, PoolEvent, RunEnd, RunSpec, TimedOut } from './transition.ts'

export { BUDGET_MS }

/**
 * Workers that die before they are ready, in a row, before no more are started and, once none is left, all runs are given up;
 * more once any worker was ready.
 */
const MAX_FAILED_STARTS = { never: 3, once: 20 } as const

interface WorkerState {
  kind: 'starting' | 'ready'
  /** Runs whose description was sent to it. */
  readonly opened: Set<number>
}

interface RunState {
  readonly book: RunBook
  readonly pace: Pace
  kind: 'running' | 'draining'
}

/**
 * The pool: which worker runs which points of which run. Takes an event, changes its state, returns what the shell must do;
 * no clock, no I/O, no `await`.
 *
 *   worker:  (start-worker) → starting → ready → (lost or stopped) gone; work may be sent from the start, channels queue
 *   run:     submitted → running → draining (first failure, abort) → ended; or ended from running when every point is booked
 */
export class Pool {
  readonly #maxWorkers: number
  readonly #workers = new Map<number, WorkerState>()
  readonly #runs = new Map<number, RunState>()
  #nextWorker = 0
  #failedStarts = 0
  #wasEverReady = false
  #effects: PoolEffect[] = []
  #wakeAt: number | undefined

  constructor(options: { maxWorkers: number }) {
    this.#maxWorkers = options.maxWorkers
  }

  get workerCount(): number {
    return this.#workers.size
  }

  handle(event: PoolEvent): readonly PoolEffect[] {
    this.#effects = []
    switch (event.type) {
      case 'workers-wanted':
        this.#startWorkers(event.points)
        break
      case 'run-submitted':
        this.#onSubmitted(event.run, event.spec, event.nowMs)
        break
      case 'worker-ready':
        this.#onReady(event.worker)
        break
      case 'block-received':
        this.#onBlock(event)
        break
      case 'worker-lost':
        this.#onLost(event.worker, event.timedOut, event.nowMs)
        break
      case 'run-drained':
        this.#drain(event.run, event.abort)
        break
      case 'run-killed':
        this.#onKilled(event.run)
        break
      case 'time-passed':
        this.#wakeAt = undefined
        this.#refillAll(event.nowMs)
        break
      case 'shut-down':
        for (const worker of this.#workers.keys()) this.#emit({ type: 'stop-worker', worker })
        this.#workers.clear()
        for (const id of [...this.#runs.keys()]) this.#end(id, 'stopped')
        break
    }
    return this.#effects
  }

  /** Throws when a count or a place does not agree with what it is derived from. */
  checkInvariants(): void {
    if (this.#workers.size > this.#maxWorkers)
      throw new Error(`${this.#workers.size} workers, at most ${this.#maxWorkers} allowed.`)
    for (const { book } of this.#runs.values()) {
      book.checkInvariants()
      for (const worker of book.workersHolding()) {
        if (!this.#workers.has(worker)) throw new Error(`Worker ${worker} is gone and still holds points.`)
      }
    }
  }

  #onSubmitted(run: number, spec: RunSpec, nowMs: number): void {
    this.#runs.set(run, { book: new RunBook(spec), pace: createPace(spec.perSecond, nowMs), kind: 'running' })
    this.#startWorkers()
    this.#refillAll(nowMs)
    this.#endIfOver(run)
  }

  #onReady(worker: number): void {
    const state = this.#workers.get(worker)
    if (state === undefined) return
    state.kind = 'ready'
    this.#wasEverReady = true
    this.#failedStarts = 0
  }

  #onBlock(event: Extract<PoolEvent, { type: 'block-received' }>): void {
    const run = this.#runs.get(event.run)
    if (run === undefined) return
    run.book.settle(event.worker, event)
    if (event.failed.length > 0 && run.book.spec.stopOnFailure) this.#drain(event.run, false)
    this.#refill(event.worker, event.nowMs)
    if (event.released.length > 0) this.#refillIdle(event.nowMs)
    this.#endIfOver(event.run)
  }

  #onLost(worker: number, timedOut: TimedOut | undefined, nowMs: number): void {
    const state = this.#workers.get(worker)
    if (state === undefined) return
    this.#workers.delete(worker)
    if (state.kind === 'starting' && timedOut === undefined) this.#failedStarts += 1
    for (const [id, run] of this.#runs) this.#bookLoss(id, run, { worker, started: state.kind === 'ready', timedOut })
    if (this.#startsFail && this.#workers.size === 0) this.#giveUp()
    this.#startWorkers()
    this.#refillAll(nowMs)
    for (const id of [...this.#runs.keys()]) this.#endIfOver(id)
  }

  #bookLoss(
    id: number,
    run: RunState,
    loss: { worker: number; started: boolean; timedOut: TimedOut | undefined },
  ): void {
    const { book } = run
    if (loss.timedOut !== undefined) {
      // What it was ended for may have come to its end at the last moment, and be booked already.
      if (loss.timedOut.run === id && book.holds(loss.worker, loss.timedOut.position)) {
        const { again, attempts } = book.timeOut(loss.worker, loss.timedOut.position)
        if (!again) {
          this.#emit({ type: 'point-timed-out', run: id, position: loss.timedOut.position, attempts })
          if (book.spec.stopOnFailure) this.#drain(id, false)
        }
      }
      book.giveBack(loss.worker)
    } else if (!loss.started || run.kind === 'draining') {
      book.giveBack(loss.worker)
    } else {
      const quarantined = book.lose(loss.worker)
      if (quarantined === undefined) return
      this.#emit({ type: 'point-quarantined', run: id, ...quarantined })
      if (book.spec.stopOnFailure) this.#drain(id, false)
    }
  }

  #onKilled(run: number): void {
    for (const worker of this.#runs.get(run)?.book.workersHolding() ?? []) this.#emit({ type: 'kill-worker', worker })
  }

  #drain(id: number, abort: boolean): void {
    const run = this.#runs.get(id)
    if (run === undefined) return
    run.kind = 'draining'
    for (const worker of run.book.workersHolding()) this.#emit({ type: 'drain', worker, run: id, abort })
    this.#endIfOver(id)
  }

  get #startsFail(): boolean {
    return this.#failedStarts >= MAX_FAILED_STARTS[this.#wasEverReady ? 'once' : 'never']
  }

  #giveUp(): void {
    for (const id of [...this.#runs.keys()]) this.#end(id, 'no-workers')
    this.#failedStarts = 0
  }

  #endIfOver(id: number): void {
    const run = this.#runs.get(id)
    if (run === undefined || !run.book.isIdle) return
    if (run.book.unfinished === 0) this.#end(id, 'completed')
    else if (run.kind === 'draining') this.#end(id, 'stopped')
  }

  #end(id: number, outcome: RunEnd): void {
    this.#runs.delete(id)
    for (const [worker, state] of this.#workers) {
      if (state.opened.delete(id)) this.#emit({ type: 'close-run', worker, run: id })
    }
    this.#emit({ type: 'run-ended', run: id, outcome })
  }

  #startWorkers(ahead = 0): void {
    if (this.#startsFail) return
    let wanted = ahead
    for (const { book, kind } of this.#runs.values()) if (kind === 'running') wanted += book.unheld
    let idle = 0
    for (const worker of this.#workers.keys()) if (!this.#isBusy(worker)) idle += 1
    while (this.#workers.size < this.#maxWorkers && idle < wanted) {
      const worker = this.#nextWorker++
      this.#workers.set(worker, { kind: 'starting', opened: new Set() })
      this.#emit({ type: 'start-worker', worker })
      idle += 1
    }
  }

  #isBusy(worker: number): boolean {
    return this.#holdsOtherThan(worker, undefined)
  }

  #holdsOtherThan(worker: number, run: number | undefined): boolean {
    for (const [id, { book }] of this.#runs) if (id !== run && book.held(worker) > 0) return true
    return false
  }

  #refillAll(nowMs: number): void {
    for (const worker of this.#workers.keys()) this.#refill(worker, nowMs)
  }

  #refillIdle(nowMs: number): void {
    for (const worker of this.#workers.keys()) if (!this.#isBusy(worker)) this.#refill(worker, nowMs)
  }

  /** Tops a worker up from the first run that has work for it; suspicious points share a worker with no other run. */
  #refill(worker: number, nowMs: number): void {
    for (const { book } of this.#runs.values()) if (book.isolates(worker)) return
    for (const [id, run] of this.#runs) {
      if (run.kind === 'running' && this.#refillFrom(id, { run, worker, nowMs })) return
    }
  }

  #refillFrom(id: number, { run, worker, nowMs }: { run: RunState; worker: number; nowMs: number }): boolean {
    const { book, pace } = run
    let given = false
    if (book.hasSuspects && this.#holdsOtherThan(worker, id)) return true
    for (;;) {
      const input: LeaseInput = {
        waiting: book.unheld,
        unfinished: book.unfinished,
        workers: this.#workers.size,
        concurrency: book.spec.concurrency,
        msPerPoint: book.msPerPoint,
      }
      const held = book.held(worker)
      const holding = planHolding(input)
      if (held > holding - Math.max(1, holding >> 3)) return true
      const allowed = pace.allowance(nowMs)
      if (allowed < 1) return this.#waitFor(pace.nextAtMs(nowMs)) || given
      const assignment = book.take(worker, Math.min(planLease(input), holding - held, allowed))
      if (assignment === undefined) return given
      pace.spend(assignment.hi - assignment.lo)
      this.#open(worker, id)
      this.#emit({ type: 'assign', worker, run: id, ...assignment })
      given = true
    }
  }

  #waitFor(atMs: number): false {
    if (this.#wakeAt === undefined || atMs < this.#wakeAt) {
      this.#wakeAt = atMs
      this.#emit({ type: 'wake-at', nowMs: atMs })
    }
    return false
  }

  #open(worker: number, run: number): void {
    const opened = this.#workers.get(worker)?.opened
    if (opened === undefined || opened.has(run)) return
    opened.add(run)
    this.#emit({ type: 'open-run', worker, run })
  }

  #emit(effect: PoolEffect): void {
    this.#effects.push(effect)
  }
}
