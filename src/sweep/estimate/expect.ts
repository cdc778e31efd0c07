import type { Point } from '../../space/index.ts'
import type { Estimate, OutputEstimate, SampledPoint } from './estimate.ts'
import type { Samples } from './run-samples.ts'

/** What is known of a sweep and its machine, beside samples. */
export interface Machine {
  readonly workers: number
  readonly cores: number
  /** Points in flight per worker. */
  readonly concurrency: number
  readonly perSecond: number | undefined
}

/** Processor time below this says nothing: clocks tick in hundredths of a second. */
const ENOUGH_CPU_MS = 200

/** Durations of points, from those that finished and, as lower bounds, those that did not. */
export function expectPerPoint({ points, together }: Samples): Estimate['perPoint'] {
  const done = points.filter(({ outcome }) => outcome === 'done').sort((a, b) => a.durationMs - b.durationMs)
  const [fastest, slowest, median] = [done[0], done.at(-1), done[done.length >> 1]]
  if (fastest === undefined || slowest === undefined || median === undefined) return undefined
  return {
    minMs: fastest.durationMs,
    medianMs: median.durationMs,
    meanMs: together?.meanMs ?? mean(done.map(({ durationMs }) => durationMs)),
    maxMs: slowest.durationMs,
    slowest: slowest.point,
    timed: together?.count ?? done.length,
  }
}

/** Time of the whole sweep: the workers share the points, and no worker computes faster than a core. */
export function expectTime(samples: Samples, size: number, machine: Machine): Estimate['time'] {
  const timed = samples.points.filter(({ outcome }) => outcome !== 'failed')
  if (timed.length === 0) return undefined
  const durations = timed.map(({ durationMs }) => durationMs)
  const meanMs = samples.together?.meanMs ?? mean(durations)
  const error = samples.together === undefined ? standardError(durations) : meanMs / 10
  const longest = samples.together === undefined ? Math.max(...durations) : 0
  const all = (each: number): number =>
    Math.max(longest, wallPerPoint(each, cpuShareOf(samples.points), machine) * size)
  return {
    expectedMs: all(meanMs),
    lowMs: all(Math.max(meanMs - 2 * error, Math.min(meanMs, ...durations))),
    highMs: all(meanMs + 2 * error),
    isLowerBound: timed.some(({ outcome }) => outcome === 'unfinished'),
  }
}

/** Milliseconds by which one more point makes the sweep longer. */
function wallPerPoint(eachMs: number, cpuShare: number | undefined, machine: Machine): number {
  const { workers, cores, concurrency, perSecond } = machine
  const cpuMs = cpuShare === undefined ? 0 : eachMs * cpuShare
  const perWorker = Math.max(eachMs / concurrency, concurrency > 1 ? cpuMs : 0)
  const rate = perSecond === undefined ? 0 : 1000 / perSecond
  return Math.max(perWorker / workers, cpuMs / Math.min(cores, workers * Math.max(1, cpuShare ?? 1)), rate)
}

/** Processor time by time: 0 for points that wait, 1 for those that compute, more where they do so in several threads. */
function cpuShareOf(points: readonly SampledPoint[]): number | undefined {
  const total = points.reduce((sum, { durationMs }) => sum + durationMs, 0)
  if (total < ENOUGH_CPU_MS || points.some(({ cpuMs }) => cpuMs === undefined)) return undefined
  return points.reduce((sum, { cpuMs = 0 }) => sum + (cpuMs ?? 0), 0) / total
}

/** Peak of all workers at a time, with the caller and what it keeps. */
export function expectMemory(
  samples: Samples,
  { workers, callerBytes }: { readonly workers: number; readonly callerBytes: number },
): Estimate['memory'] {
  const peaks = samples.points.map(({ peakBytes }) => peakBytes).filter((bytes) => bytes !== undefined)
  if (peaks.length === 0) return undefined
  const perWorkerBytes = Math.max(...peaks)
  return {
    perWorkerBytes,
    callerBytes,
    peakBytes: workers * perWorkerBytes + callerBytes,
    source: samples.memorySource,
  }
}

/** What results take, for all places of the result: a grid has more of them than points. */
export function expectResult(outputs: readonly OutputEstimate[] | undefined, places: number): Estimate['result'] {
  if (outputs === undefined) return undefined
  const bytesPerPoint = outputs.reduce((sum, output) => sum + output.bytesPerPoint, 0)
  return { outputs, bytesPerPoint, memoryBytes: bytesPerPoint * places, diskBytes: bytesPerPoint * places }
}

/** Up to three points from the start, and from the end. */
export function endsOf(size: number, pointAt: (index: number) => Point): Pick<Estimate, 'first' | 'last'> {
  const count = Math.min(3, size)
  const points = (from: number): Point[] => Array.from({ length: count }, (_, i) => pointAt(from + i))
  return { first: points(0), last: points(size - count) }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}

function standardError(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0
  const center = mean(numbers)
  const squares = numbers.reduce((sum, each) => sum + (each - center) ** 2, 0)
  return Math.sqrt(squares / (numbers.length - 1) / numbers.length)
}
