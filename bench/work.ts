import { double, product, spin, spinSkewed, wait } from './tasks.ts'

/** What all contestants of a question do: one task over all combinations of some axes. Plain data, known to Python too. */
export interface Work {
  readonly task: 'double' | 'product' | 'spin' | 'spinSkewed' | 'wait'
  readonly axes: readonly WorkAxis[]
  readonly constants: Readonly<Record<string, number>>
}

/** Values 0 … length − 1, in order or scattered: a list that no formula short of ours describes. */
export interface WorkAxis {
  readonly name: string
  readonly length: number
  readonly order: 'counting' | 'scattered'
}

export type Params = Readonly<Record<string, number>>

/** The function of each task. */
export const FUNCTIONS: Readonly<Record<Work['task'], (params: never) => unknown>> = {
  double,
  product,
  spin,
  spinSkewed,
  wait,
}

/** Number of calls. */
export function sizeOf(work: Work): number {
  return work.axes.reduce((size, axis) => size * axis.length, 1)
}

/** The same work with at most `limit` calls; only for work over one axis. */
export function shortened(work: Work, limit: number): Work {
  return { ...work, axes: work.axes.map((axis) => ({ ...axis, length: Math.min(axis.length, limit) })) }
}

export function valuesOf(axis: WorkAxis): number[] {
  return Array.from({ length: axis.length }, (_, k) => valueAt(axis, k))
}

/** The argument of every call, in row-major order. */
export function callsOf(work: Work): Params[] {
  return Array.from({ length: sizeOf(work) }, (_, index) => paramsAt(work, index))
}

/** The index of the first result that is not what the task gives, or −1. */
export function firstWrong(work: Work, results: ArrayLike<unknown>): number {
  const size = sizeOf(work)
  if (results.length !== size) return Math.min(results.length, size)
  for (let index = 0; index < size; index++) {
    if (results[index] !== expectedAt(work, index)) return index
  }
  return -1
}

function expectedAt(work: Work, index: number): number {
  if (work.task === 'double') return 2 * valueAt(work.axes[0]!, index)
  if (work.task === 'product') return Math.floor(index / work.axes[1]!.length) * (index % work.axes[1]!.length)
  return index
}

function paramsAt(work: Work, index: number): Params {
  const params: Record<string, number> = {}
  let rest = index
  for (const axis of [...work.axes].reverse()) {
    params[axis.name] = valueAt(axis, rest % axis.length)
    rest = Math.floor(rest / axis.length)
  }
  return { ...params, ...work.constants }
}

function valueAt(axis: WorkAxis, k: number): number {
  // 7919 is prime and divides none of the lengths that are used, so values stay distinct.
  return axis.order === 'counting' ? k : (k * 7919 + 13) % axis.length
}
