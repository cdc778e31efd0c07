import { flattenError } from '../../errors/index.ts'
import { type TaskRun, timeoutError } from '../task-run.ts'
import { PointContext, running, runWithContext } from './context.ts'

/** Runs one point of a synchronous task with its retries and books how it ended; a promise is handed back unawaited. */
export function runPoint(
  run: TaskRun,
  position: number,
  firstAttempt: number,
): { promise: PromiseLike<unknown> } | undefined {
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
      if (isThenable(result)) return { promise: result }
      run.settle(position, result, { attempts, durationMs: performance.now() - attemptMs })
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

/** Runs one point of an asynchronous task with its retries; `given` is the promise of a first attempt that runs already. */
export async function runPointAsync(run: TaskRun, position: number, start: AsyncStart): Promise<void> {
  const { setup } = run
  const startedMs = performance.now()
  for (let attempts = start.attempt; ; attempts++) {
    const context = new PointContext(run, run.indexAt(position), attempts)
    start.onContext(context)
    const attemptMs = performance.now()
    const spent = (): { attempts: number; durationMs: number } => ({
      attempts,
      durationMs: performance.now() - attemptMs,
    })
    try {
      const result = await withinTime(run, {
        position,
        context,
        promise: attempts === start.attempt ? start.promise : undefined,
      })
      return run.settle(position, result, spent())
    } catch (error) {
      if (run.draining && context.isAborted) throw error
      if (attempts <= setup.retries) continue
      const cause = isOverdue(run, spent().durationMs) ? timeoutError(setup.timeoutMs ?? 0) : error
      return run.fail(position, flattenError(cause), { attempts, durationMs: performance.now() - startedMs })
    }
  }
}

/** How an asynchronous point starts. */
export interface AsyncStart {
  readonly attempt: number
  readonly onContext: (context: PointContext) => void
  readonly promise?: PromiseLike<unknown> | undefined
}

async function withinTime(
  run: TaskRun,
  {
    position,
    context,
    promise,
  }: { position: number; context: PointContext; promise: PromiseLike<unknown> | undefined },
): Promise<unknown> {
  const { task, setup, slots } = run
  const slot = slots?.occupy(position)
  const { timeoutMs } = setup
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(() => context.abort(timeoutError(timeoutMs)), timeoutMs)
  try {
    return await (promise ?? runWithContext(context, () => task(run.paramsAt(context.index), context)))
  } finally {
    clearTimeout(timer)
    if (slot !== undefined) slots?.free(slot)
  }
}

function isOverdue(run: TaskRun, durationMs: number): boolean {
  return run.setup.timeoutMs !== undefined && durationMs > run.setup.timeoutMs
}

/** True for what `await` would wait for. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
