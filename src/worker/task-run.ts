import type { ErrorRecord } from '../errors/index.ts'
import { flattenError, isSweepError, PointTimeoutError, timeoutMessage } from '../errors/index.ts'
import type { FromWorker, PointFailure, PositionRange, RunSetup } from '../protocol/index.ts'
import { createPermutation, openSpace, type Permutation, type Point, type Space } from '../space/index.ts'
import { Collector } from './output/collector.ts'
import type { ContextSource } from './point/context.ts'
import { seedOfPoint } from './point/generator.ts'
import type { RunningSlots } from './point/running-slots.ts'

/** A loaded task. */
export type Task = (params: object, context?: unknown) => unknown

/** A range to run, as assigned. */
export interface AssignedRange {
  readonly lo: number
  readonly hi: number
  readonly budgetMs: number
  readonly careful: boolean
  readonly attempt: number
}

/** One run in one worker: the loaded task, its space, and the results that wait to be sent. */
export class TaskRun implements ContextSource {
  readonly id: number
  readonly setup: RunSetup
  readonly task: Task
  readonly space: Space
  collector: Collector
  readonly slots: RunningSlots | undefined
  /** Whether somebody ends this worker when a point runs too long. */
  readonly isWatched: boolean
  /** Set once the caller wants nothing more started. */
  draining = false
  /** Where the caller wants outputs of plain numbers written, each at the index of its point. */
  memory: Readonly<Record<string, Float64Array>> | undefined
  readonly #send: (message: FromWorker) => void
  readonly #order: Permutation | undefined
  #failures: PointFailure[] = []
  /** The collector began with a result unlike those before: what gave nothing shall not share the block of one that may be refused. */
  #isOdd = false
  #done = new PositionList()
  #inPlace = new PositionList()

  constructor(input: {
    id: number
    setup: RunSetup
    task: Task
    slots: RunningSlots | undefined
    isWatched: boolean
    send: (message: FromWorker) => void
  }) {
    this.id = input.id
    this.setup = input.setup
    this.task = input.task
    this.slots = input.slots
    this.isWatched = input.isWatched
    this.#send = input.send
    this.space = openSpace(input.setup.space)
    this.#order =
      input.setup.shuffleSeed === undefined ? undefined : createPermutation(this.space.size, input.setup.shuffleSeed)
    this.collector = this.#newCollector()
  }

  get isShuffled(): boolean {
    return this.#order !== undefined
  }

  get failureCount(): number {
    return this.#failures.length
  }

  indexAt(position: number): number {
    return this.#order === undefined ? position : this.#order.at(position)
  }

  paramsAt(index: number): object {
    return { ...this.space.pointAt(index), ...this.setup.given }
  }

  seedAt(index: number): ReturnType<typeof seedOfPoint> {
    return seedOfPoint(this.setup.seed, this.space.keyBytesAt(index), this.space.repeatsBefore(index))
  }

  log(index: number, text: string): void {
    this.#send({ type: 'log', run: this.id, index, text })
  }

  /** Takes the result of a point that ended; a result that cannot be labelled is a failure of its point. */
  settle(position: number, result: unknown, spent: { attempts: number; durationMs: number }): void {
    try {
      this.#collect(result, position)
      this.#done.add(position, position + 1)
    } catch (error) {
      this.fail(position, flattenError(error), spent)
    }
  }

  /**
   * A result of another kind than those before goes into a block of its own: the caller, who sees all workers' results, says
   * which kind counts. This worker's first may be the odd one.
   */
  #collect(result: unknown, position: number): void {
    const point = (): Point => this.space.pointAt(this.indexAt(position))
    if (this.#isOdd && (result === undefined || result === null)) this.#startOver(this.#newCollector(), false)
    try {
      this.collector.put(result, point)
    } catch {
      const own = this.#newCollector()
      own.put(result, point)
      this.#startOver(own, true)
    }
  }

  #startOver(collector: Collector, isOdd: boolean): void {
    this.flush([], 0)
    this.collector = collector
    this.#isOdd = isOdd
  }

  #newCollector(): Collector {
    const { outputs, taskName } = this.setup
    return new Collector({ outputs, scalarName: scalarName(taskName) })
  }

  fail(position: number, error: ErrorRecord, spent: { attempts: number; durationMs: number }): void {
    this.#failures.push({ position, index: this.indexAt(position), error, ...spent })
  }

  /** Says that a compiled loop wrote the results of `count` points from `position` on. */
  wrote(position: number, count: number): void {
    this.collector.wrote(count)
    this.#done.add(position, position + count)
  }

  /** The caller's memory for these outputs; `undefined` where it has none for one of them. */
  memoryFor(names: readonly string[]): readonly Float64Array[] | undefined {
    const { memory } = this
    if (memory === undefined || this.isShuffled) return undefined
    const arrays = names.map((name) => memory[name]).filter((array) => array !== undefined)
    return arrays.length === names.length ? arrays : undefined
  }

  /** Says that a compiled loop wrote `count` points from `position` on into the caller's memory. */
  wroteInPlace(position: number, count: number): void {
    this.#inPlace.add(position, position + count)
  }

  /** Sends everything that finished since the last time, and what is handed back. */
  flush(released: readonly PositionRange[], busyMs: number): void {
    const inPlace = this.#inPlace
    const done = this.#done
    const failures = this.#failures
    if (!inPlace.isEmpty) {
      this.#inPlace = new PositionList()
      const isLast = done.isEmpty && failures.length === 0 && released.length === 0
      const places = inPlace.asRange() ?? inPlace.toArray()
      const spentMs = isLast ? busyMs : 0
      this.#send({
        type: 'block',
        run: this.id,
        done: places,
        isInPlace: true,
        failures: [],
        released: [],
        busyMs: spentMs,
      })
    }
    if (done.isEmpty && failures.length === 0 && released.length === 0) return
    this.#done = new PositionList()
    this.#failures = []
    const columns = done.isEmpty ? undefined : this.collector.take()
    const inner = columns === undefined ? undefined : this.collector.takeInner()
    this.#send({
      type: 'block',
      run: this.id,
      done: done.asRange() ?? done.toArray(),
      ...(this.#order === undefined ? {} : { indices: done.toArray().map((position) => this.indexAt(position)) }),
      ...(columns === undefined ? {} : { columns }),
      ...(inner === undefined ? {} : { inner }),
      failures,
      released,
      busyMs,
    })
  }
}

/** Name of the only output of a task that returns bare values: the task's own, `result` where it has none. */
function scalarName(taskName: string): string {
  return taskName === 'anonymous' || taskName === '' ? 'result' : taskName
}

/** The error of a point that ran too long; that of a program which was stopped tells what it printed. */
export function timeoutError(timeoutMs: number, stopped?: unknown): PointTimeoutError {
  const options = isSweepError(stopped, 'CommandError') ? { cause: stopped } : {}
  return new PointTimeoutError(timeoutMessage({ timeoutMs }), { timeoutMs }, options)
}

/** Milliseconds that a point of the task may take to stop, besides the grace that all have: a program has its own. */
export function stopMsOf(task: RunSetup['task']): number {
  return task.kind === 'command' ? task.killAfterMs : 0
}

/** Positions in the order they ended, as runs of consecutive ones. */
class PositionList {
  readonly #ranges: { lo: number; hi: number }[] = []

  get isEmpty(): boolean {
    return this.#ranges.length === 0
  }

  add(lo: number, hi: number): void {
    const last = this.#ranges.at(-1)
    if (last?.hi === lo) last.hi = hi
    else if (hi > lo) this.#ranges.push({ lo, hi })
  }

  asRange(): PositionRange | undefined {
    if (this.#ranges.length > 1) return undefined
    return this.#ranges[0] ?? { lo: 0, hi: 0 }
  }

  toArray(): Float64Array {
    const length = this.#ranges.reduce((sum, { lo, hi }) => sum + hi - lo, 0)
    const positions = new Float64Array(length)
    let at = 0
    for (const { lo, hi } of this.#ranges) for (let position = lo; position < hi; position++) positions[at++] = position
    return positions
  }
}
