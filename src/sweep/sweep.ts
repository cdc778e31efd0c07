import type { Dataset } from '../dataset/index.ts'
import { createSpace } from '../space/index.ts'
import { resolveSweepOptions, type SweepOptions } from './options.ts'
import { runSweep } from './run-sweep.ts'
import type { CheckedCombos, CombosOf, CoordsOf, SweepFunction, VarsOf } from './types.ts'

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
  // biome-ignore lint/complexity/noBannedTypes: an empty object type says that no option names anything
  Options extends SweepOptions<Params> = {},
>(
  fn: SweepFunction<Params, Result>,
  combos: Combos & CombosOf<Params> & CheckedCombos<Params, Combos, Options>,
  options?: Options,
): Promise<Dataset<CoordsOf<Combos, Options>, VarsOf<Awaited<Result>, Options>>> {
  if (typeof fn !== 'function') throw new TypeError(`Expected \`fn\` to be a function, got \`${String(fn)}\` (${typeof fn}).`)
  const resolved = resolveSweepOptions((options ?? {}) as SweepOptions)
  const space = createSpace({
    ...(Object.keys(combos).length > 0 ? { combos: combos as Record<string, Iterable<unknown>> } : {}),
    ...(resolved.cases === undefined ? {} : { cases: resolved.cases as readonly Record<string, unknown>[] }),
  })
  return (await runSweep(fn as SweepFunction<object, unknown>, space, resolved)) as unknown as Dataset<
    CoordsOf<Combos, Options>,
    VarsOf<Awaited<Result>, Options>
  >
}
