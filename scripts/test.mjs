import { parseArgs } from 'node:util'
import { runLane } from './lib/lane.mjs'
import { filesOf, LANES, strayFiles } from './lib/lanes.mjs'
import { ensureReady } from './lib/ready.mjs'
import { inRoot } from './lib/root.mjs'
import { PlainFailure, runMain } from './lib/run.mjs'
import { isAllowed, readAllowedSkips } from './lib/skips.mjs'
import { summarize } from './lib/summary.mjs'
import { stopAllTests } from './lib/test-file.mjs'

// npm test                     every lane that runs by default
// npm test -- --lane unit      one lane (the option may be repeated)
// npm test -- --lane soak --full   the whole soak instead of a sample (npm run soak)
// npm test -- space            only test files whose path contains `space`
await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { lane: { type: 'string', multiple: true }, full: { type: 'boolean' } },
    allowPositionals: true,
  })
  const lanes = chooseLanes(values.lane, positionals[0]).map((lane) => (values.full ? inFull(lane) : lane))
  await ensureReady()
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      stopAllTests()
      process.exit(130)
    })
  const stray = strayFiles()
  if (stray.length > 0)
    throw new PlainFailure(
      `No lane runs ${stray.join(', ')}.\nMove them, or give their folder to a lane in scripts/lib/lanes.mjs.`,
    )
  const reports = []
  for (const lane of lanes) {
    console.log(`${lane.name}:`)
    reports.push(await runLane(lane, positionals[0]))
  }
  const allowed = readAllowedSkips(inRoot('.ci/allowed-skips'))
  const { text, failed } = summarize(reports, isTrue(process.env.CI) ? (skip) => isAllowed(allowed, skip) : undefined)
  console.log(text)
  process.exitCode = failed > 0 ? 1 : 0
})

function chooseLanes(names, filter) {
  const unknown = names?.filter((name) => !LANES.some((lane) => lane.name === name)) ?? []
  if (unknown.length > 0)
    throw new PlainFailure(
      `There is no lane ${unknown.join(', ')}; there are ${LANES.map(({ name }) => name).join(', ')}.`,
    )
  const chosen = LANES.filter((lane) => (names === undefined ? lane.byDefault : names.includes(lane.name)))
  if (filter === undefined) return chosen
  const matching = chosen.filter((lane) => filesOf(lane, filter).length > 0)
  if (matching.length === 0) throw new PlainFailure(`No test file's path contains \`${filter}\`.`)
  return matching
}

/** Tests ask `WINDROW_SOAK`, through test/support/soak.ts, how long to go on. */
function inFull(lane) {
  return { ...lane, fileTimeoutS: 4 * 3600, env: { ...lane.env, WINDROW_SOAK: 'full' } }
}

function isTrue(value) {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
