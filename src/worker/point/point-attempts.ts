import { flattenError } from '../../errors/index.ts'
import { startTimer, stopTimer, type Timer } from '../own-clock.ts'
import { stopMsOf, type TaskRun, timeoutError } from '../task-run.ts'
import { PointContext, running, runWithContext } from './context.ts'
import { GRACE_MS } from './grace.ts'

/** An attempt that runs already: what the task returned, and the context it was given. */
export interface StartedPoint {
  readonly promise: PromiseLike<unknown>
  readonly context: PointContext
}

/** Runs one point of a synchronous task with its retries and books how it ended; a promise is handed back unawaited. */
export function runPoint(run: TaskRun, position: number, firstAttempt: number): StartedPoint | undefined {
  const { task, setup, slots } = run
  const index = run.indexAt(position)
  const startedMs = performance.now()
  for (let attempts = firstAttempt; ; attempts++) {
    const slot = slots?.occupy(position)
    const attemptMs = performance.now()
    const context = new PointContext(run, index, attempts)
    Object.assign(running, { source: run, index, attempt: attempts, context })
    try {
      const result = runWithContext(context, () => task(run.paramsAt(index), context))
      if (isThenable(result)) return { promise: result, context }
      const durationMs = performance.now() - attemptMs
      refuseOverdue(run, durationMs)
      run.settle(position, result, { attempts, durationMs })
      return undefined
    } catch (error) {
      if (attempts <= setup.retries) continue
      run.fail(position, flattenError(error), { attempts, durationMs: performance.now() - startedMs })
      return undefined
    } finally {
      running.source = undefined
      if (slot !== undefined) slots?.free(slot)
    }
  }
}

/** Runs one point of an asynchronous task with its retries, from an attempt on that may run already. */
export async function runPointAsync(run: TaskRun, position: number, start: AsyncStart): Promise<void> {
  const { setup } = run
  const startedMs = performance.now()
  let { started } = start
  for (let attempts = started?.context.attempt ?? start.attempt; ; attempts++) {
    const context = started?.context ?? new PointContext(run, run.indexAt(position), attempts)
    start.onContext(context)
    const attemptMs = performance.now()
    const spent = (): { attempts: number; durationMs: number } => ({
      attempts,
      durationMs: performance.now() - attemptMs,
    })
    try {
      const result = await withinTime(run, { position, context, promise: started?.promise })
      refuseOverdue(run, spent().durationMs)
      return run.settle(position, result, spent())
    } catch (error) {
      started = undefined
      if (run.draining && context.isAborted) throw error
      if (attempts <= setup.retries) continue
      const cause = isOverdue(run, spent().durationMs) ? timeoutError(setup.timeoutMs ?? 0, error) : error
      return run.fail(position, flattenError(cause), { attempts, durationMs: performance.now() - startedMs })
    }
  }
}

/** How an asynchronous point starts. */
export interface AsyncStart {
  readonly attempt: number
  readonly onContext: (context: PointContext) => void
  readonly started?: StartedPoint | undefined
}

async function withinTime(
  run: TaskRun,
  {
    position,
    context,
    promise,
  }: { position: number; context: PointContext; promise: PromiseLike<unknown> | undefined },
): Promise<unknown> {
  const { task, slots } = run
  const slot = slots?.occupy(position)
  const limit = limitTime(run, context)
  try {
    const result = promise ?? runWithContext(context, () => task(run.paramsAt(context.index), context))
    return await (limit?.given === undefined ? result : Promise.race([result, limit.given]))
  } finally {
    limit?.clear()
    if (slot !== undefined) slots?.free(slot)
  }
}

/** Aborts the signal of a point that runs too long; where nobody ends the worker then, `given` rejects in its stead. */
function limitTime(
  run: TaskRun,
  context: PointContext,
): { readonly clear: () => void; readonly given: Promise<never> | undefined } | undefined {
  const { timeoutMs } = run.setup
  if (timeoutMs === undefined) return undefined
  const gentle = startTimer(() => context.abort(timeoutError(timeoutMs)), timeoutMs)
  let final: Timer | undefined
  const giveUp = (_: unknown, reject: (error: Error) => void): void => {
    final = startTimer(() => reject(timeoutError(timeoutMs)), timeoutMs + stopMsOf(run.setup.task) + GRACE_MS)
  }
  const given = run.isWatched ? undefined : new Promise<never>(giveUp)
  const clear = (): void => {
    stopTimer(gentle)
    stopTimer(final)
  }
  return { clear, given }
}

/** A point that ran too long failed, also if it came to an end before its worker was. */
function refuseOverdue(run: TaskRun, durationMs: number): void {
  if (isOverdue(run, durationMs)) throw timeoutError(run.setup.timeoutMs ?? 0)
}

function isOverdue(run: TaskRun, durationMs: number): boolean {
  return run.setup.timeoutMs !== undefined && durationMs > run.setup.timeoutMs
}

/** True for what `await` would wait for. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
