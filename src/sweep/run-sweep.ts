import type { Dataset } from '../dataset/index.ts'
import { abortedMessage, failedMessage, SweepAbortedError, SweepFailedError } from '../errors/index.ts'
import { createProgressSink } from '../events/index.ts'
import type { Executor, RangeRunEnd } from '../executor/index.ts'
import type { RunSetup } from '../protocol/index.ts'
import { refuseClashes, refuseUnknownParameters, type Space } from '../space/index.ts'
import { type ShippedTask, shipTask } from '../task/index.ts'
import { labelsOf } from './labels.ts'
import type { ResolvedSweepOptions } from './options.ts'
import { collectProvenance } from './provenance/index.ts'
import { RunRecorder } from './run-recorder.ts'
import { openTarget, type Target } from './target.ts'
import type { SweepFunction } from './types.ts'

/** One sweep under way. */
interface Job {
  readonly fn: SweepFunction<object, unknown>
  readonly space: Space
  readonly options: ResolvedSweepOptions
  readonly executor: Executor
  readonly target: Target
}

/** Computes a whole space and labels the results; the executor is made for it unless the options bring one. */
export async function runSweep(fn: SweepFunction<object, unknown>, space: Space, options: ResolvedSweepOptions): Promise<Dataset> {
  refuseClashes(space, options)
  const target = await openTarget(options.out, labelsOf(space, options))
  const executor = options.executor ?? (await makeExecutor(options, space.size))
  try {
    return await compute({ fn, space, options, executor, target })
  } finally {
    await target.abort()
    if (options.executor === undefined) await executor.shutdown()
  }
}

/** Ships the task while workers start, records the run, labels it. */
async function compute({ fn, space, options, executor, target }: Job): Promise<Dataset> {
  executor.prepare?.(space.size)
  const task = await shipTask(fn)
  refuseUnknownParameters([...space.names, ...Object.keys(options.constants), ...Object.keys(options.unrecorded)], task.parameters)
  const progress = createProgressSink(options.progress)
  const recorder = new RunRecorder({ space, options, target, executor, listener: (event) => progress.dispatch(event) })
  const startedAtMs = Date.now()
  try {
    const end = await recorder.record(setupOf(task, space, options))
    const attrs = await collectProvenance({
      task,
      spaceDescription: space.description,
      seed: options.seed,
      startedAtMs,
      finishedAtMs: Date.now(),
      nodeVersions: end.nodeVersions,
      hosts: end.hosts,
      workers: executor.maxWorkers,
    })
    const failures = [...recorder.failures].sort((a, b) => a.index - b.index)
    const dataset = await target.finish({ attrs, failures })
    refuseUnfinished({ task, options, end, dataset, done: recorder.done, total: space.size })
    return dataset
  } finally {
    progress.close()
  }
}

function setupOf(task: ShippedTask, space: Space, options: ResolvedSweepOptions): RunSetup {
  return {
    task: task.ref,
    taskName: task.name,
    arity: task.arity,
    space: space.description,
    given: { ...options.constants, ...options.unrecorded },
    seed: options.seed,
    shuffleSeed: options.shuffleSeed,
    outputs: options.vars,
    concurrency: options.concurrency,
    timeoutMs: options.timeoutMs,
    retries: options.retries,
    stopOnFailure: options.onError === 'raise',
  }
}

/** How a finished run is told to its caller. */
interface Ended {
  readonly task: ShippedTask
  readonly options: ResolvedSweepOptions
  readonly end: RangeRunEnd
  readonly dataset: Dataset
  readonly done: number
  readonly total: number
}

/** Throws, with the dataset of everything that finished, when points failed and that matters, or when the run was aborted. */
function refuseUnfinished({ task, options, end, dataset, done, total }: Ended): void {
  const { failures } = dataset
  const facts = { task: task.name, failures, done, total, out: options.out }
  if (end.outcome !== 'completed' && options.signal?.aborted) {
    const cause: unknown = options.signal.reason
    const reason = cause instanceof Error ? cause : undefined
    throw new SweepAbortedError(abortedMessage({ ...facts, reason }), { dataset, failures }, { cause })
  }
  if (failures.length > 0 && options.onError === 'raise') throw new SweepFailedError(failedMessage(facts), { dataset, failures })
}

async function makeExecutor(options: ResolvedSweepOptions, size: number): Promise<Executor> {
  const { SingleNodeExecutor } = await import('../executors/index.ts')
  if (options.workers === 0) return new SingleNodeExecutor({ workers: 'inline' })
  return new SingleNodeExecutor({ workers: 'processes', maxWorkers: Math.min(options.workers, size) })
}
