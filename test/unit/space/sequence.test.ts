import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { createSpace, geomspace, linspace, logspace, range, type Sequence } from '../../../src/space/index.ts'
import { assertRefused } from './refused.ts'

// Expected numbers are numpy's.
const TABLE: readonly (readonly [Sequence, string, readonly number[]])[] = [
  [range(3), 'range(3)', [0, 1, 2]],
  [range(2.5), 'range(3)', [0, 1, 2]],
  [range(2, 5), 'range(2, 5)', [2, 3, 4]],
  [range(10, 0, -3), 'range(10, -2, -3)', [10, 7, 4, 1]],
  [range(0, 1, 0.25), 'range(0, 1, 0.25)', [0, 0.25, 0.5, 0.75]],
  [linspace(0, 1, 5), 'linspace(0, 1, 5)', [0, 0.25, 0.5, 0.75, 1]],
  [linspace(2, 3, 1), 'linspace(2, 3, 1)', [2]],
  [linspace(1, -1, 3), 'linspace(1, -1, 3)', [1, 0, -1]],
  [linspace(0, 1, 4), 'linspace(0, 1, 4)', [0, 1 / 3, 2 / 3, 1]],
  [geomspace(1, 1000, 4), 'geomspace(1, 1000, 4)', [1, 10, 100, 1000]],
  [geomspace(1000, 1, 4), 'geomspace(1000, 1, 4)', [1000, 100, 10, 1]],
  [geomspace(-2, -2000, 4), 'geomspace(-2, -2000, 4)', [-2, -20, -200, -2000]],
  [geomspace(7, 9, 1), 'geomspace(7, 9, 1)', [7]],
  [logspace(-2, 2, 5), 'logspace(-2, 2, 5)', [0.01, 0.1, 1, 10, 100]],
  [logspace(0, 4, 5, { base: 2 }), 'logspace(0, 4, 5, { base: 2 })', [1, 2, 4, 8, 16]],
  [logspace(3, 5, 1), 'logspace(3, 5, 1)', [1000]],
]

for (const [sequence, text, elements] of TABLE) {
  test(`${text} has the elements that numpy gives it`, () => {
    assert.deepEqual(sequence.toArray(), elements)
    assert.equal(String(sequence), text)
    assert.equal(inspect({ sequence }), `{ sequence: ${text} }`)
  })
}

const finite = fc.double({ min: -1e150, max: 1e150, noNaN: true })
const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true })
const count = fc.integer({ min: 1, max: 200 })

const anySequence: fc.Arbitrary<Sequence> = fc.oneof(
  fc.tuple(finite, finite, count).map(([start, stop, n]) => linspace(start, stop, n)),
  fc.tuple(positive, positive, count).map(([start, stop, n]) => geomspace(start, stop, n)),
  fc
    .tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }), count)
    .map(([a, b, n]) => logspace(a, b, n)),
  fc.tuple(finite, fc.integer({ min: 1, max: 200 })).map(([step, n]) => range(0, (step || 1) * n, step || 1)),
)

test('an element is the same bit for bit however it is read', () => {
  fc.assert(
    fc.property(anySequence, (sequence) => {
      const lazy = Array.from({ length: sequence.length }, (_, i) => sequence.at(i))
      assert.deepEqual(sequence.toArray(), lazy)
      assert.deepEqual([...sequence], lazy)
      assert.deepEqual(Array.from(sequence.toFloat64Array()), lazy)
      assert.deepEqual(Array.from(Float64Array.from(sequence)), lazy)
      assert.deepEqual(
        sequence.map((value) => value),
        lazy,
      )
    }),
  )
})

test('linspace, geomspace and logspace start at their start and end exactly at their stop', () => {
  fc.assert(
    fc.property(finite, finite, fc.integer({ min: 2, max: 1e6 }), (start, stop, n) => {
      const sequence = linspace(start, stop, n)
      assert.deepEqual([sequence.at(0), sequence.at(-1)], [start, stop])
    }),
  )
  fc.assert(
    fc.property(positive, positive, fc.integer({ min: 2, max: 1e6 }), (start, stop, n) => {
      const sequence = geomspace(start, stop, n)
      assert.deepEqual([sequence.at(0), sequence.at(-1)], [start, stop])
    }),
  )
  assert.equal(logspace(0, 0.7, 8, { base: 3 }).at(-1), 3 ** 0.7)
})

test('the elements between the ends of a geomspace multiply by the same factor', () => {
  fc.assert(
    fc.property(positive, positive, fc.integer({ min: 3, max: 50 }), (start, stop, n) => {
      const logs = geomspace(start, stop, n).map(Math.log)
      const step = ((logs.at(-1) ?? 0) - (logs[0] ?? 0)) / (n - 1)
      logs.forEach((log, i) => {
        assert.ok(Math.abs(log - ((logs[0] ?? 0) + i * step)) < 1e-11)
      })
    }),
  )
})

test('a sequence of a thousand million elements is an ordinary value', () => {
  const sequence = range(1e9)
  assert.equal(sequence.length, 1e9)
  assert.equal(sequence.at(123_456_789), 123_456_789)
  assert.equal(sequence.at(-1), 999_999_999)
})

test('at counts negative places from the end and knows nothing outside', () => {
  const sequence = range(3)
  assert.deepEqual(
    [-4, -3, -1, 0, 2, 3, 1.9, Number.NaN].map((place) => sequence.at(place)),
    [undefined, 0, 2, 0, 2, undefined, 1, 0],
  )
})

test('a sequence cannot be changed', () => {
  const sequence = linspace(0, 1, 3)
  assert.ok(Object.isFrozen(sequence))
  assert.ok(Object.isFrozen(sequence.description))
})

test('map gives an array of what the function makes of value and place', () => {
  assert.deepEqual(
    range(1, 4).map((value, i) => `${i}:${value}`),
    ['0:1', '1:2', '2:3'],
  )
})

const REFUSALS: readonly (readonly [string, () => unknown, string])[] = [
  [
    'range to infinity',
    () => range(Number.POSITIVE_INFINITY),
    'Expected `stop` to be a finite number, got `Infinity` (number).',
  ],
  ['range from a text', () => range('1' as never, 4), 'Expected `start` to be a finite number, got `"1"` (string).'],
  ['range by NaN', () => range(0, 4, Number.NaN), 'Expected `step` to be a finite number, got `NaN` (number).'],
  ['range by 0', () => range(0, 4, 0), 'Expected `step` of `range` to be other than 0, got `0`.'],
  [
    'range to 0',
    () => range(0),
    'Expected `stop` of `range` to be greater than `start` (0), got `0`: the range would be empty.',
  ],
  [
    'range down by up',
    () => range(0, 4, -1),
    'Expected `stop` of `range` to be less than `start` (0), got `4`: the range would be empty.',
  ],
  [
    'range too long',
    () => range(0, 1e300),
    'Expected `range` to have at most 2^53 − 1 elements, got 1e+300.\nTake a larger `step`.',
  ],
  [
    'linspace from NaN',
    () => linspace(Number.NaN, 1, 3),
    'Expected `start` to be a finite number, got `NaN` (number).',
  ],
  [
    'linspace to nothing',
    () => linspace(0, undefined as never, 3),
    'Expected `stop` to be a finite number, got `undefined` (undefined).',
  ],
  ['linspace of 0', () => linspace(0, 1, 0), 'Expected `count` to be a whole number from 1 up, got `0` (number).'],
  [
    'linspace of 2.5',
    () => linspace(0, 1, 2.5),
    'Expected `count` to be a whole number from 1 up, got `2.5` (number).',
  ],
  [
    'linspace without count',
    () => linspace(0, 1, undefined as never),
    'Expected `count` to be a whole number from 1 up, got `undefined` (undefined).',
  ],
  [
    'linspace too wide',
    () => linspace(-1e308, 1e308, 3),
    'Expected `start` and `stop` to be less than 1.8e308 apart, got `-1e+308` and `1e+308`.',
  ],
  ['geomspace from 0', () => geomspace(0, 1, 3), 'Expected `start` of `geomspace` to be other than 0, got `0`.'],
  [
    'geomspace over 0',
    () => geomspace(-1, 1, 3),
    'Expected `stop` of `geomspace` to have the sign of `start` (-1), got `1`.',
  ],
  [
    'geomspace of infinity',
    () => geomspace(1, 2, Number.POSITIVE_INFINITY),
    'Expected `count` to be a whole number from 1 up, got `Infinity` (number).',
  ],
  [
    'logspace from NaN',
    () => logspace(Number.NaN, 1, 3),
    'Expected `startExponent` to be a finite number, got `NaN` (number).',
  ],
  [
    'logspace to infinity',
    () => logspace(0, Number.NEGATIVE_INFINITY, 3),
    'Expected `stopExponent` to be a finite number, got `-Infinity` (number).',
  ],
  ['logspace too high', () => logspace(0, 400, 3), 'Expected `stopExponent` to give a finite power of 10, got `400`.'],
  ['logspace of base 0', () => logspace(0, 1, 3, { base: 0 }), 'Expected `base` to be greater than 0, got `0`.'],
  [
    'logspace of base NaN',
    () => logspace(0, 1, 3, { base: Number.NaN }),
    'Expected `base` to be a finite number, got `NaN` (number).',
  ],
]

for (const [what, act, message] of REFUSALS) {
  test(`${what} is refused by the name of the argument`, () => assertRefused(act, message))
}

test('an axis of a sequence whose neighbours are the same number is refused', () => {
  const refusal = (facts: string, sequence: Sequence) =>
    assertRefused(
      () => createSpace({ combos: { T: sequence } }),
      `Axis \`T\`, \`${sequence}\`, has steps finer than floating point: neighbours ${facts}.\nTake fewer values or a wider interval.`,
    )
  refusal('at 0 and 1 are both 2', linspace(2, 2, 5))
  refusal('at 0 and 1 are both 1', linspace(1, 1 + 2 ** -52, 3))
  refusal('at 0 and 1 are both 9007199254740992', range(2 ** 53, 2 ** 53 + 10))
  refusal('at 0 and 1 are both 1', logspace(0, 1, 4, { base: 1 }))
  refusal('may be the same number', geomspace(1, 1.0002, 2 ** 30))
})

test('a sequence is refused as an axis exactly when two of its elements are equal', () => {
  const near = fc.tuple(
    fc.integer({ min: -40, max: 40 }),
    fc.constantFrom(1, 2 ** 30, 3e-7, -5),
    fc.integer({ min: 2, max: 40 }),
  )
  fc.assert(
    fc.property(near, fc.boolean(), ([ulps, start, n], isGeometric) => {
      const stop = start + ulps * Math.abs(start) * 2 ** -52
      const sequence = (isGeometric ? geomspace : linspace)(start, stop, n)
      const elements = sequence.toArray()
      const isMonotone = elements.every(
        (value, i) => i === 0 || Math.sign(value - (elements[i - 1] ?? 0)) === Math.sign(stop - start),
      )
      const isDistinct = new Set(elements).size === n && isMonotone
      if (isDistinct) assert.equal(createSpace({ combos: { T: sequence } }).size, n)
      else assert.throws(() => createSpace({ combos: { T: sequence } }), TypeError)
    }),
    { numRuns: 500 },
  )
})

test('whole numbers up to 2^53 are an axis however many', () => {
  assert.equal(createSpace({ combos: { i: range(2 ** 53 - 1) } }).size, 2 ** 53 - 1)
  assert.deepEqual(createSpace({ combos: { i: range(2 ** 53 - 1) } }).pointAt(2 ** 53 - 2), { i: 2 ** 53 - 2 })
})
