import { double, lognormal, product, spin, spinSkewed } from '../tasks.ts'
import { sizeOf, type Work } from '../work.ts'

/** One worker's share of a static split: plain data, buffers apart. */
export interface Share {
  readonly task: Work['task']
  /** Calls `lo` to `hi` of the work, in order. */
  readonly lo: number
  readonly hi: number
  /** Length of the last axis, of work over two axes. */
  readonly inner: number
  readonly iterations: number
}

/** One worker's share of skewed calls: any of them, in any order. */
export interface SkewedShare {
  readonly indices: Int32Array
  readonly iterations: number
  readonly offset: number
}

/** Equal consecutive halves of the work; over two axes, cut along the first. */
export function sharesOf(work: Work, workers: number): Share[] {
  const inner = work.axes[1]?.length ?? 1
  const rows = sizeOf(work) / inner
  return Array.from({ length: workers }, (_, w) => ({
    task: work.task,
    lo: Math.floor((rows * w) / workers) * inner,
    hi: Math.floor((rows * (w + 1)) / workers) * inner,
    inner,
    iterations: work.constants.iterations ?? 0,
  }))
}

/** The loop that a person would write for this task and no other: `out[k]` becomes the result of call `lo + k`. */
export function runRange({ task, lo, hi, inner, iterations }: Share, out: Float64Array): void {
  if (task === 'double') {
    for (let x = lo; x < hi; x++) out[x - lo] = double({ x })
  } else if (task === 'product') {
    let k = 0
    for (let a = lo / inner; a < hi / inner; a++) {
      for (let b = 0; b < inner; b++) out[k++] = product({ a, b })
    }
  } else if (task === 'spin') {
    for (let i = lo; i < hi; i++) out[i - lo] = spin({ i, iterations })
  } else {
    throw new TypeError(`No loop was written by hand for \`${task}\`.`)
  }
}

/** `double` over values that both sides hold. */
export function runList(values: Float64Array, out: Float64Array): void {
  for (let k = 0; k < values.length; k++) out[k] = double({ x: values[k] as number })
}

/** Scattered calls of a skewed task; `out` holds the results of all calls. */
export function runIndices({ indices, iterations, offset }: SkewedShare, out: Float64Array): void {
  for (const i of indices) out[i] = spinSkewed({ i, iterations, offset })
}

/** What nobody can know beforehand: skewed calls dealt out so that every worker has the same amount of work. */
export function evenShares(work: Work, workers: number): SkewedShare[] {
  const { iterations = 0, offset = 0 } = work.constants
  const lengths = lengthsOf(work)
  const loads = new Array<number>(workers).fill(0)
  const shares: number[][] = loads.map(() => [])
  for (const i of [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!)) {
    const lightest = loads.indexOf(Math.min(...loads))
    loads[lightest]! += lengths[i]!
    shares[lightest]!.push(i)
  }
  return shares.map((share) => ({ indices: Int32Array.from(share), iterations, offset }))
}

/** Time of handing out skewed calls one by one in their order, for nothing, over the time of even shares: what luck allows. */
export function listScheduling(work: Work, workers: number): number {
  const loads = new Array<number>(workers).fill(0)
  const lengths = lengthsOf(work)
  for (const length of lengths) loads[loads.indexOf(Math.min(...loads))]! += length
  return (Math.max(...loads) * workers) / lengths.reduce((sum, length) => sum + length, 0)
}

/** Length of each skewed call, in medians. */
export function lengthsOf(work: Work): number[] {
  const { offset = 0 } = work.constants
  return Array.from({ length: sizeOf(work) }, (_, i) => lognormal(offset + i))
}
