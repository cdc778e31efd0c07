import { createLabelledAssembler, type LabelledAssembler, type Labels } from '../../dataset/index.ts'
import { OutputError } from '../../errors/index.ts'
import type { Target } from './target.ts'

/**
 * A target that also takes results which are datasets. Those are assembled in memory, and with `out` written at the end: their
 * coordinates are known only when all have come.
 */
export function labelledTarget(
  plain: Target,
  { labels, out }: { readonly labels: Labels; readonly out: string | undefined },
): Target {
  let assembler: LabelledAssembler | undefined
  let hasPlain = false
  return {
    ...plain,
    write(block) {
      const isLabelled = block.innerCoords !== undefined
      if (isLabelled ? hasPlain : assembler !== undefined) throw mixed()
      if (!isLabelled) {
        plain.write(block)
        hasPlain = true
        return
      }
      const sink = assembler ?? createLabelledAssembler(labels)
      sink.write(block)
      assembler = sink
    },
    async finish(extra) {
      if (assembler === undefined) return plain.finish(extra)
      const dataset = assembler.finish(extra)
      if (out === undefined) return dataset
      await plain.abort()
      const { openDataset, saveDataset } = await import('../../stores/index.ts')
      await saveDataset(dataset, out)
      return openDataset(out)
    },
  }
}

function mixed(): OutputError {
  return new OutputError(
    'Some points returned a dataset and others did not.\nReturn one sort of result from every point, with null where there is none.',
  )
}
