import type { Dataset } from '../../dataset/index.ts'
import type { Progress } from '../../events/index.ts'
import type { Space } from '../../space/index.ts'
import { datasetJson, stringify } from '../dataset-json.ts'
import type { GivenOptions } from '../given-options.ts'
import type { Output } from '../output.ts'
import { renderFailures } from './failure-groups.ts'

const FAILURES_IN_SUMMARY = 100

/** How a run ended. */
export type Outcome =
  | { readonly kind: 'ended'; readonly dataset: Dataset }
  | { readonly kind: 'aborted' | 'stopped'; readonly dataset: Dataset; readonly message: string }

export interface ReportInput {
  readonly output: Output
  readonly options: GivenOptions
  readonly space: Space
  /** Where events were followed. */
  readonly progress: Progress | undefined
  /** Of the signal that stopped the run. */
  readonly exitCode: number | undefined
}

/** Prints the result on stdout, what there is to say of it on stderr, and gives the exit code. */
export async function report(outcome: Outcome, input: ReportInput): Promise<number> {
  const { output, options, space } = input
  const { dataset } = outcome
  const out = options.one('out')
  if (options.has('json')) output.print(stringify(summaryOf(outcome, input)))
  else {
    if (out === undefined || !options.has('quiet')) output.print(String(dataset))
    for (const line of remarks(outcome, { ...input, out, total: space.size })) output.note(line)
  }
  if (outcome.kind === 'aborted') return input.exitCode ?? 1
  return dataset.failures.length > 0 ? 1 : 0
}

function remarks(
  outcome: Outcome,
  {
    output: { paint, isTerminal },
    options,
    out,
    total,
  }: ReportInput & { readonly out: string | undefined; readonly total: number },
): string[] {
  const { failures } = outcome.dataset
  const lines: string[] = []
  const isTold = isTerminal && !options.has('quiet')
  if (outcome.kind === 'aborted' && !isTold) lines.push(paint.warn(outcome.message.split('\n', 1)[0] ?? ''))
  if (outcome.kind === 'stopped') lines.push(paint.warn('Stopped at the first failure (--on-error raise).'))
  if (failures.length > 0) lines.push(paintFirstLine(renderFailures(failures, { total, out }), paint.bad))
  if (options.has('quiet')) return lines
  if (out !== undefined) lines.push(`Saved to ${out}`)
  else if (failures.length === 0) lines.push(paint.faint('Not saved: give --out FILE.nc to keep it.'))
  return lines
}

function paintFirstLine(text: string, paint: (text: string) => string): string {
  const [first = '', ...rest] = text.split('\n')
  return [paint(first), ...rest].join('\n')
}

/** The outcome for programs; the dataset itself only where no file holds it. */
function summaryOf(outcome: Outcome, { options, space, progress }: ReportInput): Readonly<Record<string, unknown>> {
  const { dataset } = outcome
  const { failures } = dataset
  const out = options.one('out')
  return {
    task: progress?.task,
    outcome: outcome.kind === 'aborted' ? 'aborted' : failures.length > 0 ? 'failed' : 'completed',
    points: space.size,
    done: progress?.done,
    failed: failures.length,
    elapsedMs:
      progress === undefined ? undefined : progress.updatedAtMs - (progress.startedAtMs ?? progress.updatedAtMs),
    seed: dataset.attrs.windrow_seed,
    out: out ?? null,
    sizes: dataset.sizes,
    variables: Object.keys(dataset.vars),
    failures: failures.slice(0, FAILURES_IN_SUMMARY),
    ...(out === undefined ? { dataset: datasetJson(dataset) } : {}),
  }
}
