import type { Dataset } from '../dataset/index.ts'
import type { Executor } from '../executor/index.ts'
import { SingleNodeExecutor } from '../executors/index.ts'
import type { ShippedTask } from '../task/index.ts'
import type { SweepOptions } from './options.ts'
import { planSweep, type SweepPlan } from './plan-sweep.ts'

/** What to sweep, and a task that is ready for workers or is being made so. */
export interface TaskSweep {
  /** Called once, when the arguments have been checked and workers start. */
  readonly task: () => ShippedTask | Promise<ShippedTask>
  /** Axis name → values; `{}` where all points are cases. */
  readonly combos: object
  readonly options?: SweepOptions | undefined
}

/** Sweeps a task that need not come from a function of this program: the entry behind `sweep`, with the same checks. */
export async function sweepTask({ task, combos, options }: TaskSweep): Promise<Dataset> {
  const plan = planSweep(combos, options)
  const executor = plan.options.executor ?? makeExecutor(plan)
  try {
    const preparing = executor.prepare?.(plan.space.size)
    const shipping = promiseOf(task)
    await Promise.all([preparing, shipping.catch(() => undefined)])
    const { runSweep } = await import('./run/run-sweep.ts')
    return await runSweep({ ...plan, task: await shipping, executor })
  } finally {
    if (plan.options.executor === undefined) await executor.shutdown()
  }
}

/** Calls without an await before: nothing may change what a function captures in between. */
async function promiseOf<Result>(make: () => Result | Promise<Result>): Promise<Result> {
  return make()
}

function makeExecutor({ space, options: { workers } }: SweepPlan): Executor {
  if (workers === 0) return new SingleNodeExecutor({ workers: 'inline' })
  return new SingleNodeExecutor({ workers: 'processes', maxWorkers: Math.min(workers, space.size) })
}
