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
export function runIndices(indices: Int32Array, iterations: number, out: Float64Array): void {
  for (const i of indices) out[i] = spinSkewed({ i, iterations })
}

/** What nobody can know beforehand: the indices of skewed calls, dealt out so that every worker has the same amount of work. */
export function evenShares(size: number, workers: number): Int32Array[] {
  const longestFirst = Array.from({ length: size }, (_, i) => i).sort((i, j) => lognormal(j) - lognormal(i))
  const loads = new Array<number>(workers).fill(0)
  const shares: number[][] = loads.map(() => [])
  for (const i of longestFirst) {
    const lightest = loads.indexOf(Math.min(...loads))
    loads[lightest]! += lognormal(i)
    shares[lightest]!.push(i)
  }
  return shares.map((share) => Int32Array.from(share))
}
