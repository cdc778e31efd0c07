import { type CaseGrid, createSpace, gridOfCases, refuseClashes, type Space } from '../space/index.ts'
import { type ResolvedSweepOptions, resolveSweepOptions, type SweepOptions } from './options.ts'

/** What a sweep computes and how, completed and checked. */
export interface SweepPlan {
  readonly space: Space
  readonly options: ResolvedSweepOptions
  /** Where the cases lie in the result when they are no rows but a grid. */
  readonly grid: CaseGrid | undefined
}

/** Refuses what is wrong with the arguments of a sweep before anything starts. */
export function planSweep(combos: object, options: SweepOptions = {}): SweepPlan {
  const resolved = resolveSweepOptions(options)
  const space = createSpace({
    ...(Object.keys(combos).length > 0 ? { combos: combos as Record<string, Iterable<unknown>> } : {}),
    ...(resolved.cases === undefined ? {} : { cases: resolved.cases as readonly Record<string, unknown>[] }),
  })
  refuseClashes(space, resolved)
  const grid = resolved.grid && space.cases !== undefined ? gridOfCases(space.cases) : undefined
  return { space, options: resolved, grid }
}
