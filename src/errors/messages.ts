import { plural, renderCount, renderDuration } from '../util/index.ts'
import { describeFailures, describePoint } from './describe-failure.ts'
import type { Failure } from './failure.ts'
import type { CommandFacts } from './sweep-error.ts'

const MAX_LINES = 20
const MAX_TAIL_LENGTH = 4096
const MAX_REASON_LENGTH = 160

/** What the messages of an ended run tell. */
export interface RunFacts {
  /** Name of the function. */
  readonly task: string
  readonly failures: readonly Failure[]
  /** Points that gave a result. */
  readonly done: number
  readonly total: number
  /** The file that holds what finished. */
  readonly out?: string | undefined
}

/** Text of `SweepFailedError`: `onError` is `'raise'` and points failed. */
export function failedMessage({ task, failures, done, total, out }: RunFacts): string {
  return [
    `\`${task}\` failed at ${ofTotal(failures.length, total)}; ${plural(done, 'point')} finished.`,
    describeFailures(failures),
    `${whereResultsAre(done, out)}All failures are in \`error.failures\`. Pass \`onError: 'collect'\` to run every point in spite of failures.`,
  ].join('\n')
}

/** Text of `SweepAbortedError`: the `signal` of the run was aborted. */
export function abortedMessage({
  task,
  failures,
  done,
  total,
  out,
  reason,
}: RunFacts & { readonly reason?: Error | undefined }): string {
  const why =
    reason === undefined || reason.name === 'AbortError' ? '' : ` (${reason.name}: ${reason.message.split('\n', 1)[0]})`
  const lines = [`\`${task}\` was aborted${why} when ${ofTotal(done, total)} had finished.`]
  if (failures.length > 0) lines.push(describeFailures(failures))
  const results = whereResultsAre(done, out).trimEnd()
  if (results !== '') lines.push(results)
  return lines.join('\n')
}

/** Text of the error of a point that is given up because each worker that ran it, alone, was lost. */
export function quarantinedMessage(facts: {
  readonly index: number
  readonly point: Readonly<Record<string, unknown>>
  /** One line for each worker: what became of it, as `lossReason` tells it. */
  readonly losses: readonly { readonly reason: string; readonly host: string }[]
}): string {
  const causes = facts.losses.map(({ reason, host }, place) => `  ${place + 1}. on ${host}: ${reason}`)
  return [
    `${describePoint(facts.index, facts.point)} was given up: ${plural(facts.losses.length, 'worker was', 'workers were')} lost while running it.`,
    ...causes,
    'Run the function at this point alone to see why; `maxWorkerLosses` says how many workers one point may cost.',
  ].join('\n')
}

/** How a worker ended, as its parent saw it. */
export interface WorkerEnd {
  readonly exitCode?: number | undefined
  readonly killedBy?: string | undefined
  /** Last lines of its standard error. */
  readonly stderr?: string | undefined
}

/** One line on how a worker was lost, with what it usually means. */
export function lossReason({ exitCode, killedBy, stderr = '' }: WorkerEnd): string {
  if (/heap out of memory|ERR_WORKER_OUT_OF_MEMORY/.test(stderr)) {
    return 'its JavaScript heap ran out of memory (raise it with `--max-old-space-size` in `NODE_OPTIONS`)'
  }
  if (killedBy === 'SIGKILL') return 'killed by SIGKILL (by hand, or by the system when memory ran out)'
  if (killedBy === 'SIGSEGV' || killedBy === 'SIGBUS' || killedBy === 'SIGILL')
    return `crashed in native code (${killedBy})`
  if (killedBy !== undefined) return `killed by ${killedBy}`
  if (exitCode === 0) return 'ended with exit code 0 (does the function call `process.exit`?)'
  return exitCode === undefined ? 'its connection broke' : `ended with exit code ${exitCode}`
}

/** Text of `WorkerLostError`: the reason, then the last lines that the worker wrote to standard error. */
export function workerLostMessage(facts: WorkerEnd & { readonly worker: string }): string {
  const lines = (facts.stderr ?? '').trimEnd().split('\n').slice(-10)
  const tail = lines.join('').trim() === '' ? [] : ['Its last words were:', ...lines.map((line) => `  ${line}`)]
  return [`Worker ${facts.worker} was lost: ${lossReason(facts)}.`, ...tail].join('\n')
}

/** Text of `PointTimeoutError`. */
export function timeoutMessage({ timeoutMs }: { readonly timeoutMs: number }): string {
  return `The point ran longer than \`timeoutMs: ${timeoutMs}\` (${renderDuration(timeoutMs)}) and was stopped.`
}

/** How a program ended, in a few words. */
export function commandEnd({
  exitCode,
  killedBy,
  durationMs,
}: Pick<CommandFacts, 'exitCode' | 'killedBy' | 'durationMs'>): string {
  const how = killedBy === undefined ? `ended with exit code ${exitCode}` : `was killed by ${killedBy}`
  return `${how} after ${renderDuration(durationMs)}`
}

/** Text of `CommandError`: what happened, with the last line that was printed; all last lines; how to run it by hand. */
export function commandMessage(
  what: string,
  facts: {
    readonly lastLines: string
    readonly stream: 'error' | 'output'
    /** The command as a line for a shell. */
    readonly line: string
    readonly cwd: string
    /** What else to look at. */
    readonly notes?: readonly string[]
  },
): string {
  const lines = facts.lastLines.split('\n')
  const reason = facts.lastLines === '' ? '.' : `: ${shortened(lines.at(-1)?.trim() ?? '')}`
  const told =
    facts.lastLines === ''
      ? ['It printed nothing.']
      : [`Standard ${facts.stream} ended with:`, ...lines.map((line) => `  ${line}`)]
  return [`${what}${reason}`, ...told, ...(facts.notes ?? []), `In ${facts.cwd} it ran:`, `  ${facts.line}`].join('\n')
}

/** The last lines of a text that are worth showing. */
export function lastLinesOf(text: string): string {
  return text
    .slice(-MAX_TAIL_LENGTH)
    .trimEnd()
    .split(/\r?\n|\r/)
    .slice(-MAX_LINES)
    .join('\n')
}

function ofTotal(count: number, total: number): string {
  return `${renderCount(count)} of ${plural(total, 'point')}`
}

function whereResultsAre(done: number, out: string | undefined): string {
  if (done === 0) return ''
  return `What finished is in \`error.dataset\`${out === undefined ? '' : ` and in ${out}`}. `
}

function shortened(text: string): string {
  return text.length > MAX_REASON_LENGTH ? `${text.slice(0, MAX_REASON_LENGTH - 1)}…` : text
}
