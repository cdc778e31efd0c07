import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadScriptModule, makeTree } from './support/script.ts'

interface Result {
  readonly title: string
  readonly status: string
  readonly detail: string
}
interface TestFileModule {
  runTestFile(path: string, options: { compiled: string; timeoutS: number }): Promise<{ results: readonly Result[] }>
}

/** How the runner reports a test file with this body. */
async function reportOf(context: Parameters<typeof makeTree>[0], body: string, timeoutS = 60): Promise<Result[]> {
  const tree = makeTree(context, { 'a.test.mjs': `import { describe, test } from 'node:test'\n${body}` })
  const { runTestFile } = await loadScriptModule<TestFileModule>('test-file.mjs')
  const { results } = await runTestFile('a.test.ts', { compiled: `${tree}/a.test.mjs`, timeoutS })
  return [...results]
}

test('tests are reported by full title, with status and reason, and suites are not counted', async (t) => {
  const body = `test('a', () => {})
    describe('outer', () => { test('b', { skip: 'no ncdump' }, () => {}); test('c', () => { throw new Error('wrong') }) })`
  const results = await reportOf(t, body)
  assert.deepEqual(
    results.map(({ title, status }) => [title, status]),
    [
      ['a', 'passed'],
      ['outer › b', 'skipped'],
      ['outer › c', 'failed'],
    ],
  )
  assert.equal(results[1]?.detail, 'no ncdump')
  assert.match(results[2]?.detail ?? '', /^Error: wrong\n {4}at /)
})

test('a failure comes with what the tests noted, such as the seed that repeats it', async (t) => {
  const body = "test('soaks', (t) => { t.diagnostic('WINDROW_SOAK_SEED=7'); throw new Error('wrong') })"
  const [result] = await reportOf(t, body)
  assert.match(result?.detail ?? '', /^Error: wrong\n[\s\S]+\nThe file noted: WINDROW_SOAK_SEED=7$/)
})

test('a file without tests fails', async (t) => {
  assert.deepEqual(await reportOf(t, ''), [{ title: '(the whole file)', status: 'failed', detail: 'Holds no test.' }])
})

test('a file that ends badly fails with what it printed', async (t) => {
  const [result] = await reportOf(t, "console.log('so far'); process.exit(3)")
  assert.equal(result?.detail, 'Ended with code 3; no test had ended.\nIt printed:\nso far')
})

test('a file that hangs is killed, and the test that was running is named', async (t) => {
  const results = await reportOf(t, "test('waits for ever', () => new Promise(() => setInterval(() => {}, 1000)))", 1)
  assert.deepEqual(
    results.map(({ detail }) => detail),
    ['Did not end within 1 s and was killed; running was `waits for ever`.'],
  )
})

test('a file that leaves a process and a temporary file behind fails, and the process is ended', async (t) => {
  const body = `import { spawn } from 'node:child_process'
    import { writeFileSync } from 'node:fs'
    import { tmpdir } from 'node:os'
    test('leaks', () => {
      writeFileSync(tmpdir() + '/left', '')
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }).unref()
    })`
  const details = (await reportOf(t, body)).map(({ detail }) => detail.replace(/\d+ \S*node/, 'PID node'))
  assert.deepEqual(details, [
    '',
    'Left processes behind (killed now):\n  PID node -e setInterval(() => {}, 1000)',
    'Left temporary files behind: left.',
  ])
})
