import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parseAttr, parseConstant, parseNamed } from '../../../src/cli/values/named-value.ts'

const READ: readonly (readonly [string, unknown])[] = [
  ['1.5', 1.5],
  ['true', true],
  ['rk4', 'rk4'],
  ['"a, b"', 'a, b'],
  ['a=b', 'a=b'],
  ['[1, "x"]', [1, 'x']],
  ['{"k": {"l": [1]}}', { k: { l: [1] } }],
]

const REFUSED: readonly (readonly [string, string])[] = [
  [
    'c=1,2',
    '-c c=1,2: this is a list of 2 values, and a constant is one value.\nFor a value at each point write `-a`; for one list `["a", "b"]`; for a text with commas quote it: \'"a,b"\'.',
  ],
  ['c', '-c c: has no value.\nWrite a name and its value: `-c J=1.5`.'],
  [
    'c=@absent.json',
    '-c c=@absent.json: the file `absent.json` cannot be read (ENOENT).\nPaths begin at the working directory.',
  ],
]

describe('a constant of the command line', () => {
  for (const [text, value] of READ) {
    it(`\`${text}\` is one value`, () => {
      assert.deepEqual(parseNamed('-c', [`c=${text}`], parseConstant), { c: value })
    })
  }

  for (const [text, message] of REFUSED) {
    it(`\`-c ${text}\` is refused`, () => {
      assert.throws(() => parseNamed('-c', [text], parseConstant), { name: 'UsageError', message })
    })
  }

  it('comes from a file after an @', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'windrow-test-'))
    t.after(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'table.json'), '{"rates": [1, 2]}')
    assert.deepEqual(parseNamed('-c', [`c=@${join(folder, 'table.json')}`], parseConstant), { c: { rates: [1, 2] } })
  })

  it('is given once', () => {
    assert.throws(() => parseNamed('-c', ['c=1', 'c=2'], parseConstant), {
      message: '-c c is given twice; give it once.',
    })
  })
})

describe('an attribute of the command line', () => {
  it('is a value or a list of values of one kind', () => {
    assert.deepEqual(parseNamed('--attr', ['a=1', 'b=x,y', 'c=1,2'], parseAttr), { a: 1, b: ['x', 'y'], c: [1, 2] })
  })
})
