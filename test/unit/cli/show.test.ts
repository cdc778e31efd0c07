import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { renderFailureTable } from '../../../src/cli/show/failure-rows.ts'
import { parseSelector } from '../../../src/cli/show/selector-text.ts'
import type { DType } from '../../../src/dataset/index.ts'

const SELECTORS: readonly (readonly [string, DType, unknown])[] = [
  ['2', 'float64', 2],
  ['16,32', 'int64', [16, 32]],
  ['1.5..2.5', 'float64', { from: 1.5, to: 2.5 }],
  ['-1..-0.5', 'float64', { from: -1, to: -0.5 }],
  ['..2', 'float64', { to: 2 }],
  ['2..', 'float64', { from: 2 }],
  ['~2.269', 'float64', { nearest: 2.269 }],
  ['2', 'string', '2'],
  ['wolff,metropolis', 'string', ['wolff', 'metropolis']],
  ['a..b', 'string', 'a..b'],
  ['"a,b",c', 'string', ['a,b', 'c']],
  ['true', 'bool', true],
  ['2026-11-21', 'datetime', new Date('2026-11-21T00:00:00Z')],
  ['2026-11-21T09:30..', 'datetime', { from: new Date('2026-11-21T09:30:00Z') }],
]

const REFUSED: readonly (readonly [string, DType, string])[] = [
  [
    '1,two',
    'float64',
    '--sel x=1,two: `two` at character 5 is no number, as the values of this coordinate are.\nValues are written `16,32`, intervals `1.5..2.5`, the nearest value `~2.269`.',
  ],
  [
    'yes',
    'bool',
    '--sel x=yes: `yes` at character 3 is no boolean (true or false), as the values of this coordinate are.\nValues are written `16,32`, intervals `1.5..2.5`, the nearest value `~2.269`.',
  ],
  [
    'someday',
    'datetime',
    '--sel x=someday: `someday` at character 3 is no date.\nWrite it as `2026-11-21` or `2026-11-21T09:30` (UTC).',
  ],
]

describe('what --sel selects', () => {
  for (const [text, dtype, selector] of SELECTORS) {
    it(`\`${text}\` along a coordinate of kind ${dtype}`, () => {
      assert.deepEqual(parseSelector(text, { dtype }, { argument: `--sel x=${text}`, at: 2 }), selector)
    })
  }

  for (const [text, dtype, message] of REFUSED) {
    it(`refuses \`${text}\` along a coordinate of kind ${dtype}`, () => {
      assert.throws(() => parseSelector(text, { dtype }, { argument: `--sel x=${text}`, at: 2 }), { message })
    })
  }
})

describe('the table of failures', () => {
  it('has a column a parameter, and a line a point', () => {
    const failure = { attempts: 1, workerLosses: 0, host: 'node07', durationMs: 1200 }
    const table = renderFailureTable([
      {
        ...failure,
        index: 3,
        point: { T: -1, method: 'wolff' },
        error: { name: 'RangeError', message: 'T < 0\nmore' },
      },
      {
        ...failure,
        index: 12,
        point: { T: -0.5, method: 'metropolis' },
        attempts: 3,
        error: { name: 'Error', message: 'no' },
      },
    ])
    assert.equal(
      table,
      [
        'point  T     method      tries  lost  host    ran  error',
        '3      -1    wolff       1      0     node07  1s   RangeError: T < 0',
        '12     -0.5  metropolis  3      0     node07  1s   Error: no',
      ].join('\n'),
    )
  })

  it('says so when nothing failed', () => {
    assert.equal(renderFailureTable([]), 'No point failed.')
  })
})
