import { shipTask } from '../../task/index.ts'
import type { InnerCoords, NoNames, SweepOptions, TypedOptions } from '../options.ts'
import { refuseNoFunction } from '../sweep.ts'
import type { CasesOf, CheckedCombos, CombosOf, Naming, SweepFunction } from '../types.ts'
import type { DryRunOptions } from './dry-run-task.ts'
import type { Estimate } from './estimate.ts'

/**
 * Tries some points of a sweep and says what the whole of it would take: time, memory, and the size of its results.
 *
 * Takes and checks the same arguments as `sweep`. Points run one at a time in a worker process, so that a crash, an endless
 * loop or a failing point becomes part of the estimate; what a function does to files or services it really does. Memory is
 * that of the worker and of all processes it starts.
 *
 * Rejects with `TypeError` for wrong use, `ShipError` and `TaskLoadError` when the function cannot be sent or loaded, and
 * `StoreError` when `out` cannot be written.
 *
 * @example
 * ```ts
 * import { dryRun, range, renderEstimate } from 'windrow'
 * const estimate = await dryRun(({ n }: { n: number }) => new Float64Array(n), { n: range(1, 1000) })
 * console.log(renderEstimate(estimate))
 * ```
 */
export async function dryRun<
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
  options?: TypedOptions<Params, Constants, Unrecorded, Cases, Vars, Coords> & DryRunOptions,
): Promise<Estimate> {
  refuseNoFunction(fn)
  const shipping = shipTask(fn)
  shipping.catch(() => undefined)
  const { dryRunTask } = await import('./dry-run-task.ts')
  return dryRunTask({ task: () => shipping, combos, options: options as (SweepOptions & DryRunOptions) | undefined })
}
