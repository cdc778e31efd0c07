import { type Column, type Labels, type OutputSchema, planOutputs, reconcileSchema } from '../../dataset/index.ts'
import { type ErrorRecord, flattenError, isSweepError } from '../../errors/index.ts'
import type { MemorySource } from '../../host/index.ts'
import type { ShippedTask } from '../../task/index.ts'
import { labelsOf } from '../labels.ts'
import type { SweepPlan } from '../plan-sweep.ts'
import type { OutputEstimate, SampledPoint } from './estimate.ts'
import { sampleIndices } from './sample-indices.ts'
import { type Trial, TrialWorker } from './trial-worker.ts'

/** How much a dry run may do. */
export interface SampleLimits {
  readonly samples: number
  readonly budgetMs: number
}

/** What a dry run saw. */
export interface Samples {
  readonly points: readonly SampledPoint[]
  readonly outputs: readonly OutputEstimate[] | undefined
  /** Mean duration of many short points, and how many they were. */
  readonly together: { readonly meanMs: number; readonly count: number } | undefined
  readonly memorySource: MemorySource
}

/** Points shorter than this are timed many at once: alone, what surrounds them counts more than they do. */
const SHORT_MS = 2

/** Points that are timed together. */
const MOST_TOGETHER = 4096

/** Tries points of a sweep, one at a time, until there are enough or the time is up. */
export async function runSamples(
  plan: SweepPlan,
  task: ShippedTask,
  { samples, budgetMs }: SampleLimits,
): Promise<Samples> {
  const worker = new TrialWorker(plan, task)
  const outputs = new OutputBook(labelsOf(plan))
  const points: SampledPoint[] = []
  let spentMs = 0
  try {
    for (const index of sampleIndices(plan.space.size, plan.options.seed)) {
      if (points.length === samples) break
      const longestMs = Math.max(0, ...points.map(({ durationMs }) => durationMs))
      if (points.length > 0 && spentMs + longestMs >= budgetMs) break
      const sampled = await samplePoint(worker, { plan, index, outputs, leftMs: budgetMs - spentMs })
      points.push(sampled)
      spentMs += sampled.durationMs
      plan.options.signal?.throwIfAborted()
    }
    const together = await timeTogether(worker, { plan, points, leftMs: budgetMs - spentMs })
    return { points, outputs: outputs.estimates(), together, memorySource: worker.memorySource }
  } finally {
    await worker.close()
  }
}

interface PointRequest {
  readonly plan: SweepPlan
  readonly index: number
  readonly outputs: OutputBook
  readonly leftMs: number
}

async function samplePoint(worker: TrialWorker, { plan, index, outputs, leftMs }: PointRequest): Promise<SampledPoint> {
  const point = plan.space.pointAt(index)
  const own = plan.options.timeoutMs ?? Number.POSITIVE_INFINITY
  const timeoutMs = Math.max(1, Math.min(own, leftMs))
  const trial = await worker.run({ points: [point], limitMs: timeoutMs, timeoutMs })
  const wasStopped = !trial.hasEnded || (trial.error?.tag === 'PointTimeoutError' && own > leftMs)
  const error = wasStopped ? undefined : (trial.error ?? outputs.add(trial))
  return {
    index,
    point,
    outcome: wasStopped ? 'unfinished' : error === undefined ? 'done' : 'failed',
    durationMs: wasStopped ? Math.max(timeoutMs, trial.busyMs) : trial.busyMs,
    cpuMs: trial.use.cpuMs,
    peakBytes: trial.use.peakBytes,
    resultBytes: trial.error === undefined && trial.hasEnded ? bytesOfColumns(trial.columns) : undefined,
    error,
  }
}

interface TogetherRequest {
  readonly plan: SweepPlan
  readonly points: readonly SampledPoint[]
  readonly leftMs: number
}

async function timeTogether(
  worker: TrialWorker,
  { plan, points, leftMs }: TogetherRequest,
): Promise<Samples['together']> {
  const durations = points.map(({ durationMs }) => durationMs).sort((a, b) => a - b)
  const medianMs = durations[durations.length >> 1] ?? Number.POSITIVE_INFINITY
  const allDone = points.every(({ outcome }) => outcome === 'done')
  if (!allDone || medianMs > SHORT_MS || plan.space.size <= points.length) return undefined
  const most = Math.min(MOST_TOGETHER, Math.ceil(leftMs / 4 / Math.max(medianMs, 0.01)))
  const some: number[] = []
  for (const index of sampleIndices(plan.space.size, plan.options.seed)) if (some.push(index) >= most) break
  const trial = await worker.run({
    points: some.map((index) => plan.space.pointAt(index)),
    limitMs: leftMs,
    timeoutMs: undefined,
  })
  if (!trial.hasEnded || trial.done < points.length) return undefined
  return { meanMs: trial.busyMs / trial.done, count: trial.done }
}

/** Remembers what outputs there are, and finds results that a sweep would refuse. */
class OutputBook {
  readonly #labels: Labels
  #schema: OutputSchema | undefined
  readonly #bytes = new Map<string, number[]>()

  constructor(labels: Labels) {
    this.#labels = labels
  }

  /** What is wrong with the results of a point; `undefined` where nothing is. */
  add({ columns, done }: Trial): ErrorRecord | undefined {
    if (columns.length === 0) return undefined
    try {
      const known = columns.some(({ inner }) => inner !== undefined) ? undefined : this.#schema
      const next = reconcileSchema(known, { indices: { lo: 0, hi: done }, columns })
      planOutputs(this.#labels, next)
      this.#schema = next
    } catch (error) {
      if (!isSweepError(error, 'OutputError')) throw error
      return flattenError(error)
    }
    for (const column of columns) {
      const known = this.#bytes.get(column.name) ?? []
      known.push(bytesOfColumns([column]) / done)
      this.#bytes.set(column.name, known)
    }
    return undefined
  }

  estimates(): readonly OutputEstimate[] | undefined {
    return this.#schema?.outputs.map(({ name, dtype = 'float64', shape = [] }) => ({
      name,
      dtype,
      shape,
      bytesPerPoint: mean(this.#bytes.get(name) ?? []),
    }))
  }
}

function bytesOfColumns(columns: readonly Column[]): number {
  return columns.reduce((sum, { values, missing }) => {
    const own = ArrayBuffer.isView(values)
      ? values.byteLength
      : values.reduce((bytes, text) => bytes + 8 + Buffer.byteLength(text), 0)
    return sum + own + (missing?.byteLength ?? 0)
  }, 0)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length)
}
