import type { PositionRange } from '../../protocol/index.ts'
import { RangeSet } from '../../space/index.ts'
import type { Assignment, RunSpec } from './transition.ts'

/** Suspect ranges up to this long run one point at a time, so that the next loss names its point. */
const CAREFUL_POINTS = 32

/** A lost range above that is cut into so many parts. */
const SUSPECT_PARTS = 8

/** What a worker holds of a run, and how it was told to run it. */
interface Holding {
  readonly points: RangeSet
  mode: 'ordinary' | 'suspect' | 'careful' | 'alone'
}

interface Attempt {
  readonly position: number
  readonly attempt: number
}

/**
 * Who has which points of one run: every position is waiting, suspect, to run alone, to be tried again, held by one
 * worker, done or failed; exactly one of these. No clock and no I/O.
 */
export class RunBook {
  readonly spec: RunSpec
  done = 0
  failed = 0
  readonly #waiting: RangeSet
  readonly #suspects: PositionRange[] = []
  readonly #alone: number[] = []
  readonly #again: Attempt[] = []
  readonly #holdings = new Map<number, Holding>()
  /** Workers lost by a point that ran alone. */
  readonly #losses = new Map<number, number[]>()
  readonly #timeouts = new Map<number, number>()
  #busyMs = 0
  #finished = 0

  constructor(spec: RunSpec) {
    this.spec = spec
    this.#waiting = new RangeSet()
    this.#waiting.add(0, spec.size)
  }

  /** Points that nobody holds and that are not finished. */
  get unheld(): number {
    const suspects = this.#suspects.reduce((sum, { lo, hi }) => sum + hi - lo, 0)
    return this.#waiting.size + suspects + this.#alone.length + this.#again.length
  }

  get unfinished(): number {
    return this.spec.size - this.done - this.failed
  }

  get isIdle(): boolean {
    return this.#holdings.size === 0
  }

  /** Recent milliseconds of worker time per point, undefined before the first result. */
  get msPerPoint(): number | undefined {
    return this.#finished > 0 ? this.#busyMs / this.#finished : undefined
  }

  held(worker: number): number {
    return this.#holdings.get(worker)?.points.size ?? 0
  }

  holds(worker: number, position: number): boolean {
    return this.#holdings.get(worker)?.points.has(position) ?? false
  }

  /** True when `worker` runs suspicious points, which must have a worker to themselves. */
  isolates(worker: number): boolean {
    const mode = this.#holdings.get(worker)?.mode
    return mode !== undefined && mode !== 'ordinary'
  }

  /** True when the next points taken are suspicious ones. */
  get hasSuspects(): boolean {
    return this.#alone.length + this.#suspects.length + this.#again.length > 0
  }

  workersHolding(): number[] {
    return [...this.#holdings.keys()]
  }

  /** Takes the next points for `worker`: suspicious ones first and by themselves, then at most `max` ordinary ones. */
  take(worker: number, max: number): Assignment | undefined {
    const holding = this.#holdings.get(worker)
    if (holding !== undefined) return holding.mode === 'ordinary' ? this.#takeOrdinary(worker, max) : undefined
    return (
      this.#takeAlone(worker) ?? this.#takeSuspect(worker) ?? this.#takeAgain(worker) ?? this.#takeOrdinary(worker, max)
    )
  }

  /** Books a block of results; throws when the worker did not hold them. */
  settle(
    worker: number,
    block: {
      done: PositionRange | Float64Array
      failed: readonly number[]
      released: readonly PositionRange[]
      busyMs: number
    },
  ): void {
    const before = this.held(worker)
    if ('hi' in block.done) this.#release(worker, block.done)
    else for (const position of block.done) this.#release(worker, { lo: position, hi: position + 1 })
    const done = before - this.held(worker)
    for (const position of block.failed) this.#release(worker, { lo: position, hi: position + 1 })
    for (const range of block.released) {
      this.#release(worker, range)
      this.#waiting.add(range.lo, range.hi)
    }
    this.done += done
    this.failed += block.failed.length
    this.#learn(block.busyMs, done + block.failed.length)
    if (this.held(worker) === 0) this.#holdings.delete(worker)
  }

  /** Books the loss of a worker; returns the point to quarantine, if it lost its last worker. */
  lose(worker: number): { position: number; losses: readonly number[] } | undefined {
    const holding = this.#holdings.get(worker)
    if (holding === undefined) return undefined
    this.#holdings.delete(worker)
    const ranges = [...holding.points]
    if (holding.mode === 'alone') return this.#blame(ranges[0]?.lo ?? 0, worker)
    if (holding.mode === 'careful') this.#suspectFirst(ranges)
    else for (const range of ranges) this.#suspects.push(...split(range))
    return undefined
  }

  /** Takes a point from its worker because it ran too long; true when it may be tried again. */
  timeOut(worker: number, position: number): { again: boolean; attempts: number } {
    this.#release(worker, { lo: position, hi: position + 1 })
    const attempts = (this.#timeouts.get(position) ?? 0) + 1
    this.#timeouts.set(position, attempts)
    const again = attempts <= this.spec.retries
    if (again) this.#again.push({ position, attempt: attempts + 1 })
    else this.failed += 1
    return { again, attempts }
  }

  /** Gives back everything a worker holds, without suspicion. */
  giveBack(worker: number): void {
    const holding = this.#holdings.get(worker)
    if (holding === undefined) return
    this.#holdings.delete(worker)
    for (const { lo, hi } of holding.points) this.#waiting.add(lo, hi)
  }

  /** Re-derives every count; throws when a position is in two places or in none. */
  checkInvariants(): void {
    const seen = new RangeSet()
    let count = 0
    const see = ({ lo, hi }: PositionRange): void => {
      seen.add(lo, hi)
      count += hi - lo
    }
    for (const range of this.#waiting) see(range)
    for (const range of this.#suspects) see(range)
    for (const position of this.#alone) see({ lo: position, hi: position + 1 })
    for (const { position } of this.#again) see({ lo: position, hi: position + 1 })
    for (const { points } of this.#holdings.values()) {
      if (points.size === 0) throw new Error('A worker holds nothing and is still in the book.')
      for (const range of points) see(range)
    }
    if (seen.size !== count) throw new Error('A position is in two places of the book.')
    if (count !== this.unfinished)
      throw new Error(`${this.unfinished} positions are unfinished, ${count} are in the book.`)
  }

  #takeAlone(worker: number): Assignment | undefined {
    const position = this.#alone.pop()
    if (position === undefined) return undefined
    return this.#hold(worker, 'alone', { lo: position, hi: position + 1, careful: true, attempt: 1 })
  }

  #takeSuspect(worker: number): Assignment | undefined {
    const range = this.#suspects.pop()
    if (range === undefined) return undefined
    const careful = range.hi - range.lo <= CAREFUL_POINTS
    return this.#hold(worker, careful ? 'careful' : 'suspect', { ...range, careful, attempt: 1 })
  }

  #takeAgain(worker: number): Assignment | undefined {
    const next = this.#again.shift()
    if (next === undefined) return undefined
    return this.#hold(worker, 'suspect', {
      lo: next.position,
      hi: next.position + 1,
      careful: true,
      attempt: next.attempt,
    })
  }

  #takeOrdinary(worker: number, max: number): Assignment | undefined {
    const range = this.#waiting.takeFirst(max)
    if (range === undefined) return undefined
    return this.#hold(worker, 'ordinary', { ...range, careful: false, attempt: 1 })
  }

  #hold(worker: number, mode: Holding['mode'], assignment: Assignment): Assignment {
    const holding = this.#holdings.get(worker) ?? { points: new RangeSet(), mode }
    holding.points.add(assignment.lo, assignment.hi)
    this.#holdings.set(worker, holding)
    return assignment
  }

  #release(worker: number, { lo, hi }: PositionRange): void {
    if (hi <= lo) return
    const points = this.#holdings.get(worker)?.points
    const before = points?.size ?? 0
    points?.remove(lo, hi)
    if (before - (points?.size ?? 0) !== hi - lo)
      throw new Error(`Worker ${worker} reported [${lo}, ${hi}), which it does not hold.`)
  }

  #blame(position: number, worker: number): { position: number; losses: readonly number[] } | undefined {
    const losses = [...(this.#losses.get(position) ?? []), worker]
    this.#losses.set(position, losses)
    if (losses.length < this.spec.maxWorkerLosses) {
      this.#alone.push(position)
      return undefined
    }
    this.failed += 1
    return { position, losses }
  }

  /** Points ran one at a time in order: the first without a result is the one that was running. */
  #suspectFirst(ranges: readonly PositionRange[]): void {
    const [first, ...rest] = ranges
    if (first === undefined) return
    this.#alone.push(first.lo)
    if (first.lo + 1 < first.hi) this.#suspects.push({ lo: first.lo + 1, hi: first.hi })
    this.#suspects.push(...rest)
  }

  #learn(busyMs: number, points: number): void {
    if (points === 0) return
    this.#busyMs = 0.7 * this.#busyMs + busyMs
    this.#finished = 0.7 * this.#finished + points
  }
}

function split({ lo, hi }: PositionRange): PositionRange[] {
  if (hi - lo <= CAREFUL_POINTS) return [{ lo, hi }]
  const step = Math.ceil((hi - lo) / SUSPECT_PARTS)
  const parts: PositionRange[] = []
  for (let at = lo; at < hi; at += step) parts.push({ lo: at, hi: Math.min(at + step, hi) })
  return parts
}
