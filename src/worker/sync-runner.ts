import { flattenError } from '../errors/index.ts'
import { materializeAxis } from '../space/index.ts'
import { PointContext, type PointHolder, running, runWithHolder } from './point/context.ts'
import { isThenable, runPoint, type StartedPoint } from './point/point-attempts.ts'
import { compilePointLoop, type LoopOutput, type PointLoop } from './point/point-loop.ts'
import type { AssignedRange, TaskRun } from './task-run.ts'

/** Results above this are sent before the range is through: they are still in the cache, and memory stays small. */
const BLOCK_BYTES = 2 ** 21

/** Longest axis that a loop reads from an array rather than computing each value. */
const MAX_AXIS_LENGTH = 2 ** 20

/** A point that turned out to be asynchronous: the rest of its range runs otherwise. */
export interface TurnedAsync extends StartedPoint {
  readonly position: number
}

/** Runs ranges of a synchronous task: in a compiled loop where results are plain numbers, point by point elsewhere. */
export class SyncRunner {
  readonly #run: TaskRun
  #loop: PointLoop | undefined
  #loopFor = ''
  #outputs: LoopOutput = { pick: 'scalar', names: [] }
  /** Points between two looks at the clock. */
  #step = 1

  constructor(run: TaskRun) {
    this.#run = run
  }

  /** Runs until the range or its time is used up; returns the first position not started, and when it last sent results. */
  runRange(range: AssignedRange): { next: number; turned?: TurnedAsync; flushedMs: number } {
    const startedMs = performance.now()
    let flushedMs = startedMs
    let at = range.lo
    while (at < range.hi) {
      const sliceMs = performance.now()
      const slice = range.careful ? 1 : Math.min(this.#step, range.hi - at)
      const end = this.#runSlice({ at, slice, range })
      at = end.next
      if (end.turned !== undefined) return { ...end, flushedMs }
      if (this.#shouldStop()) break
      const nowMs = performance.now()
      this.#adapt(nowMs - sliceMs)
      if (nowMs - startedMs > range.budgetMs) break
      if (range.careful || this.#run.collector.bytes > BLOCK_BYTES) flushedMs = this.#flush(flushedMs)
    }
    return { next: at, flushedMs }
  }

  #flush(sinceMs: number): number {
    const nowMs = performance.now()
    this.#run.flush([], nowMs - sinceMs)
    return nowMs
  }

  /** A clock reading about every millisecond: often enough for the budget, too seldom to cost anything. */
  #adapt(sliceMs: number): void {
    if (sliceMs < 0.5) this.#step = Math.min(2 * this.#step, 2 ** 18)
    else if (sliceMs > 2) this.#step = Math.max(1, this.#step >> 1)
  }

  #shouldStop(): boolean {
    return this.#run.setup.stopOnFailure && this.#run.failureCount > 0
  }

  #runSlice({ at, slice, range }: { at: number; slice: number; range: AssignedRange }): {
    next: number
    turned?: TurnedAsync
  } {
    const loop = range.attempt === 1 && slice > 1 ? this.#compiled() : undefined
    if (loop !== undefined) return this.#runLoop(loop, at, slice)
    for (let position = at; position < at + slice; position++) {
      const turned = runPoint(this.#run, position, range.attempt)
      if (turned !== undefined) return { next: position + 1, turned: { position, ...turned } }
      if (this.#shouldStop()) return { next: position + 1 }
    }
    return { next: at + slice }
  }

  #runLoop(loop: PointLoop, at: number, count: number): { next: number; turned?: TurnedAsync } {
    const run = this.#run
    const { names } = this.#outputs
    const memory = run.memoryFor(names)
    const columns = memory ?? run.collector.numbers(count)
    const row = memory === undefined ? run.collector.rows : at
    const wrote = (points: number): void =>
      memory === undefined ? run.wrote(at, points) : run.wroteInPlace(at, points)
    running.source = run
    running.attempt = 1
    const holder: PointHolder = { context: undefined }
    let done = count
    try {
      const end = runWithHolder(holder, () => loop(at, count, { row, columns }))
      done = end.done
      wrote(done)
      return end.odd === undefined ? { next: at + count } : this.#afterOdd(at + done, end.odd.result, holder)
    } catch (error) {
      if (done === count) wrote(running.index - at)
      return this.#afterThrow(running.index, error)
    } finally {
      running.source = undefined
    }
  }

  /** A point of the loop returned something else than its numbers: a promise, or what only a column can judge. */
  #afterOdd(position: number, result: unknown, holder: PointHolder): { next: number; turned?: TurnedAsync } {
    const run = this.#run
    if (!isThenable(result)) {
      run.settle(position, result, { attempts: 1, durationMs: 0 })
      return { next: position + 1 }
    }
    const context = running.context ?? new PointContext(run, position, 1)
    holder.context = context
    return { next: position + 1, turned: { position, promise: result, context } }
  }

  /** A task threw in the loop: its point is tried again or failed. */
  #afterThrow(position: number, error: unknown): { next: number; turned?: TurnedAsync } {
    const run = this.#run
    if (run.setup.retries === 0) {
      run.fail(position, flattenError(error), { attempts: 1, durationMs: 0 })
      return { next: position + 1 }
    }
    const turned = runPoint(run, position, 2)
    return turned === undefined ? { next: position + 1 } : { next: position + 1, turned: { position, ...turned } }
  }

  /** The loop for the outputs as they are now; none while they are unknown or not all numbers, or when points are watched. */
  #compiled(): PointLoop | undefined {
    const run = this.#run
    if (run.isShuffled || run.slots !== undefined) return undefined
    const outputs = run.collector.numericOutputs()
    if (outputs === undefined) return undefined
    const key = `${outputs.pick} ${outputs.names.join(' ')}`
    if (key === this.#loopFor) return this.#loop
    this.#loopFor = key
    this.#outputs = outputs
    this.#loop = compilePointLoop(
      {
        task: run.task,
        arity: run.setup.arity,
        space: run.space,
        given: run.setup.given,
        source: run,
        valuesOf: (values) => materializeAxis(values, { maxLength: MAX_AXIS_LENGTH }) ?? values,
      },
      outputs,
    )
    return this.#loop
  }
}
