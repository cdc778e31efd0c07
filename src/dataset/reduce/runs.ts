import { sizeOf } from '../element/dtype.ts'

/**
 * Walks row-major elements in runs of neighbours that reduce alike. Neighbouring dims that are all reduced or all kept
 * count as one dim, so a run is either wholly reduced (into one output element) or wholly kept (each into its own).
 */
export interface RunPlan {
  /** Lengths of the joined dims, the innermost last. */
  readonly lengths: readonly number[]
  /** Step in the output for a step along each joined dim; 0 where it is reduced. */
  readonly strides: readonly number[]
  readonly outputSize: number
  /** Elements that reduce into an output element. */
  readonly reducedSize: (output: number) => number
  /** Where one dim is reduced into groups. */
  readonly groups?: Grouping
}

/** The positions along one dim in groups that reduce into one output element each. */
export interface Grouping {
  /** The group of each position, -1 for none. */
  readonly codes: Int32Array
  /** Number of positions of each group. */
  readonly sizes: Int32Array
}

/** A plan in which the positions along dim `axis` reduce into groups; the other dims are kept. */
export function planGroups(shape: readonly number[], axis: number, groups: Grouping): RunPlan {
  const inner = sizeOf(shape.slice(axis + 1))
  const count = groups.sizes.length
  return {
    lengths: [sizeOf(shape.slice(0, axis + 1)), inner],
    strides: [inner, 1],
    outputSize: sizeOf(shape.slice(0, axis)) * count * inner,
    reducedSize: (output) => groups.sizes[Math.floor(output / inner) % count] ?? 0,
    groups,
  }
}

/** Joins dims; `reduced[d]` says whether dim `d` is reduced. */
export function planRuns(shape: readonly number[], reduced: readonly boolean[]): RunPlan {
  const lengths: number[] = []
  const kinds: boolean[] = []
  for (const [d, length] of shape.entries()) {
    const last = lengths.length - 1
    if (last >= 0 && kinds[last] === reduced[d]) lengths[last] = (lengths[last] ?? 1) * length
    else {
      lengths.push(length)
      kinds.push(reduced[d] ?? false)
    }
  }
  if (lengths.length === 0) {
    lengths.push(1)
    kinds.push(false)
  }
  const strides = new Array<number>(lengths.length).fill(0)
  let outputSize = 1
  let reducedSize = 1
  for (let i = lengths.length - 1; i >= 0; i--) {
    if (kinds[i] === true) reducedSize *= lengths[i] ?? 1
    else {
      strides[i] = outputSize
      outputSize *= lengths[i] ?? 1
    }
  }
  return { lengths, strides, outputSize, reducedSize: () => reducedSize }
}

/** Takes `count` elements of `chunk` from `at`: all into output `output`, or, where the run is kept, into `output`, `output + 1`, … */
export interface Kernel<Chunk = Float64Array> {
  readonly reduced: (chunk: Chunk, at: number, count: number, output: number) => void
  readonly kept: (chunk: Chunk, at: number, count: number, output: number) => void
}

/** Longest part of a reduced run given at once: partial sums of parts keep rounding errors small. */
const PART = 1024

/** A consumer of consecutive chunks that cuts them into runs and gives each to the kernel. */
export function runWalker<Chunk extends { readonly length: number } = Float64Array>(
  plan: RunPlan,
  kernel: Kernel<Chunk>,
): (chunk: Chunk) => void {
  if (plan.groups !== undefined) return groupWalker(plan.groups, plan.lengths[1] ?? 1, kernel)
  const { lengths, strides } = plan
  const inner = lengths.length - 1
  const runLength = lengths[inner] ?? 1
  const isReduced = strides[inner] === 0
  const take = isReduced ? kernel.reduced : kernel.kept
  const longest = isReduced ? PART : runLength
  const place = new Array<number>(inner).fill(0)
  let inRun = 0
  let base = 0
  const nextRun = (): void => {
    inRun = 0
    for (let d = inner - 1; d >= 0; d--) {
      const next = (place[d] as number) + 1
      const stride = strides[d] as number
      if (next < (lengths[d] as number)) {
        place[d] = next
        base += stride
        return
      }
      base -= (next - 1) * stride
      place[d] = 0
    }
  }
  return (chunk) => {
    let at = 0
    while (at < chunk.length) {
      const count = Math.min(longest, runLength - inRun, chunk.length - at)
      take(chunk, at, count, isReduced ? base : base + inRun)
      at += count
      inRun += count
      if (inRun === runLength) nextRun()
    }
  }
}

/** Cuts chunks into the elements of one position each, and gives those to the output of the position's group. */
function groupWalker<Chunk extends { readonly length: number }>(
  { codes, sizes }: Grouping,
  inner: number,
  kernel: Kernel<Chunk>,
): (chunk: Chunk) => void {
  let [position, within, base] = [0, 0, 0]
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      const count = Math.min(inner - within, chunk.length - at)
      const code = codes[position] as number
      if (code >= 0) kernel.kept(chunk, at, count, base + code * inner + within)
      at += count
      within += count
      if (within < inner) continue
      within = 0
      if (++position < codes.length) continue
      position = 0
      base += sizes.length * inner
    }
  }
}
