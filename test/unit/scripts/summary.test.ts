import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadScriptModule } from './support/script.ts'

interface Skip {
  readonly lane: string
  readonly title: string
  readonly detail: string
}
interface SummaryModule {
  summarize(reports: readonly object[], isAllowedSkip?: (skip: Skip) => boolean): { text: string; failed: number }
}
interface SkipsModule {
  parseAllowedSkip(line: string): object
  isAllowed(allowed: readonly object[], skip: Skip): boolean
}

const passed = (title: string): object => ({ title, status: 'passed', detail: '' })
const skipped = (title: string, detail: string): object => ({ title, status: 'skipped', detail })
const failed = (title: string): object => ({ title, status: 'failed', detail: 'a stack' })
const lane = (name: string, results: readonly object[]): object => ({
  lane: name,
  seconds: 1.26,
  files: [{ path: `test/${name}/a.test.ts`, seconds: 1, results }],
})

test('the summary has a row a lane, each skip with its reason, each failure, and ends with the counts', async () => {
  const { summarize } = await loadScriptModule<SummaryModule>('summary.mjs')
  const reports = [lane('unit', [passed('a'), passed('b'), failed('c')]), lane('interop', [skipped('d', 'no python3')])]
  assert.deepEqual(summarize(reports), {
    failed: 1,
    text: `
lane     passed  failed  skipped  seconds
unit          2       1        0      1.3
interop       0       0        1      1.3

Skipped:
  interop: d — no python3

Failed:
  unit: c — test/unit/a.test.ts

2 passed, 1 failed, 1 skipped`,
  })
})

test('a skip that is not allowed counts as a failure', async () => {
  const { summarize } = await loadScriptModule<SummaryModule>('summary.mjs')
  const { text, failed: count } = summarize([lane('interop', [skipped('d', 'no python3')])], () => false)
  assert.equal(count, 1)
  assert.match(text, /\n {2}interop: d \(skipped, which \.ci\/allowed-skips does not allow: no python3\) — /)
  assert.equal(text.split('\n').pop(), '0 passed, 1 failed, 0 skipped')
})

test('an allowed skip names lane, title and a pattern for the reason', async () => {
  const { parseAllowedSkip, isAllowed } = await loadScriptModule<SkipsModule>('skips.mjs')
  const allowed = [
    parseAllowedSkip('interop: ncdump prints the header — ncdump .*'),
    parseAllowedSkip('unit: * — root'),
  ]
  const skip = { lane: 'interop', title: 'ncdump prints the header', detail: 'ncdump is not installed' }
  assert.equal(isAllowed(allowed, skip), true)
  assert.equal(isAllowed(allowed, { ...skip, detail: 'too slow' }), false)
  assert.equal(isAllowed(allowed, { ...skip, title: 'another' }), false)
  assert.equal(isAllowed(allowed, { ...skip, lane: 'integration' }), false)
  assert.equal(isAllowed(allowed, { lane: 'unit', title: 'any', detail: 'needs root' }), true)
  assert.throws(() => parseAllowedSkip('interop: all of them'), /got `interop: all of them`/)
})
