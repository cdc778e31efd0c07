import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { collectProvenance, type ProvenanceInput } from '../../../src/sweep/provenance/index.ts'

type SpaceDescription = ProvenanceInput['spaceDescription']

const SPACE: SpaceDescription = {
  version: 1,
  axes: [
    { name: 'T', values: { kind: 'linspace', start: 1.5, stop: 3.5, length: 21 } },
    { name: 'L', values: { kind: 'list', values: [16, 32] } },
  ],
}

function input(overrides: Partial<ProvenanceInput> = {}): ProvenanceInput {
  return {
    task: { name: 'ising', sourceHash: 'ab'.repeat(32), file: undefined },
    spaceDescription: SPACE,
    seed: 7,
    outcome: 'completed',
    done: 42,
    startedAtMs: 0,
    finishedAtMs: 61_500,
    nodeVersions: ['v24.21.0', '20.20.2', 'v20.20.2'],
    hosts: ['n10', 'n9', 'n10'],
    workers: 4,
    ...overrides,
  }
}

async function project(t: TestContext): Promise<{ folder: string; file: string; git: (...args: string[]) => string }> {
  const folder = await mkdtemp(join(tmpdir(), 'windrow-provenance-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'models'))
  const file = join(folder, 'models', 'ising.ts')
  await writeFile(file, 'export const ising = 1\n')
  await writeFile(join(folder, 'package.json'), '{ "name": "my-models", "version": "2.1.0" }')
  await writeFile(join(folder, 'models', 'package.json'), '{ "type": "module" }')
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false']
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' }).trim()
  return { folder, file, git }
}

test('a dataset says which function made it, over which space, when and on what', async () => {
  const own = JSON.parse(await readFile(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  assert.deepEqual(await collectProvenance(input()), {
    windrow_version: own.version,
    windrow_function: 'ising',
    windrow_source_sha256: 'ab'.repeat(32),
    windrow_space:
      '{"version":1,"axes":[{"name":"T","values":{"kind":"linspace","start":1.5,"stop":3.5,"length":21}},{"name":"L","values":{"kind":"list","values":[16,32]}}]}',
    windrow_points: 42,
    windrow_done: 42,
    windrow_outcome: 'completed',
    windrow_seed: 7,
    windrow_started: '1970-01-01T00:00:00.000Z',
    windrow_finished: '1970-01-01T00:01:01.500Z',
    windrow_node: '20.20.2, 24.21.0',
    windrow_hosts: 'n9, n10',
    windrow_workers: 4,
  })
})

test('a clean work tree gives its commit, and the package is the nearest with a name', async (t) => {
  const { file, git } = await project(t)
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  const attrs = await collectProvenance(
    input({ task: { name: 'ising', sourceHash: 'x', file: pathToFileURL(file).href } }),
  )
  assert.equal(attrs.windrow_git_commit, git('rev-parse', 'HEAD'))
  assert.equal(attrs.windrow_git_dirty, 0)
  assert.equal(attrs.windrow_project, 'my-models@2.1.0')
  assert.equal(attrs.windrow_file, pathToFileURL(file).href)
})

test('a changed file makes the work tree dirty, and a later change is no longer looked at', async (t) => {
  const { file, git } = await project(t)
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  await writeFile(file, 'export const ising = 2\n')
  const task = { name: 'ising', sourceHash: 'x', file }
  assert.equal((await collectProvenance(input({ task }))).windrow_git_dirty, 1)
  git('commit', '-qam', 'second')
  const later = await collectProvenance(input({ task }))
  assert.equal(later.windrow_git_dirty, 1)
  assert.equal(later.windrow_git_commit, git('rev-parse', 'HEAD~1'))
})

test('without a repository or a commit nothing is said about git', async (t) => {
  const { file } = await project(t)
  const attrs = await collectProvenance(input({ task: { name: 'ising', sourceHash: 'x', file } }))
  assert.deepEqual(
    Object.keys(attrs).filter((name) => name.includes('git')),
    [],
  )
  assert.equal(attrs.windrow_project, 'my-models@2.1.0')
})

test('code that no file holds gives no project', async () => {
  for (const file of ['[eval]', 'node:internal', 'data:text/javascript,1', 'file://%zz']) {
    const attrs = await collectProvenance(input({ task: { name: 'f', sourceHash: 'x', file } }))
    assert.equal(attrs.windrow_project, undefined)
  }
})

test('a long list is told by its length and hash', async () => {
  const values = Float64Array.from({ length: 5_000 }, (_, index) => index / 3)
  const spaceDescription: SpaceDescription = { version: 1, axes: [{ name: 'x', values: { kind: 'list', values } }] }
  const attrs = await collectProvenance(input({ spaceDescription }))
  const sha256 = createHash('sha256').update(values).digest('hex')
  assert.deepEqual(JSON.parse(String(attrs.windrow_space)), {
    version: 1,
    axes: [{ name: 'x', values: { kind: 'list', values: { length: 5_000, sha256, of: 'float64' } } }],
  })
  assert.equal(attrs.windrow_points, 5_000)
})

test('the text of a space stays short, whatever its lists and number of axes', async () => {
  const long = {
    kind: 'list',
    values: Array.from({ length: 900 }, (_, index) => `value ${index} ${'x'.repeat(90)}`),
  } as const
  const space = (axes: number): SpaceDescription => {
    return { version: 1, axes: Array.from({ length: axes }, (_, axis) => ({ name: `axis ${axis}`, values: long })) }
  }
  for (const axes of [1, 20, 2_000]) {
    const text = String((await collectProvenance(input({ spaceDescription: space(axes) }))).windrow_space)
    assert.ok(text.length <= 32_768, `${axes}: ${text.length}`)
    assert.match(text, /"sha256":"[0-9a-f]{64}"/)
  }
})

test('cases count, and values that JSON lacks are texts', async () => {
  const spaceDescription: SpaceDescription = {
    version: 1,
    cases: { names: ['a', 'b'], columns: { a: [Number.NaN, Number.POSITIVE_INFINITY, 3], b: [5n, new Date(0), true] } },
    axes: [{ name: 'x', values: { kind: 'range', start: 0, step: 1, length: 4 } }],
  }
  const attrs = await collectProvenance(input({ spaceDescription, seed: 2n ** 70n }))
  assert.equal(attrs.windrow_points, 12)
  assert.equal(attrs.windrow_seed, '1180591620717411303424')
  assert.deepEqual(JSON.parse(String(attrs.windrow_space)).cases.columns, {
    a: ['NaN', 'Infinity', 3],
    b: ['5', '1970-01-01T00:00:00.000Z', true],
  })
})
