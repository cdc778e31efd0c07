import type { Adapter, OpenAdapter, OpenOptions } from '../adapters/adapter.ts'
import { firstWrong, shortened, sizeOf, type Work } from '../work.ts'
import { runPython } from './python.ts'
import { type Case, type Contestant, type Measurement, type Setting, WORKERS } from './question.ts'

/** A case that any pool can be given. */
export interface WorkCase extends Case {
  readonly work: Work
  /** Work done before the clock starts, so that workers are up and code is compiled. */
  readonly warmUp: readonly Work[]
  readonly concurrency?: number
  /** Time that one call should take, for peers that calibrate a loop of their own. */
  readonly callNs?: number
}

export interface ContestantOptions {
  /** Most calls it is given: slow contestants would keep the others waiting. Rates and efficiencies are by call. */
  readonly maxCalls?: number
  readonly ideal?: string
}

/** A contestant that runs the case's work on an adapter, and is held to every single result. */
export function contestant(name: string, open: OpenAdapter, options: ContestantOptions = {}): Contestant<WorkCase> {
  const { maxCalls = Number.POSITIVE_INFINITY, ...rest } = options
  return {
    name,
    ...rest,
    async measure(oneCase) {
      const adapter = await open({ workers: WORKERS, concurrency: oneCase.concurrency ?? 1 } satisfies OpenOptions)
      for (const work of oneCase.warmUp) await adapter.plan(work)()
      const measurement = await timeWork(adapter, limited(oneCase.work, maxCalls))
      await adapter.close()
      return measurement
    },
  }
}

export interface PythonOptions extends ContestantOptions {
  readonly mode: 'map' | 'hand-chunks' | 'joblib' | 'threads' | 'halves'
  readonly chunk?: number
}

/** As `contestant`, in Python. */
export function pythonContestant(name: string, options: PythonOptions): Contestant<WorkCase> {
  const { maxCalls = Number.POSITIVE_INFINITY, mode, chunk = 0, ...rest } = options
  return {
    name,
    ...rest,
    measure: (oneCase, setting) =>
      runPython<Measurement>({
        kind: 'measure',
        mode,
        chunk,
        workers: WORKERS,
        work: limited(oneCase.work, maxCalls),
        concurrency: oneCase.concurrency ?? 1,
        iterations: pythonIterations(oneCase, setting),
        warmUpCalls: Math.min(1000, Math.ceil(sizeOf(oneCase.work) / 20)),
      }),
  }
}

/** Iterations of JavaScript's `burn` that take `ns` on an idle core. */
export function iterationsFor(ns: number, { nsPerIteration }: Setting): number {
  return Math.max(1, Math.round(ns / nsPerIteration))
}

function pythonIterations({ callNs = 0 }: WorkCase, { pythonNsPerIteration }: Setting): number {
  return Number.isNaN(pythonNsPerIteration) ? 0 : Math.max(1, Math.round(callNs / pythonNsPerIteration))
}

async function timeWork(adapter: Adapter, work: Work): Promise<Measurement> {
  const run = adapter.plan(work)
  const start = performance.now()
  const results = await run()
  const ms = performance.now() - start
  const wrong = firstWrong(work, results)
  if (wrong !== -1) throw new Error(`Result ${wrong} of ${sizeOf(work)} is wrong: ${String(results[wrong])}.`)
  return { ms, calls: sizeOf(work) }
}

function limited(work: Work, maxCalls: number): Work {
  return sizeOf(work) > maxCalls ? shortened(work, maxCalls) : work
}
