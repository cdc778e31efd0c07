import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { logTicks } from '../../../src/plots/scale/log-ticks.ts'
import { wrapText } from '../../../src/plots/scale/text-width.ts'
import { dateLabels, numberLabel, numberLabels } from '../../../src/plots/table/labels.ts'

describe('labels', () => {
  const numbers: [number, string][] = [
    [0.1 + 0.2, '0.3'],
    [1.5000000001, '1.5'],
    [-2, '−2'],
    [0, '0'],
    [1e-7, '10⁻⁷'],
    [2.5e12, '2.5×10¹²'],
    [-1e9, '−10⁹'],
    [123456, '123456'],
  ]
  for (const [value, label] of numbers) {
    it(`write ${value} as ${label}`, () => assert.equal(numberLabel(value), label))
  }

  it('of several numbers have the digits that tell them apart', () => {
    assert.deepEqual(numberLabels([1.0000001, 1.0000002]), ['1.0000001', '1.0000002'])
    assert.deepEqual(numberLabels([2.26918531421, 3]), ['2.26919', '3'])
  })

  it('of dates have the time where one of them needs it', () => {
    const midnight = Date.UTC(2026, 0, 1)
    assert.deepEqual(dateLabels([midnight]), ['2026-01-01'])
    assert.deepEqual(dateLabels([midnight, midnight + 90 * 60_000]), ['2026-01-01 00:00', '2026-01-01 01:30'])
    assert.deepEqual(dateLabels([midnight + 1]), ['2026-01-01 00:00:00.001'])
  })
})

describe('ticks of a log axis', () => {
  const cases: [string, number, number, string[]][] = [
    ['many decades: some powers of ten', 1e-24, 1, ['10⁻²⁴', '10⁻²⁰', '10⁻¹⁶', '10⁻¹²', '10⁻⁸', '10⁻⁴', '10⁰']],
    ['some decades: all powers', 1e-3, 1e4, ['0.001', '0.01', '0.1', '1', '10', '100', '1000', '10000']],
    ['large numbers: with exponents', 1e3, 1e7, ['10³', '10⁴', '10⁵', '10⁶', '10⁷']],
    ['one decade: 2 and 5 as well', 2, 30, ['2', '5', '10', '20']],
    ['half a decade: every digit', 2, 6.5, ['2', '3', '4', '5', '6']],
    ['less: even steps', 20, 27, ['20', '22', '24', '26']],
  ]
  for (const [what, low, high, labels] of cases) {
    it(`of ${what}`, () => assert.deepEqual([...logTicks(low, high).labels.values()], labels))
  }

  it('stand inside the axis, and every labelled one is among them', () => {
    for (const [low, high] of [
      [1e-24, 1],
      [0.7, 31],
      [20, 27],
      [3, 9e9],
      [1e-300, 1e300],
    ] as const) {
      const { values, labels } = logTicks(low, high)
      assert.ok(
        values.every((value) => value >= low * 0.999 && value <= high * 1.001),
        `${low} to ${high}`,
      )
      assert.deepEqual(
        [...labels.keys()].filter((value) => !values.includes(value)),
        [],
      )
      assert.ok(labels.size >= 2 && labels.size <= 9, `${low} to ${high}: ${[...labels.values()].join(' ')}`)
    }
  })
})

it('a long text is broken between words, a long word is left whole', () => {
  assert.equal(wrapText('short', 100, 12), 'short')
  assert.deepEqual(wrapText('one two three four', 70, 12), ['one two', 'three four'])
  assert.equal(wrapText('incomprehensibilities', 20, 12), 'incomprehensibilities')
})
