import assert from 'node:assert/strict'
import { cpSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { command, hashOfCode, type ShippedTask, shipTask, type TaskRef } from '../../../src/task/index.ts'
import { scratchFolder } from '../../support/scratch.ts'

/** A project on disk, and the hash of its `main.ts#run`. */
function project(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = join(scratchFolder(t), 'project')
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  const hash = (main = 'main.ts', from = folder) =>
    hashOfCode(taskOf({ kind: 'export', url: pathToFileURL(join(from, main)).href, name: 'run' }))
  return { folder, write, hash }
}

function taskOf(ref: TaskRef): ShippedTask {
  return { ref, name: 'run', parameters: undefined, arity: 1, sourceHash: '', file: undefined, line: undefined }
}

const files = {
  'main.ts': `import { scale } from './helper.js'\nexport function run({ x }: { x: number }): number {\n  return scale(x)\n}\n`,
  'helper.ts': `import { FACTOR } from './deep/constants'\nexport const scale = (x: number) => x * FACTOR\n`,
  'deep/constants.ts': `export const FACTOR = 2\n`,
  'unrelated.ts': `export const nothing = 0\n`,
}

describe('the hash of code', () => {
  it('changes with a module that is imported through others, and comes back with its text', async (t) => {
    const { write, hash } = project(t, files)
    const before = await hash()
    assert.match(before, /^[0-9a-f]{64}$/)
    write('deep/constants.ts', 'export const FACTOR = 3\n')
    assert.notEqual(await hash(), before)
    write('deep/constants.ts', files['deep/constants.ts'])
    assert.equal(await hash(), before)
    write('unrelated.ts', 'export const nothing = 1\n')
    assert.equal(await hash(), before)
  })

  it('notices a change that leaves size and time of the file as they were', async (t) => {
    const { folder, write, hash } = project(t, files)
    const path = join(folder, 'deep/constants.ts')
    const { atime, mtime } = statSync(path)
    const before = await hash()
    write('deep/constants.ts', 'export const FACTOR = 4\n')
    utimesSync(path, atime, mtime)
    assert.notEqual(await hash(), before)
  })

  it('does not depend on comments, formatting, quotes or where the project lies', async (t) => {
    const { folder, write, hash } = project(t, files)
    const before = await hash()
    write(
      'main.ts',
      `#!/usr/bin/env node\n// what it does\nimport {scale} from "./helper.js"\n\n\nexport function run({x}: {x: number}): number {\r\n\treturn /* now */ scale( x )\n}`,
    )
    assert.equal(await hash(), before)
    const moved = join(folder, '..', 'moved', 'deeper')
    cpSync(folder, moved, { recursive: true })
    assert.equal(await hash('main.ts', moved), before)
  })

  it('counts a line break where it ends a statement', async (t) => {
    const { write, hash } = project(t, { 'main.ts': 'export function run(x) { return x + 1 }' })
    const hashes = new Set([await hash()])
    for (const text of ['export function run(x) { return\nx + 1 }', 'export function run(x) { return x - 1 }']) {
      write('main.ts', text)
      hashes.add(await hash())
    }
    assert.equal(hashes.size, 3)
    write('main.ts', 'export function run(x) { return x +\n1 }')
    assert.ok(hashes.has(await hash()))
  })

  it('follows require, import(), JSON and cycles, and text that the tokenizer does not know', async (t) => {
    const parts = {
      'main.cjs': `const a = require('./a')\nexports.run = async (x) => (await import('./b.mjs')).default(a, x, require('./c.json'))`,
      'a.cjs': `exports.n = require('./main.cjs')`,
      'a.js': `exports.n = 1`,
      'b.mjs': `export { default } from './view.tsx'`,
      'view.tsx': `import { unit } from './unit.ts'\n@decorated class A {}\nexport default () => <b>{unit}</b>`,
      'unit.ts': `export const unit = 'm'`,
      'c.json': `{"c": 1}`,
    }
    const { write, hash } = project(t, parts)
    const before = await hash('main.cjs')
    for (const name of ['a.js', 'b.mjs', 'view.tsx', 'unit.ts', 'c.json'] as const) {
      write(name, `${parts[name].replace(/}$/, ', "more": 1}')} + 1`)
      assert.notEqual(await hash('main.cjs'), before, name)
      write(name, parts[name])
      assert.equal(await hash('main.cjs'), before, name)
    }
  })

  it('counts packages by name and version, and packages of the project by their code', async (t) => {
    const parts = {
      'main.ts': `import { a } from 'outside'\nimport { b } from '#inside'\nimport 'only-import/sub'\nimport 'absent'\nexport const run = () => a + b`,
      'package.json': `{"name":"p","version":"1.0.0","imports":{"#inside":"./inside.js"}}`,
      'inside.js': 'exports.b = 1',
      'node_modules/outside/package.json': '{"name":"outside","version":"1.0.0","main":"index.js"}',
      'node_modules/outside/index.js': 'exports.a = 1',
      'node_modules/only-import/package.json':
        '{"name":"only-import","version":"1.0.0","exports":{"./sub":{"types":"./s.d.ts","import":"./s.js"}}}',
      'node_modules/only-import/s.js': '',
    }
    const { write, hash } = project(t, parts)
    const before = await hash()
    write('node_modules/outside/index.js', 'exports.a = 2')
    assert.equal(await hash(), before)
    for (const [name, text] of [
      ['inside.js', 'exports.b = 2'],
      ['node_modules/outside/package.json', '{"name":"outside","version":"1.0.1","main":"index.js"}'],
      [
        'node_modules/only-import/package.json',
        parts['node_modules/only-import/package.json'].replace('1.0.0', '2.0.0'),
      ],
    ] as const) {
      write(name, text)
      assert.notEqual(await hash(), before, name)
      write(name, parts[name])
      assert.equal(await hash(), before, name)
    }
  })

  it('of a shipped function counts its tokens and what it captures, not its name or line', async () => {
    const make =
      (factor: number) =>
      ({ x }: { x: number }) =>
        x * factor
    const two = make(2)
    // biome-ignore format: the other formatting is what this is about
    const same = ((factor: number) => ({ x }: { x: number }) =>
      x   *   factor)(2) // the same
    const hashes = await Promise.all([two, same, make(3), ({ x }: { x: number }) => x + 2].map(hashOf))
    assert.equal(hashes[0], hashes[1])
    assert.equal(new Set(hashes).size, 3)
  })

  it('of a command counts its words and how its output is read, not its name', async () => {
    const read = (factor: number) =>
      command('prog {x}', { parse: ({ text }) => factor * Number(text), name: `times ${factor}` })
    const hashes = await Promise.all([
      hashOf(command('prog {x}')),
      hashOf(command(['prog', '{x}'], { name: 'other' })),
      hashOf(command('prog {x} -v')),
      hashOf(command('prog {x}', { parse: 'number' })),
      hashOf(read(2)),
      hashOf(read(3)),
    ])
    assert.equal(hashes[0], hashes[1])
    assert.equal(new Set(hashes).size, 5)
  })
})

async function hashOf(fn: (point: never) => unknown): Promise<string> {
  return hashOfCode(await shipTask(fn))
}
