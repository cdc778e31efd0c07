import { Pool, type PoolEffect, type PoolEvent, type RunSpec } from '../../../src/executor/index.ts'

/** A run of a hundred points. */
export const spec = (changes: Partial<RunSpec> = {}): RunSpec => ({
  size: 100,
  concurrency: 1,
  retries: 0,
  stopOnFailure: false,
  maxWorkerLosses: 3,
  ...changes,
})

type Held = { run: number; lo: number; hi: number; careful: boolean }

/** How much of its first range a worker finishes, and how. */
interface Finishing {
  readonly count?: number
  readonly failed?: readonly number[]
  readonly release?: boolean
  readonly ms?: number
}

/** A world of workers without time: it holds what the pool assigned and plays events back in any order. */
export class World {
  readonly pool: Pool
  readonly workers: Map<number, Held[]> = new Map<number, Held[]>()
  readonly outcomes: string[] = []
  readonly quarantined: number[] = []
  readonly timedOut: number[] = []
  readonly finished: Map<number, number> = new Map<number, number>()
  starts = 0
  nowMs = 0

  constructor(maxWorkers: number) {
    this.pool = new Pool({ maxWorkers })
  }

  tell(event: PoolEvent): void {
    const effects = this.pool.handle(event)
    this.pool.checkInvariants()
    for (const effect of effects) this.perform(effect)
  }

  perform(effect: PoolEffect): void {
    if (effect.type === 'start-worker') {
      this.starts += 1
      this.workers.set(effect.worker, [])
    } else if (effect.type === 'assign') {
      const { run, lo, hi, careful } = effect
      this.workers.get(effect.worker)?.push({ run, lo, hi, careful })
    } else if (effect.type === 'run-ended') this.outcomes.push(effect.outcome)
    else if (effect.type === 'point-quarantined') this.quarantined.push(effect.position)
    else if (effect.type === 'point-timed-out') this.timedOut.push(effect.position)
  }

  /** The time after `ms` more. */
  pass(ms: number): number {
    this.nowMs += ms
    return this.nowMs
  }

  ready(worker: number): void {
    this.tell({ type: 'worker-ready', worker })
  }

  /** The worker finishes the first `count` points of its first range and hands back `released` of the rest. */
  finish(
    worker: number,
    { count = Number.POSITIVE_INFINITY, failed = [], release = false, ms = 1 }: Finishing = {},
  ): void {
    const held = this.workers.get(worker)
    const range = held?.[0]
    if (held === undefined || range === undefined) throw new Error(`Worker ${worker} has nothing to finish.`)
    const hi = Math.min(range.hi, range.lo + count)
    const bad = failed.filter((position) => position >= range.lo && position < hi)
    const good = positions(range.lo, hi).filter((position) => !bad.includes(position))
    for (const position of good) this.finished.set(position, (this.finished.get(position) ?? 0) + 1)
    if (hi === range.hi || release) held.shift()
    else held[0] = { ...range, lo: hi }
    this.nowMs += ms
    this.tell({
      type: 'block-received',
      worker,
      run: range.run,
      done: Float64Array.from(good),
      failed: bad,
      released: release && hi < range.hi ? [{ lo: hi, hi: range.hi }] : [],
      busyMs: ms,
      nowMs: this.nowMs,
    })
  }

  lose(worker: number, timedOut?: { run: number; position: number }): void {
    this.workers.delete(worker)
    this.tell({ type: 'worker-lost', worker, timedOut, nowMs: this.nowMs })
  }

  submit(changes: Partial<RunSpec> = {}, run = 0): void {
    this.tell({ type: 'run-submitted', run, spec: spec(changes), nowMs: this.nowMs })
  }

  busy(): number[] {
    return [...this.workers].filter(([, held]) => held.length > 0).map(([worker]) => worker)
  }

  runToEnd(killer?: number): void {
    for (let step = 0; step < 10_000 && this.outcomes.length === 0; step++) {
      const [worker] = this.busy()
      if (worker === undefined) throw new Error('Nobody works and the run has not ended.')
      this.ready(worker)
      const range = this.workers.get(worker)?.[0]
      if (range !== undefined && killer !== undefined && killer >= range.lo && killer < range.hi) {
        if (range.careful && killer > range.lo) this.finish(worker, { count: killer - range.lo })
        this.lose(worker)
      } else this.finish(worker)
    }
  }
}

function positions(lo: number, hi: number): number[] {
  return Array.from({ length: Math.max(0, hi - lo) }, (_, i) => lo + i)
}
