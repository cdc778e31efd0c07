import { AsyncLocalStorage } from 'node:async_hooks'
import { createRandom, type PointSeed } from './generator.ts'

/** What a task knows of the point it computes: its second argument, and `context()` anywhere below it. */
export interface Context {
  /** Index of the point in its space. */
  readonly index: number
  /** 1 for the first try, 2 for the first retry, … */
  readonly attempt: number
  /** A safe integer that belongs to this point alone: seed other programs with it. Same for any number of workers. */
  readonly seed: number
  /** The point's own random numbers, uniform in [0, 1): the same for any number of workers, in any order, after any crash. */
  random(): number
  /** Aborted when the point runs too long or the sweep is stopped. */
  readonly signal: AbortSignal
  /** Sends a line of text to the caller, who prints it above the progress bar. */
  log(text: string): void
}

/** What the points of one run share. */
export interface ContextSource {
  seedAt(index: number): PointSeed
  log(index: number, text: string): void
}

/** The context of one attempt at one point; everything costly is made when it is asked for. */
export class PointContext implements Context {
  readonly index: number
  readonly attempt: number
  readonly #source: ContextSource
  #seed: PointSeed | undefined
  #random: (() => number) | undefined
  #controller: AbortController | undefined
  #abortReason: unknown

  constructor(source: ContextSource, index: number, attempt: number) {
    this.#source = source
    this.index = index
    this.attempt = attempt
  }

  get seed(): number {
    this.#seed ??= this.#source.seedAt(this.index)
    return this.#seed.seed
  }

  random(): number {
    if (this.#random === undefined) {
      this.#seed ??= this.#source.seedAt(this.index)
      this.#random = createRandom(this.#seed.state)
    }
    return this.#random()
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason)
    }
    return this.#controller.signal
  }

  log(text: string): void {
    this.#source.log(this.index, String(text))
  }

  get isAborted(): boolean {
    return this.#abortReason !== undefined
  }

  abort(reason: Error): void {
    this.#abortReason ??= reason
    this.#controller?.abort(reason)
  }
}

/** The point that synchronous code runs right now; `context` is made when somebody asks for it. */
export interface RunningPoint {
  source: ContextSource | undefined
  index: number
  attempt: number
  context: PointContext | undefined
}

/** What every copy of windrow in a thread shares: the worker's own, and the one that a task imports. */
interface Shared {
  readonly running: RunningPoint
  readonly asynchronous: AsyncLocalStorage<PointHolder>
}

/** What code behind an `await` finds; a loop over many points fills it in once one of them has returned a promise. */
export interface PointHolder {
  context: PointContext | undefined
}

const { running: sharedRunning, asynchronous } = shared()

/** One per thread: loops write the index here, which costs nothing, instead of making a context per point. */
export const running: RunningPoint = sharedRunning

function shared(): Shared {
  const key = Symbol.for('windrow.point')
  const found: Shared | undefined = Reflect.get(globalThis, key)
  if (found !== undefined) return found
  const made: Shared = {
    running: { source: undefined, index: 0, attempt: 1, context: undefined },
    asynchronous: new AsyncLocalStorage<PointHolder>(),
  }
  Reflect.set(globalThis, key, made)
  return made
}

/** Calls `fn` so that `context()` finds `context` there, also behind every `await`. */
export function runWithContext<Result>(context: PointContext, fn: () => Result): Result {
  return asynchronous.run({ context }, fn)
}

/** Calls `fn` so that `context()` behind an `await` finds what `holder` has by then; before, the running point. */
export function runWithHolder<Result>(holder: PointHolder, fn: () => Result): Result {
  return asynchronous.run(holder, fn)
}

/** The context of the running point, made now if nobody asked before; `undefined` outside of a point. */
export function currentContext(): PointContext | undefined {
  const inherited = asynchronous.getStore()?.context
  if (inherited !== undefined) return inherited
  if (running.source === undefined) return undefined
  running.context ??= new PointContext(running.source, running.index, running.attempt)
  return running.context
}

/**
 * The context of the point that is being computed, anywhere below the task: random numbers, seed, index, signal, log.
 *
 * Throws a `TypeError` outside of a point.
 *
 * @example
 * ```ts
 * import { context } from 'windrow'
 * export function coin(): boolean {
 *   return context().random() < 0.5
 * }
 * ```
 */
export function context(): Context {
  const found = currentContext()
  if (found === undefined) {
    throw new TypeError(
      'Expected `context()` to be called while a point is computed.\nCall it inside the task, or behind an `await` of an `async` task; elsewhere there is no point to speak of.',
    )
  }
  return found
}
