import { availableParallelism } from 'node:os'
import type { ShippedTask } from '../../task/index.ts'
import { labelsOf } from '../labels.ts'
import type { SweepOptions } from '../options.ts'
import { planSweep, type SweepPlan } from '../plan-sweep.ts'
import { refuseMismatch } from '../run/run-setup.ts'
import { openTarget } from '../run/target.ts'
import type { Estimate } from './estimate.ts'
import { endsOf, expectMemory, expectPerPoint, expectResult, expectTime } from './expect.ts'
import { runSamples, type SampleLimits, type Samples } from './run-samples.ts'

/** How much a dry run does. */
export interface DryRunOptions {
  /**
   * Most points that are tried: the first, the last, and some in between.
   *
   * @default 16
   */
  readonly samples?: number
  /**
   * Milliseconds of computing after which no further point is tried, and the one that runs is stopped.
   *
   * @default 5000
   */
  readonly budgetMs?: number
}

/** What to estimate: as for `sweepTask`. */
export interface TaskDryRun {
  readonly task: () => ShippedTask | Promise<ShippedTask>
  readonly combos: object
  readonly options?: (SweepOptions & DryRunOptions) | undefined
}

/** With a file as target, results lie in memory no longer than this. */
const WRITER_BYTES = 2 ** 27

/** Estimates the sweep of a task that need not come from a function of this program: the entry behind `dryRun`. */
export async function dryRunTask({ task, combos, options = {} }: TaskDryRun): Promise<Estimate> {
  const { samples = 16, budgetMs = 5000, ...rest } = options
  const limits = { samples: checked('samples', samples), budgetMs: checked('budgetMs', budgetMs) }
  const plan = planSweep(combos, rest)
  const shipped = await task()
  refuseMismatch({ ...plan, task: shipped, workers: 'processes' })
  const target = await openTarget(plan.options.out, { labels: labelsOf(plan), isShared: false })
  await target.abort()
  return estimateOf(plan, shipped, await runSamples(plan, shipped, limits satisfies SampleLimits))
}

function estimateOf(plan: SweepPlan, task: ShippedTask, samples: Samples): Estimate {
  const { space, options } = plan
  const cores = availableParallelism()
  const workers = Math.min(options.executor?.maxWorkers ?? Math.max(1, options.workers), space.size)
  const places = labelsOf(plan).dims.reduce((product, { size }) => product * size, 1)
  const result = expectResult(samples.outputs, places)
  const kept = Math.min(result?.memoryBytes ?? 0, options.out === undefined ? Number.POSITIVE_INFINITY : WRITER_BYTES)
  const time = expectTime(samples, space.size, {
    workers,
    cores,
    concurrency: options.concurrency,
    perSecond: options.perSecond,
  })
  return {
    task: task.name,
    points: space.size,
    ...endsOf(space.size, (index) => space.pointAt(index)),
    workers,
    sampled: samples.points,
    perPoint: expectPerPoint(samples),
    time,
    memory: expectMemory(samples, { workers, callerBytes: process.memoryUsage.rss() + kept }),
    result,
    notEstimated: unknowns(plan, samples),
  }
}

function unknowns({ options, space }: SweepPlan, { points, outputs, memorySource }: Samples): readonly string[] {
  const count = (outcome: string): number => points.filter((each) => each.outcome === outcome).length
  const finished = count('done')
  return [
    ...(finished === 0 ? ['How long a point takes: none that was tried finished.'] : []),
    ...(finished === 1 && space.size > 1 ? ['How much points differ in time: one was measured.'] : []),
    ...(outputs === undefined ? ['What results take: no point that was tried gave any.'] : []),
    ...(memorySource === 'none' ? ['Memory: this system does not tell it.'] : []),
    ...(options.executor !== undefined && options.executor.name !== 'processes'
      ? [`What ${options.executor.name} take: the points were tried in a process.`]
      : []),
  ]
}

function checked(name: string, value: number): number {
  if (value >= 1 && (Number.isSafeInteger(value) || name === 'budgetMs')) return value
  throw new TypeError(`Expected \`${name}\` to be a number from 1 up, got \`${String(value)}\` (${typeof value}).`)
}
