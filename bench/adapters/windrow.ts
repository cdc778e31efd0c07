import { existsSync } from 'node:fs'
import { inRepository } from '../harness/paths.ts'
import { NotMeasured } from '../harness/question.ts'
import { FUNCTIONS, valuesOf, type Work, type WorkAxis } from '../work.ts'
import type { Adapter, OpenAdapter } from './adapter.ts'

/** The part of windrow's public face that is measured. */
export interface Windrow {
  sweep(fn: unknown, axes: Readonly<Record<string, unknown>>, options: SweepOptions): Promise<Dataset>
  range(length: number): unknown
  move(array: Float64Array): unknown
  readonly SingleNodeExecutor: new (options: ExecutorOptions) => Executor
}

interface SweepOptions {
  readonly executor?: Executor
  readonly parallel?: number
  readonly progress: false
  readonly constants?: Readonly<Record<string, unknown>>
  readonly concurrency?: number
}

interface ExecutorOptions {
  readonly workers: WorkerKind
  readonly maxWorkers: number
}

interface Executor {
  shutdown(): Promise<void>
}

interface Dataset {
  get(name: string): { readonly values: ArrayLike<unknown> }
}

export type WorkerKind = 'processes' | 'threads'

/** Windrow as a user has it: the built package, by its own name. */
export async function loadWindrow(): Promise<Windrow> {
  if (!existsSync(inRepository('dist/index.js'))) throw new NotMeasured('windrow is not built')
  const self = 'windrow'
  return (await import(self)) as Windrow
}

export function windrow(workers: WorkerKind): OpenAdapter {
  return async ({ workers: maxWorkers, concurrency }) => {
    const api = await loadWindrow()
    const executor = new api.SingleNodeExecutor({ workers, maxWorkers })
    return {
      plan: (work) => planSweep(api, work, { executor, progress: false, constants: work.constants, concurrency }),
      close: () => executor.shutdown(),
    } satisfies Adapter
  }
}

function planSweep(api: Windrow, work: Work, options: SweepOptions): () => Promise<ArrayLike<unknown>> {
  const axes = Object.fromEntries(work.axes.map((axis) => [axis.name, axisOf(api, axis)]))
  const task = FUNCTIONS[work.task]
  return async () => (await api.sweep(task, axes, options)).get(work.task).values
}

function axisOf(api: Windrow, axis: WorkAxis): unknown {
  return axis.order === 'counting' ? api.range(axis.length) : valuesOf(axis)
}
