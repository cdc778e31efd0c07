import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  nearestName,
  parseBytes,
  parseDuration,
  plural,
  renderBytes,
  renderCount,
  renderDuration,
} from '../../../src/util/index.ts'

test('durations have two units at most', () => {
  const cases: [number, string][] = [
    [0, '0ms'],
    [350.4, '350ms'],
    [999.6, '1s'],
    [8_200, '8s'],
    [59_700, '1m 00s'],
    [125_000, '2m 05s'],
    [3_599_600, '1h 00m'],
    [3_720_000, '1h 02m'],
    [86_390_000, '1d 00h'],
    [273_600_000, '3d 04h'],
    [-2_000, '-2s'],
    [Number.POSITIVE_INFINITY, 'forever'],
    [Number.NaN, '?'],
  ]
  assert.deepEqual(
    cases.map(([ms]) => renderDuration(ms)),
    cases.map(([, text]) => text),
  )
})

test('durations are read in units and in clock notation', () => {
  const cases: [string, number][] = [
    ['90s', 90_000],
    ['1h 30m', 5_400_000],
    ['1h30m', 5_400_000],
    ['1.5 h', 5_400_000],
    ['250ms', 250],
    ['2 days', 172_800_000],
    ['90:00', 5_400_000],
    ['1:30:00', 5_400_000],
    ['00:00:01.5', 1_500],
    ['2-12:00:00', 216_000_000],
  ]
  assert.deepEqual(
    cases.map(([text]) => parseDuration(text)),
    cases.map(([, ms]) => ms),
  )
})

test('what is no duration is refused with what is', () => {
  for (const text of ['', '5', '5 parsecs', '1:99', '1:60:00', '2-10:00', '-5s', '1h 30']) {
    assert.throws(() => parseDuration(text), {
      name: 'TypeError',
      message: `Expected a duration such as \`90s\`, \`1h 30m\` or \`1:30:00\`, got \`${text}\`.`,
    })
  }
})

test('a rendered duration reads back to within its last unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 * 86_400_000 }), (ms) => {
      const error = Math.abs(parseDuration(renderDuration(ms)) - ms)
      assert.ok(error <= (ms < 3_599_500 ? 500 : ms < 86_370_000 ? 30_000 : 1_800_000), `${ms}: ${renderDuration(ms)}`)
    }),
  )
})

test('bytes are rendered with three digits', () => {
  const cases: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [4_200, '4.20 kB'],
    [99_960, '100 kB'],
    [999_600, '1.00 MB'],
    [1_500_000_000, '1.50 GB'],
    [-5, '-5 B'],
  ]
  assert.deepEqual(
    cases.map(([bytes]) => renderBytes(bytes)),
    cases.map(([, text]) => text),
  )
})

test('bytes are read with decimal, binary and scheduler units', () => {
  const texts = ['4GB', '4 GiB', '4G', '512', '1.5k', '2mb']
  assert.deepEqual(texts.map(parseBytes), [4e9, 4 * 1024 ** 3, 4 * 1024 ** 3, 512, 1536, 2e6])
  assert.throws(() => parseBytes('four'), {
    name: 'TypeError',
    message: 'Expected a size such as `4GB`, `512 MiB` or `2G`, got `four`.',
  })
})

test('counts are exact while short and take their noun along', () => {
  assert.deepEqual([0, 672, 9999, 10_000, 99_950, 1_234_567, 999_600, 4e12].map(renderCount), [
    '0',
    '672',
    '9999',
    '10.0 k',
    '100 k',
    '1.23 M',
    '1.00 M',
    '4.00 T',
  ])
  assert.deepEqual(
    [plural(1, 'point'), plural(0, 'point'), plural(2, 'axis', 'axes')],
    ['1 point', '0 points', '2 axes'],
  )
})

test('the nearest name forgives about one mistake in three letters, swaps and case', () => {
  const names = ['shuffle', 'retries', 'onError', 'out', 'timeoutMs', 'signal']
  assert.equal(nearestName('shufle', names), 'shuffle')
  assert.equal(nearestName('retires', names), 'retries')
  assert.equal(nearestName('onerror', names), 'onError')
  assert.equal(nearestName('otu', names), 'out')
  assert.equal(nearestName('timeout', names), 'timeoutMs')
  assert.equal(nearestName('banana', names), undefined)
  assert.equal(nearestName('x', ['T', 'L']), undefined)
  assert.equal(nearestName('t', ['T', 'L']), 'T')
  assert.equal(nearestName('anything', []), undefined)
})

test('a name is nearest to itself', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, selector: (name) => name.toLowerCase() }),
      (names) => {
        for (const name of names) assert.equal(nearestName(name, names), name)
      },
    ),
  )
})
