import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { FIXTURES, ROOT, runProgram } from './child.ts'

const bin = (name: string) => join(ROOT, 'node_modules', name)
const entry = (name: string) => join(FIXTURES, 'entry', name)
const text = (name: string) => readFileSync(entry(name), 'utf8')
const bundles = mkdtempSync(join(FIXTURES, 'entry', 'bundle-'))
after(() => rmSync(bundles, { recursive: true }))

const BY_SOURCE = '{"kind":"source","result":6.5}\n'
const TYPED = '{"kind":"source","result":20.5}\n{"kind":"export","result":7}\n'
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

const TABLE: readonly (readonly [string, () => { args: string[]; input?: string; cwd?: string }, string])[] = [
  ['a script', () => ({ args: [entry('program.mjs')] }), BY_SOURCE],
  ['a script without extension', () => ({ args: [entry('program-without-extension')] }), BY_SOURCE],
  ['a CommonJS script', () => ({ args: [entry('../entry-cjs/program.cjs')] }), '{"kind":"source","result":9}\n'],
  [
    'node -e with a module',
    () => ({ args: ['--input-type=module', '-e', text('program.mjs')], cwd: entry('.') }),
    BY_SOURCE,
  ],
  [
    'node -e',
    () => ({ args: ['-e', text('../entry-cjs/program.cjs')], cwd: entry('.') }),
    '{"kind":"source","result":9}\n',
  ],
  [
    'standard input',
    () => ({ args: ['--input-type=module', '-'], input: text('program.mjs'), cwd: entry('.') }),
    BY_SOURCE,
  ],
  ['tsx', () => ({ args: [bin('tsx/dist/cli.mjs'), entry('program.ts')] }), TYPED],
  ['tsx that makes CommonJS', () => ({ args: [bin('tsx/dist/cli.mjs'), entry('../entry-cjs/program.ts')] }), TYPED],
  ['jiti', () => ({ args: [bin('jiti/lib/jiti-cli.mjs'), entry('program.ts')] }), TYPED],
  ['a bundle of one file', () => ({ args: [bundle('plain.mjs', [])] }), TYPED.replace('export', 'source')],
  ['a minified bundle', () => ({ args: [bundle('small.mjs', ['--minify'])] }), TYPED.replace('export', 'source')],
]

for (const [name, make, expected] of TABLE) {
  test(`${name} sends its functions and is not run in a worker`, async () => {
    const { args, ...options } = make()
    const { stdout, stderr } = await runProgram(args, options)
    assert.deepEqual({ stdout, stderr }, { stdout: expected, stderr: '' })
  })
}

if (major > 22 || (major === 22 && minor >= 18)) {
  test('TypeScript that Node reads itself sends its functions', async () => {
    const { stdout, stderr } = await runProgram([entry('program.ts')])
    assert.deepEqual({ stdout, stderr }, { stdout: TYPED, stderr: '' })
  })
}

test('an export of a module that still waits at its top level is found without waiting, an unlisted one goes by source', async () => {
  const { stdout, stderr } = await runProgram([entry('pending.mjs')])
  assert.deepEqual(
    { stdout, stderr },
    { stdout: '{"kind":"export","name":"slow"}\n{"kind":"source"}\n{"result":104}\n', stderr: '' },
  )
})

test('TypeScript that Node cannot erase loads through a loader in processes and in threads', async () => {
  const { stdout, stderr } = await runProgram([entry('loaders.mjs')])
  assert.deepEqual({ stdout, stderr }, { stdout: '{"process":5,"thread":5,"imported":35}\n', stderr: '' })
})

test('a thread knows its own script and the program as entry scripts', async () => {
  const { stdout, stderr } = await runProgram([entry('threaded.mjs')])
  assert.deepEqual({ stdout, stderr }, { stdout: '["source","source","export"]\n', stderr: '' })
})

test('precise coverage that others collect is not disturbed', async () => {
  const folder = join(bundles, 'coverage')
  execFileSync(process.execPath, [entry('covered.mjs')], {
    env: {
      ...process.env,
      NODE_V8_COVERAGE: folder,
      TASK_INDEX: process.env.TASK_INDEX ?? import.meta.resolve('../../../src/task/index.js'),
    },
  })
  const [file = ''] = execFileSync('ls', [folder], { encoding: 'utf8' }).split('\n')
  const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    result: { url: string; functions: { functionName: string; ranges: { count: number }[] }[] }[]
  }
  const counted = result
    .find(({ url }) => url.endsWith('covered.mjs'))
    ?.functions.find(({ functionName }) => functionName === 'counted')
  assert.equal(counted?.ranges[0]?.count, 5)
})

function bundle(name: string, flags: readonly string[]): string {
  const file = join(bundles, name)
  const options = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--external:../ship.mjs',
    '--log-level=error',
    `--outfile=${file}`,
  ]
  execFileSync(bin('esbuild/bin/esbuild'), [entry('program.ts'), ...options, ...flags])
  // The bundle stands one folder deeper than what it leaves out.
  const code = readFileSync(file, 'utf8').replaceAll('../ship.mjs', '../../ship.mjs')
  execFileSync(process.execPath, ['-e', 'fs.writeFileSync(process.argv[1], process.argv[2])', file, code])
  return file
}
