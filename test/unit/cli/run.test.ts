import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { GivenOptions } from '../../../src/cli/given-options.ts'
import { renderFailures } from '../../../src/cli/run/failure-groups.ts'
import { renderPreview } from '../../../src/cli/run/preview.ts'
import { commandOptionsOf } from '../../../src/cli/run/program-task.ts'
import { sweepOptionsOf } from '../../../src/cli/run/run-options.ts'
import { chooseExport } from '../../../src/cli/run/task-file.ts'
import { unfilledParameters } from '../../../src/cli/run/unfilled-parameters.ts'
import { parseAxes, valuesOf } from '../../../src/cli/values/axis-text.ts'
import type { Failure } from '../../../src/errors/index.ts'
import { createSpace } from '../../../src/space/index.ts'

function given(...pairs: readonly (readonly [string, string?])[]): GivenOptions {
  return new GivenOptions(pairs.map(([name, value]) => ({ name, value })))
}

describe('options of windrow run', () => {
  it('become those of sweep; failures are collected unless it is said otherwise', () => {
    assert.deepEqual(sweepOptionsOf(given()), { constants: {}, attrs: {}, varAttrs: {}, dims: {}, onError: 'collect' })
    const options = given(
      ['constant', 'J=1'],
      ['units', 'T=J/k_B'],
      ['dims', 'psi=x, y'],
      ['vars', 'm,e'],
      ['seed', '7'],
      ['shuffle', '3'],
      ['on-error', 'raise'],
      ['retries', '2'],
      ['timeout', '1m 30s'],
      ['concurrency', '5'],
      ['quiet'],
      ['out', 'a.nc'],
      ['attr', 'title=ising'],
    )
    assert.deepEqual(sweepOptionsOf(options), {
      constants: { J: 1 },
      attrs: { title: 'ising' },
      varAttrs: { T: { units: 'J/k_B' } },
      dims: { psi: ['x', 'y'] },
      vars: ['m', 'e'],
      seed: 7,
      shuffle: 3,
      onError: 'raise',
      retries: 2,
      timeoutMs: 90_000,
      concurrency: 5,
      progress: false,
      out: 'a.nc',
    })
  })

  const WRONG: readonly (readonly [GivenOptions, string])[] = [
    [given(['retries', '-1']), '--retries -1: expected a whole number from 0 up.'],
    [given(['concurrency', 'many']), '--concurrency many: expected a whole number from 1 up.'],
    [given(['timeout', '30']), '--timeout 30: expected a duration with its unit, such as `30s`, `1h 30m` or `250ms`.'],
    [given(['on-error', 'stop']), '--on-error stop: expected `collect` or `raise`.'],
    [given(['out', 'a.nc'], ['out', 'b.nc']), '--out is given 2 times; give it once.'],
    [
      given(['shuffle', 'm.ts']),
      '--shuffle m.ts: expected a whole number as its seed, or none.\nWrite the file first, or another option after it: `windrow run m.ts --shuffle`.',
    ],
    [
      given(['json'], ['quiet']),
      '--json and --quiet exclude each other: events go to stderr with --json; send them to /dev/null.',
    ],
  ]
  for (const [options, message] of WRONG) {
    it(`refuse ${options.all.map(({ name, value = '' }) => `\`--${name} ${value}\``).join(' ')}`, () => {
      assert.throws(() => sweepOptionsOf(options), { name: 'UsageError', message })
    })
  }
})

describe('options of a program', () => {
  const PARSERS: readonly (readonly [readonly string[], unknown])[] = [
    [[], 'json'],
    [['number'], 'number'],
    [['/E = (?<E>\\S+)/i'], /E = (?<E>\S+)/i],
    [['file:out-{T}.json'], { file: 'out-{T}.json', parse: 'json' }],
    [['text', 'file:a.txt'], { file: 'a.txt', parse: 'text' }],
  ]
  for (const [texts, parse] of PARSERS) {
    it(`${texts.map((text) => `\`--parse ${text}\``).join(' ') || 'nothing'} says how its result is read`, () => {
      const options = given(...texts.map((text) => ['parse', text] as const))
      assert.deepEqual(commandOptionsOf(options), { parse, env: {} })
    })
  }

  it('say where it runs and what it gets', () => {
    const options = given(
      ['own-folder', 'runs'],
      ['keep', 'always'],
      ['copy', 'in.dat'],
      ['env', 'A={x}=1'],
      ['input', 'json'],
      ['name', 'md'],
      ['exit-codes', '0,3'],
      ['max-output', '2MB'],
      ['kill-after', '3s'],
      ['parse', '/(?<unit>\\w+)/'],
      ['text', 'unit'],
    )
    assert.deepEqual(commandOptionsOf(options), {
      parse: { match: /(?<unit>\w+)/, text: ['unit'] },
      env: { A: '{x}=1' },
      input: 'json',
      cwd: { in: 'runs', keep: 'always', copy: ['in.dat'] },
      name: 'md',
      exitCodes: [0, 3],
      maxOutputBytes: 2_000_000,
      killAfterMs: 3000,
    })
  })

  it('refuse what contradicts itself', () => {
    assert.throws(() => commandOptionsOf(given(['cwd', 'a'], ['own-folder'])), {
      message: '--cwd and --own-folder exclude each other: each point has one working directory.',
    })
    assert.throws(() => commandOptionsOf(given(['keep', 'always'])), {
      message: '--keep is about folders of single points.\nAdd --own-folder.',
    })
    assert.throws(() => commandOptionsOf(given(['parse', 'number'], ['parse', 'json'])), {
      message:
        '--parse json: one result is read in one way.\nGive one of json, number, text or /regex/, and at most one `file:PATH`.',
    })
  })
})

describe('the export that FILE means', () => {
  const path = 'm.ts'
  const CHOSEN: readonly (readonly [readonly string[], string | undefined, string])[] = [
    [['f'], undefined, 'f'],
    [['default', 'f'], undefined, 'default'],
    [['f', 'g'], 'g', 'g'],
    [['f', 'ops.add'], undefined, 'f'],
    [['ops.add'], undefined, 'ops.add'],
  ]
  for (const [names, name, chosen] of CHOSEN) {
    it(`is \`${chosen}\` of ${names.join(', ')}${name === undefined ? '' : ` where #${name} is named`}`, () => {
      assert.equal(chooseExport(names, { name, path }), chosen)
    })
  }

  const REFUSED: readonly (readonly [readonly string[], string | undefined, string])[] = [
    [[], undefined, 'm.ts exports no function.\nWrite `export` before the function that computes a point.'],
    [
      ['f', 'g'],
      undefined,
      'm.ts exports 2 functions: `f`, `g`.\nSay which one computes a point: `windrow run m.ts#f`.',
    ],
    [
      ['ising', 'potts'],
      'isng',
      'm.ts exports no function `isng`.\nIt exports `ising`, `potts`. Did you mean `m.ts#ising`?',
    ],
  ]
  for (const [names, name, message] of REFUSED) {
    it(`is refused for ${names.join(', ') || 'no function'} and ${name ?? 'no name'}`, () => {
      assert.throws(() => chooseExport(names, { name, path }), { name: 'UsageError', message })
    })
  }
})

describe('parameters without a value', () => {
  it('are those without a default that are not only there to repeat points', () => {
    const source = 'function f({ T, L = 16, J: coupling, h: field = 0, seed: _, rest: _unused }, ctx) {}'
    const task = { parameters: ['T', 'L', 'J', 'h', 'seed', 'rest'] }
    assert.deepEqual(unfilledParameters({ task, source }, ['T']), ['J'])
    assert.deepEqual(unfilledParameters({ task, source }, []), ['T', 'J'])
    assert.deepEqual(unfilledParameters({ task: { parameters: undefined }, source }, []), [])
  })
})

describe('the failures of a run', () => {
  const failure = (index: number, message: string): Failure => ({
    index,
    point: { x: index },
    attempts: 1,
    workerLosses: 0,
    error: { name: 'Error', message },
    host: 'node07',
    durationMs: 0,
  })

  it('are told by kind, the most frequent first, each with its first point', () => {
    const failures = [failure(1, 'no file'), failure(2, '2.5 is odd'), failure(3, '-3e-7 is odd')]
    assert.equal(
      renderFailures(failures, { total: 12, out: 'a.nc' }),
      [
        '3 of 12 points failed:',
        '  2 × Error: 2.5 is odd',
        '      Point 2 (x = 2), on node07',
        '  1 × Error: no file',
        '      Point 1 (x = 1), on node07',
        'All of them: windrow show a.nc --failures',
      ].join('\n'),
    )
  })

  it('are counted where there are too many kinds to show', () => {
    const failures = Array.from('abcdefg', (letter, index) => failure(index, letter))
    const lines = renderFailures(failures, { total: 7, out: undefined }).split('\n')
    assert.deepEqual(lines.slice(-2), ['  … and 2 more kinds of failures', 'Give --out FILE.nc to keep them all.'])
  })
})

describe('a dry run', () => {
  it('shows how large each part of the space is', () => {
    const axes = parseAxes(['T=1.5:3.5:21', 'method=wolff,"a b"'])
    const combos = Object.fromEntries(Object.entries(axes).map(([name, axis]) => [name, valuesOf(axis)]))
    const cases = [{ L: 16 }, { L: 32 }]
    const task = { name: 'ising', file: '/home/me/ising.ts', line: 3 } as never
    const text = renderPreview({ task, given: { axes, combos, cases }, space: createSpace({ combos, cases }) })
    assert.equal(
      text,
      [
        'ising (/home/me/ising.ts:3): 84 points',
        '  case    2 cases    L',
        '  T       21 values  1.5:3.5:21',
        '  method  2 values   wolff,"a b"',
      ].join('\n'),
    )
  })
})
