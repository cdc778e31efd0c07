import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeTree, runScript } from './support/script.ts'

const linesOf = (count: number): string => 'export {}\n'.repeat(count)
const exceptions = (files: object, folders: object): string => JSON.stringify({ files, folders })

test('a file of 400 lines passes with a question, one of 401 fails', (t) => {
  const tree = makeTree(t, { 'src/util/long.ts': linesOf(400), 'test/unit/longer.test.ts': linesOf(401) })
  assert.deepEqual(runScript('check-sizes.mjs', tree), {
    code: 1,
    lines: [
      'note: src/util/long.ts has 400 lines; does it do one thing?',
      'test/unit/longer.test.ts: 401 lines, more than 400; split it, or name it with a reason in scripts/size-exceptions.json',
      '',
      'sizes: 1 finding',
    ],
  })
})

test('a folder has fewer than twelve files beside its index', (t) => {
  const files = (count: number, folder: string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`src/${folder}/f${at}.ts`, '']))
  const tree = makeTree(t, { ...files(12, 'full'), ...files(11, 'fine'), 'src/fine/index.ts': '' })
  assert.deepEqual(runScript('check-sizes.mjs', tree), {
    code: 1,
    lines: [
      'src/full: 12 files, not under 12; give it sub-folders, or name it with a reason in scripts/size-exceptions.json',
      '',
      'sizes: 1 finding',
    ],
  })
})

test('a named exception passes, and one that excuses nothing fails', (t) => {
  const named = exceptions({ 'src/a.ts': 'a table', 'src/b.ts': 'was long once' }, {})
  const tree = makeTree(t, {
    'src/a.ts': linesOf(500),
    'src/b.ts': linesOf(5),
    'scripts/size-exceptions.json': named,
  })
  assert.deepEqual(runScript('check-sizes.mjs', tree), {
    code: 1,
    lines: ['src/b.ts: named in scripts/size-exceptions.json without need; remove it there', '', 'sizes: 1 finding'],
  })
})
