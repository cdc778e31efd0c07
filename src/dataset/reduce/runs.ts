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
  /** Elements that reduce into each output element. */
  readonly reducedSize: number
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
  return { lengths, strides, outputSize, reducedSize }
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
