import { type Attrs, createAssembler, type Dataset, type Labels, type ResultSink } from '../dataset/index.ts'
import type { Failure } from '../errors/index.ts'

/** Where the results of a sweep go: memory, or a file. */
export interface Target extends ResultSink {
  /** The dataset of everything written; nothing can be written afterwards. */
  finish(extra: { readonly attrs: Attrs; readonly failures: readonly Failure[] }): Promise<Dataset>
  /** Leaves nothing behind. Idempotent, and harmless after `finish`. */
  abort(): Promise<void>
}

/** A file at `out`, whose dataset reads from it on demand; memory without it. Throws `StoreError` when `out` cannot be written. */
export async function openTarget(out: string | undefined, labels: Labels): Promise<Target> {
  if (out === undefined) {
    const assembler = createAssembler(labels)
    return {
      write: (block) => assembler.write(block),
      finish: async (extra) => assembler.finish(extra),
      abort: async () => undefined,
    }
  }
  const { createDatasetWriter, openDataset } = await import('../stores/index.ts')
  const writer = await createDatasetWriter(out, labels)
  return {
    write: (block) => writer.write(block),
    finish: async (extra) => {
      await writer.finish(extra)
      return openDataset(out)
    },
    abort: () => writer.abort(),
  }
}
