import type { Dataset } from '../dataset/index.ts'
import type { Executor } from '../executor/index.ts'
import { SingleNodeExecutor } from '../executors/index.ts'
import { createSpace, refuseClashes } from '../space/index.ts'
import { shipTask } from '../task/index.ts'
import {
  type InnerCoords,
  type NoNames,
  type ResolvedSweepOptions,
  resolveSweepOptions,
  type SweepOptions,
  type TypedOptions,
} from './options.ts'
import type { CasesOf, CheckedCombos, CombosOf, CoordsOf, Naming, SweepFunction, VarsOf } from './types.ts'

/**
 * Runs a function for every combination of the given values, on every core, and returns the results as a labelled dataset.
 *
 * The function gets all parameters as one object, and the context of the point. It may be exported, local or anonymous,
 * synchronous or `async`; it runs in other processes, which get it with the values it captures. It returns a number, boolean,
 * string, date or (nested, typed) array, or an object with one of these for each output.
 *
 * Rejects with `TypeError` for wrong use, before anything starts; `ShipError` when the function cannot be sent to workers;
 * `SweepFailedError` when a point failed and `SweepAbortedError` when `signal` was aborted, both with all that finished in
 * `error.dataset`; `StoreError` when `out` cannot be written.
 *
 * @example
 * ```ts
 * import { linspace, range, sweep } from 'windrow'
 * const decay = ({ rate, t }: { rate: number; t: number }) => Math.exp(-rate * t)
 * const ds = await sweep(decay, { rate: linspace(0.1, 1, 10), t: range(100) })
 * console.log(String(ds.get('decay').mean('t')))
 * ```
 */
export async function sweep<
  Params extends object,
  Result,
  Combos extends CombosOf<Params>,
  Constants extends Partial<Params> = NoNames,
  Unrecorded extends Partial<Params> = NoNames,
  Cases extends CasesOf<Params> | undefined = undefined,
  const Vars extends string | readonly string[] | undefined = undefined,
  Coords extends InnerCoords = NoNames,
  Named extends Naming = { constants: Constants; unrecorded: Unrecorded; cases: Cases; vars: Vars; coords: Coords },
>(
  fn: SweepFunction<Params, Result>,
  combos: Combos & CombosOf<Params> & CheckedCombos<Params, Combos, Named>,
  options?: TypedOptions<Params, Constants, Unrecorded, Cases, Vars, Coords>,
): Promise<Dataset<CoordsOf<Combos, Named>, VarsOf<Awaited<Result>, Vars>>> {
  if (typeof fn !== 'function')
    throw new TypeError(`Expected \`fn\` to be a function, got \`${String(fn)}\` (${typeof fn}).`)
  const resolved = resolveSweepOptions((options ?? {}) as SweepOptions)
  const space = createSpace({
    ...(Object.keys(combos).length > 0 ? { combos: combos as Record<string, Iterable<unknown>> } : {}),
    ...(resolved.cases === undefined ? {} : { cases: resolved.cases as readonly Record<string, unknown>[] }),
  })
  refuseClashes(space, resolved)
  const executor = resolved.executor ?? makeExecutor(resolved, space.size)
  try {
    const preparing = executor.prepare?.(space.size)
    const shipping = shipTask(fn)
    await Promise.all([preparing, shipping.catch(() => undefined)])
    const { runSweep } = await import('./run-sweep.ts')
    return (await runSweep({ task: await shipping, space, options: resolved, executor })) as never
  } finally {
    if (resolved.executor === undefined) await executor.shutdown()
  }
}

function makeExecutor({ workers }: ResolvedSweepOptions, size: number): Executor {
  if (workers === 0) return new SingleNodeExecutor({ workers: 'inline' })
  return new SingleNodeExecutor({ workers: 'processes', maxWorkers: Math.min(workers, size) })
}
