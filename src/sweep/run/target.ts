import {
  type Attrs,
  type Block,
  createAssembler,
  type Dataset,
  type Labels,
  type ResultSink,
} from '../../dataset/index.ts'
import type { Failure } from '../../errors/index.ts'

/** Where the results of a sweep go: memory, or a file. */
export interface Target extends ResultSink {
  /** Where threads may write final values themselves, and how one says that they did; see `Assembler`. */
  readonly memory?: () => Readonly<Record<string, Float64Array>> | undefined
  readonly arrive?: (indices: Block['indices']) => void
  /** The dataset of everything written; nothing can be written afterwards. */
  finish(extra: { readonly attrs: Attrs; readonly failures: readonly Failure[] }): Promise<Dataset>
  /** Leaves nothing behind. Idempotent, and harmless after `finish`. */
  abort(): Promise<void>
}

/** A file at `out`, whose dataset reads from it on demand; memory without it. Throws `StoreError` when `out` cannot be written. */
export async function openTarget(
  out: string | undefined,
  { labels, isShared }: { readonly labels: Labels; readonly isShared: boolean },
): Promise<Target> {
  if (out === undefined) {
    refuseTooMany(labels)
    const assembler = createAssembler(labels, { isShared })
    return {
      memory: () => assembler.memory(),
      arrive: (indices) => assembler.arrive(indices),
      write: (block) => assembler.write(block),
      finish: async (extra) => assembler.finish(extra),
      abort: async () => undefined,
    }
  }
  const { createDatasetWriter, openDataset } = await import('../../stores/index.ts')
  const writer = await createDatasetWriter(out, labels)
  return {
    write: (block) => writer.write(block),
    finish: async (extra) => {
      const dataset = await writer.finish(extra)
      return dataset ?? openDataset(out)
    },
    abort: () => writer.abort(),
  }
}

/** Longest array that an engine makes. */
const MOST_POINTS = 2 ** 32

function refuseTooMany({ dims }: Labels): void {
  const points = dims.reduce((product, { size }) => product * size, 1)
  if (points <= MOST_POINTS) return
  throw new TypeError(
    `Expected a space of at most 2^32 points without \`out\`, got ${dims.map(({ size }) => size).join(' × ')} = ${points}.\nTheir results do not fit into memory: sweep a part of the space.`,
  )
}
