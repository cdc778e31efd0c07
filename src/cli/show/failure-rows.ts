import { type Failure, firstLine } from '../../errors/index.ts'
import { renderDuration } from '../../util/index.ts'

const WIDEST_VALUE = 24

/** Failures as rows: the point's index and parameters, then what happened to it. */
export function failureRows(failures: readonly Failure[]): Record<string, unknown>[] {
  return failures.map(({ index, point, error, attempts, workerLosses, host, durationMs }) => ({
    index,
    ...point,
    attempts,
    workers_lost: workerLosses,
    host,
    duration_ms: durationMs,
    error: firstLine(error),
  }))
}

/** Failures as a table for people. */
export function renderFailureTable(failures: readonly Failure[]): string {
  if (failures.length === 0) return 'No point failed.'
  const names = [...new Set(failures.flatMap(({ point }) => Object.keys(point)))]
  const header = ['point', ...names, 'tries', 'lost', 'host', 'ran', 'error']
  const rows = failures.map(({ index, point, attempts, workerLosses, host, durationMs, error }) => [
    String(index),
    ...names.map((name) => shorten(printed(point[name]))),
    String(attempts),
    String(workerLosses),
    host,
    durationMs > 0 ? renderDuration(durationMs) : '',
    firstLine(error),
  ])
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function printed(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function shorten(text: string): string {
  return text.length > WIDEST_VALUE ? `${text.slice(0, WIDEST_VALUE - 1)}…` : text
}
