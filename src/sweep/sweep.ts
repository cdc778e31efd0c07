import type { Dataset } from '../dataset/index.ts'
import { shipTask } from '../task/index.ts'
import type { InnerCoords, NoNames, SweepOptions, TypedOptions } from './options.ts'
import { sweepTask } from './sweep-task.ts'
import type { CasesOf, CheckedCombos, CombosOf, CoordsOf, DimsOf, Naming, SweepFunction, VarsOf } from './types.ts'

/**
 * Runs a function for every combination of the given values, on every core, and returns the results as a labelled dataset.
 *
 * The function gets all parameters as one object, and the context of the point. It may be exported, local or anonymous,
 * synchronous or `async`; it runs in other processes, which get it with the values it captures. It returns a number, boolean,
 * string, date or (nested, typed) array, or an object with one of these for each output; or a dataset, whose dims follow the axes.
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
): Promise<
  Dataset<CoordsOf<Combos, Named, Awaited<Result>>, VarsOf<Awaited<Result>, Vars>, DimsOf<Awaited<Result>, Vars>>
> {
  refuseNoFunction(fn)
  return (await sweepTask({ task: () => shipTask(fn), combos, options: options as SweepOptions | undefined })) as never
}

/** Refuses what is not a function. */
export function refuseNoFunction(fn: unknown): void {
  if (typeof fn === 'function') return
  throw new TypeError(`Expected \`fn\` to be a function, got \`${String(fn)}\` (${typeof fn}).`)
}
