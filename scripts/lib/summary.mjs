/**
 * The end of a test run as text: a row per lane, each skip with its reason, each failure by name, and a last line of the form
 * `N passed, N failed, N skipped`.
 *
 * @param {readonly import('./lane.mjs').LaneReport[]} reports
 * @param {(skip: { lane: string, title: string, detail: string }) => boolean} [isAllowedSkip] a skip that is not allowed counts as failed
 * @returns {{ text: string, failed: number }}
 */
export function summarize(reports, isAllowedSkip = () => true) {
  const all = reports.flatMap(({ lane, files }) =>
    files.flatMap(({ path, results }) => results.map((result) => ({ ...result, lane, path }))),
  )
  const judged = all.map((result) => (result.status === 'skipped' && !isAllowedSkip(result) ? forbid(result) : result))
  const of = (status, lane) =>
    judged.filter((result) => result.status === status && (lane === undefined || result.lane === lane))
  const rows = reports.map(({ lane, seconds }) => [
    lane,
    ...counts((status) => String(of(status, lane).length)),
    seconds.toFixed(1),
  ])
  const lines = [
    '',
    ...table([['lane', 'passed', 'failed', 'skipped', 'seconds'], ...rows]),
    ...section('Skipped:', of('skipped'), ({ detail }) => detail),
    ...section('Failed:', of('failed'), ({ path }) => path),
    '',
    counts((status) => `${of(status).length} ${status}`).join(', '),
  ]
  return { text: lines.join('\n'), failed: of('failed').length }
}

function counts(countOf) {
  return ['passed', 'failed', 'skipped'].map(countOf)
}

function forbid(result) {
  return {
    ...result,
    status: 'failed',
    title: `${result.title} (skipped, which .ci/allowed-skips does not allow: ${result.detail})`,
  }
}

function section(heading, results, reasonOf) {
  return results.length === 0
    ? []
    : ['', heading, ...results.map((result) => `  ${result.lane}: ${result.title} — ${reasonOf(result)}`)]
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  )
}
