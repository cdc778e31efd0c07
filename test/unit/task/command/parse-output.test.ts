import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseText } from '../../../../src/task/command/parse-output.ts'

const read = (plan: Parameters<typeof parseText>[0], text: string): unknown =>
  parseText(plan, { text, stdout: text, stderr: '', params: {}, cwd: '/' })

describe('parseText', () => {
  const numbers: [string, number][] = [
    ['1.5\n', 1.5],
    [' -1e-3 ', -0.001],
    ['.5', 0.5],
    ['5.', 5],
    ['+1.25D+03', 1250],
    ['NaN', Number.NaN],
    ['-nan', Number.NaN],
    ['-INF', Number.NEGATIVE_INFINITY],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-0', -0],
  ]
  for (const [text, value] of numbers)
    it(`reads ${JSON.stringify(text)} as a number`, () => assert.ok(Object.is(read({ kind: 'number' }, text), value)))

  for (const text of ['', 'x', '1 2', '0x10', '1e', '1.5 K', 'infinit'])
    it(`does not take ${JSON.stringify(text)} for a number`, () =>
      assert.throws(() => read({ kind: 'number' }, text), { message: 'what it printed is not a number' }))

  it('drops one line end of a text', () => {
    assert.equal(read({ kind: 'text' }, 'a \n\n'), 'a \n')
    assert.equal(read({ kind: 'text' }, 'a\r\n'), 'a')
    assert.equal(read({ kind: 'text' }, ''), '')
  })

  it('reads JSON, also with the words that Python prints for numbers', () => {
    assert.deepEqual(read({ kind: 'json' }, '{"a": [1, "NaN"], "b": null}\n'), { a: [1, 'NaN'], b: null })
    assert.deepEqual(read({ kind: 'json' }, '{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN \\" Infinity"}'), {
      a: Number.NaN,
      b: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      c: 'NaN " Infinity',
    })
    assert.equal(read({ kind: 'json' }, '\ufeff3'), 3)
  })

  it('says why a text is not JSON', () => {
    assert.throws(() => read({ kind: 'json' }, ' \n'), { message: 'what it printed is not JSON (it is empty)' })
    assert.throws(() => read({ kind: 'json' }, 'step 1\n{}'), {
      message: /^what it printed is not JSON \(Unexpected token/,
    })
    assert.throws(() => read({ kind: 'json' }, '{"a": NaN, }'), /is not JSON/)
  })

  it('makes a number of each named group but those of texts', () => {
    const plan = {
      kind: 'match',
      source: 'E=(?<E>\\S+) (?<phase>\\w+)(?: err=(?<err>\\S+))?',
      flags: '',
      text: ['phase'],
    } as const
    assert.deepEqual(read(plan, 'log\nE=-1.5 solid\nE=2 gas\n'), { E: -1.5, phase: 'solid', err: Number.NaN })
    assert.throws(() => read(plan, 'log\n'), { message: /^what it printed does not match \/E=/ })
    assert.throws(() => read(plan, 'E=*** solid'), { message: '`***`, which `E` matched, is not a number' })
  })
})
