import type { Dataset } from '../../dataset/index.ts'
import {
  abortedMessage,
  type Failure,
  failedMessage,
  OutputError,
  SweepAbortedError,
  SweepFailedError,
} from '../../errors/index.ts'
import type { Executor, RangeRunEnd } from '../../executor/index.ts'
import type { ShippedTask } from '../../task/index.ts'
import { labelsOf } from '../labels.ts'
import type { ResolvedSweepOptions } from '../options.ts'
import type { SweepPlan } from '../plan-sweep.ts'
import { gridTarget } from './grid-target.ts'
import { labelledTarget } from './labelled-target.ts'
import { openProgress } from './open-progress.ts'
import { RunRecorder } from './run-recorder.ts'
import { refuseMismatch, setupOf } from './run-setup.ts'
import { openTarget, type Target } from './target.ts'

/** Points from which on threads write into the final arrays themselves instead of sending blocks. */
const WORTH_SHARING = 2 ** 16

/** One sweep under way. */
interface Job extends SweepPlan {
  readonly task: ShippedTask
  readonly executor: Executor
  readonly target: Target
}

/** Records the run of a shipped task and labels it. The executor is left as it is. */
export async function runSweep(job: Omit<Job, 'target'>): Promise<Dataset> {
  const { space, options, grid, executor } = job
  refuseMismatch({ ...job, workers: executor.name })
  const inIndexOrder = options.shuffleSeed === undefined && grid === undefined
  const labels = labelsOf(job)
  const opened = await openTarget(options.out, {
    labels,
    isShared: executor.sharesMemory === true && space.size >= WORTH_SHARING && inIndexOrder,
  })
  const taking = labelledTarget(opened, { labels, out: options.out })
  const target = grid === undefined ? taking : gridTarget(taking, { grid, space })
  try {
    return await compute({ ...job, target })
  } finally {
    await target.abort()
  }
}

async function compute({ task, space, options, executor, target }: Job): Promise<Dataset> {
  const progress = await openProgress(options.progress)
  const origin = lazily(() => import('../provenance/index.ts').then((module) => module.openProvenance(task)))
  const recorder = new RunRecorder({
    space,
    options,
    target,
    executor,
    listener: (event) => {
      if (event.type === 'points-finished') void origin()
      progress?.dispatch(event)
    },
  })
  const startedAtMs = Date.now()
  try {
    const end = await recorder.record(setupOf(task, space, options))
    refuseNothing({ task, options, recorder })
    const collect = await origin()
    const attrs = await collect({
      spaceDescription: space.description,
      seed: options.seed,
      outcome: outcomeOf(end, { options, failures: recorder.failures }),
      done: recorder.done,
      startedAtMs,
      finishedAtMs: Date.now(),
      nodeVersions: end.nodeVersions,
      hosts: end.hosts,
      workers: executor.maxWorkers,
    })
    const failures = sorted(recorder.failures)
    const dataset = await target.finish({ attrs, failures: sorted([...failures, ...recorder.innerFailures]) })
    refuseUnfinished({ task, options, end, dataset, failures, done: recorder.done, total: space.size })
    return dataset
  } finally {
    progress?.close()
  }
}

/** How the run ended, as its file tells. */
function outcomeOf(
  end: RangeRunEnd,
  { options, failures }: { readonly options: ResolvedSweepOptions; readonly failures: readonly Failure[] },
): 'completed' | 'failed' | 'aborted' {
  if (end.outcome !== 'completed' && options.signal?.aborted) return 'aborted'
  return failures.length > 0 ? 'failed' : 'completed'
}

/** Calls `make` at the first call and gives its result at every one. */
function lazily<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined
  return () => {
    made ??= { result: make() }
    return made.result
  }
}

function sorted(failures: readonly Failure[]): readonly Failure[] {
  return [...failures].sort((a, b) => a.index - b.index)
}

/** Refuses a function that gave nothing at any point, unless `vars` says that it gives nothing. */
function refuseNothing({ task, options, recorder }: Pick<Ended, 'task' | 'options'> & { recorder: RunRecorder }): void {
  if (recorder.hasOutputs || recorder.done === 0 || recorder.failures.length > 0 || options.vars?.length === 0) return
  throw new OutputError(
    `\`${task.name}\` returned nothing at ${recorder.done === 1 ? 'its point' : `any of its ${recorder.done} points`}.\n` +
      'Return a value from it; if it runs for its effects alone, say so with `vars: []`.',
  )
}

/** How a finished run is told to its caller. */
interface Ended {
  readonly task: ShippedTask
  readonly options: ResolvedSweepOptions
  readonly end: RangeRunEnd
  readonly dataset: Dataset
  /** Points of this sweep; those of sweeps inside its points are in the dataset alone. */
  readonly failures: readonly Failure[]
  readonly done: number
  readonly total: number
}

/** Throws, with the dataset of everything that finished, when points failed and that matters, or when the run was aborted. */
function refuseUnfinished({ task, options, end, dataset, failures, done, total }: Ended): void {
  const facts = { task: task.name, failures, done, total, out: options.out }
  if (end.outcome !== 'completed' && options.signal?.aborted) {
    const cause: unknown = options.signal.reason
    const reason = cause instanceof Error ? cause : undefined
    throw new SweepAbortedError(abortedMessage({ ...facts, reason }), { dataset, failures }, { cause })
  }
  if (failures.length > 0 && options.onError === 'raise')
    throw new SweepFailedError(failedMessage(facts), { dataset, failures })
}
