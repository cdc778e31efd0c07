import { describeFailure, type ErrorRecord, type Failure, firstLine } from '../../errors/index.ts'
import { escapeControls, plural, renderCount } from '../../util/index.ts'
import { isTextTable } from '../table-path.ts'

const GROUPS_SHOWN = 5

/** How the failures of a run are told. */
export interface FailureReport {
  /** Points of the space. */
  readonly total: number
  /** The file that holds all of them. */
  readonly out: string | undefined
}

/** Failures by what happened, the most frequent first, each with its first point, and where all of them are. */
export function renderFailures(failures: readonly Failure[], { total, out }: FailureReport): string {
  const groups = groupFailures(failures)
  const shown = groups.slice(0, GROUPS_SHOWN).flatMap(([first, count]) => {
    const [what = '', where = ''] = describeFailure(first).split('\n')
    return [
      `  ${renderCount(count)} × ${firstLine(first.error)}`,
      `      ${what.slice(0, what.indexOf(': '))}, ${where.trim()}`,
      ...detailsOf(first.error).map((line) => `      ${line}`),
    ]
  })
  const rest = groups.length - GROUPS_SHOWN
  return [
    `${renderCount(failures.length)} of ${plural(total, 'point')} failed:`,
    ...shown,
    ...(rest > 0 ? [`  … and ${plural(rest, 'more kind')} of failures`] : []),
    whereAllAre(out),
  ].join('\n')
}

function whereAllAre(out: string | undefined): string {
  if (out === undefined) return 'Give --out FILE.nc to keep them all.'
  if (isTextTable(out)) return `${out} has no place for them: give --out FILE.nc to keep them all.`
  return `All of them: windrow show ${out} --failures`
}

/** What a program said last, and how to run it by hand: all that its error tells below its first line. */
function detailsOf(error: ErrorRecord): readonly string[] {
  const told = error.tag === 'CommandError' ? error : error.cause?.tag === 'CommandError' ? error.cause : undefined
  return (told?.message.split('\n').slice(1) ?? []).map(escapeControls)
}

/** First failure and number of each kind. Messages that differ in numbers, durations and paths alone are of one kind. */
export function groupFailures(failures: readonly Failure[]): readonly (readonly [Failure, number])[] {
  const groups = new Map<string, [Failure, number]>()
  for (const failure of failures) {
    const kind = firstLine(failure.error)
      .replace(/(?<![\w.])\/[^\s'"`:]+/g, '/#')
      .replace(/\bafter \d[\d.]*\s?(ms|s|m|h)( \d+\s?(s|m))?/g, 'after #')
      .replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/gi, '#')
    const group = groups.get(kind)
    if (group === undefined) groups.set(kind, [failure, 1])
    else group[1] += 1
  }
  return [...groups.values()].sort(([, a], [, b]) => b - a)
}
