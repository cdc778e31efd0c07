import type { CaseOutcome, Outcome } from './interleave.ts'
import type { Question } from './question.ts'
import { medianOf, type Spread, spreadOf } from './statistics.ts'

/** A question's outcomes as Markdown. */
export function renderTables(question: Question, results: readonly CaseOutcome[]): string {
  if (question.metric === 'efficiency') return renderEfficiencies(results)
  return results.map((result) => renderCase(question, result)).join('\n\n')
}

function renderCase(question: Question, { name, outcomes }: CaseOutcome): string {
  const value = question.metric === 'rate' ? rateOf : timeOf
  const details = detailNames(outcomes)
  const peers = question.peers.filter((peer) =>
    outcomes.some((outcome) => outcome.contestant === peer && isMeasured(outcome)),
  )
  const peerMedians = peers.map((peer) =>
    medianOf(outcomes.find(({ contestant }) => contestant === peer)!.measurements.map(value)),
  )
  const unit = question.metric === 'rate' ? 'calls/s' : 'ms'
  const sign = question.metric === 'rate' ? '×' : 'time ÷'
  const header = [name, 'calls', `median ${unit}`, 'min–max', ...details, ...peers.map((peer) => `${sign} ${peer}`)]
  const rows = outcomes.map((outcome) => {
    if (!isMeasured(outcome)) return [outcome.contestant, '', reasonOf(outcome)]
    const spread = spreadOf(outcome.measurements.map(value))
    return [
      outcome.contestant,
      renderCount(outcome.measurements[0]?.calls ?? 0),
      renderNumber(spread.median),
      `${renderNumber(spread.min)}–${renderNumber(spread.max)}`,
      ...details.map((detail) =>
        renderNumber(medianOf(outcome.measurements.map((m) => m.details?.[detail] ?? Number.NaN))),
      ),
      ...peerMedians.map((median) => renderNumber(spread.median / median)),
    ]
  })
  return [markdown(header, rows), ...aheadOf('windrow', question, outcomes)].join('\n\n')
}

/** Who is faster than the best row of `name`, so that nobody has to look for it. */
function aheadOf(name: string, { metric }: Question, outcomes: readonly Outcome[]): string[] {
  const perCall = (outcome: Outcome): number =>
    medianOf(outcome.measurements.map(({ ms, calls }) => (metric === 'rate' ? ms / calls : ms)))
  const own = outcomes.filter((outcome) => isMeasured(outcome) && outcome.contestant.startsWith(`${name}, `))
  if (own.length === 0) return []
  const best = Math.min(...own.map(perCall))
  const ahead = outcomes.filter((outcome) => isMeasured(outcome) && !own.includes(outcome) && perCall(outcome) < best)
  if (ahead.length === 0) return [`Nothing here is ahead of ${name}.`]
  const list = ahead.map((outcome) => `${outcome.contestant} (${renderNumber(best / perCall(outcome))} ×)`)
  return [`Ahead of ${name}'s best: ${list.join(', ')}.`]
}

/** One column a case, so that the change with the grain can be read along a row. */
function renderEfficiencies(results: readonly CaseOutcome[]): string {
  const names = results[0]?.outcomes.map(({ contestant }) => contestant) ?? []
  const rows = names.map((name) => [name, ...results.map((result) => renderEfficiency(result, name))])
  return markdown(['efficiency: median (min–max)', ...results.map(({ name }) => name)], rows)
}

function renderEfficiency({ outcomes }: CaseOutcome, name: string): string {
  const outcome = outcomes.find(({ contestant }) => contestant === name)
  if (!outcome || !isMeasured(outcome)) return outcome ? reasonOf(outcome) : ''
  const spread = efficiencyOf(outcome, outcomes)
  if (!spread) return 'no ideal beside it'
  return `${spread.median.toFixed(2)} (${spread.min.toFixed(2)}–${spread.max.toFixed(2)})`
}

/** The ideal's median time a call over the outcome's. */
export function efficiencyOf(outcome: Outcome, outcomes: readonly Outcome[]): Spread | undefined {
  const ideal = outcomes.find(({ contestant }) => contestant === outcome.ideal)
  if (!ideal || !isMeasured(ideal)) return undefined
  const perCall = medianOf(ideal.measurements.map(({ ms, calls }) => ms / calls))
  return spreadOf(outcome.measurements.map(({ ms, calls }) => perCall / (ms / calls)))
}

function isMeasured({ measurements }: Outcome): boolean {
  return measurements.length > 0
}

function reasonOf({ reason }: Outcome): string {
  return `not measured (${(reason ?? 'no reason given').split('\n')[0]})`
}

function rateOf({ ms, calls }: { readonly ms: number; readonly calls: number }): number {
  return calls / (ms / 1000)
}

function timeOf({ ms }: { readonly ms: number }): number {
  return ms
}

function detailNames(outcomes: readonly Outcome[]): string[] {
  return [...new Set(outcomes.flatMap(({ measurements }) => measurements.flatMap((m) => Object.keys(m.details ?? {}))))]
}

function renderCount(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', ' ')
}

/** Three digits that count: 12.3 M, 288 k, 0.0451. */
export function renderNumber(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (Math.abs(value) >= 999_500) return `${renderDigits(value / 1e6)} M`
  if (Math.abs(value) >= 9_995) return `${renderDigits(value / 1e3)} k`
  return renderDigits(value)
}

function renderDigits(value: number): string {
  if (value === 0) return '0'
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(Math.min(decimals, 4))
}

function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const full = [header, ...rows].map((row) => header.map((_, column) => row[column] ?? ''))
  const widths = header.map((_, column) => Math.max(3, ...full.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [line(full[0]!), line(widths.map((width) => '-'.repeat(width))), ...full.slice(1).map(line)].join('\n')
}
