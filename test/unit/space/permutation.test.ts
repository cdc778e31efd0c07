import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createPermutation } from '../../../src/space/index.ts'
import { assertRefused } from './refused.ts'

test('every size from 1 to 2000 is permuted one to one, and back', () => {
  for (let size = 1; size <= 2000; size++) {
    const order = createPermutation(size, size * 31 - 7)
    const seen = new Uint8Array(size)
    for (let position = 0; position < size; position++) {
      const index = order.at(position)
      assert.ok(index < size && seen[index] === 0, `size ${size}, position ${position}`)
      seen[index] = 1
      assert.equal(order.positionOf(index), position)
    }
  }
})

const hugeSize = fc.oneof(
  fc.integer({ min: 2 ** 31, max: Number.MAX_SAFE_INTEGER }),
  fc.integer({ min: 30, max: 52 }).map((bits) => 2 ** bits + 1),
  fc.integer({ min: 30, max: 53 }).map((bits) => 2 ** bits - 1),
)

test('positions of huge sizes come back, at the ends and between', () => {
  fc.assert(
    fc.property(hugeSize, fc.maxSafeInteger(), fc.double({ min: 0, max: 1, noNaN: true }), (size, seed, part) => {
      const order = createPermutation(size, seed)
      for (const value of [0, size - 1, Math.min(size - 1, Math.floor(part * size))]) {
        const index = order.at(value)
        assert.ok(Number.isSafeInteger(index) && index >= 0 && index < size)
        assert.equal(order.positionOf(index), value)
        assert.equal(order.at(order.positionOf(value)), value)
      }
    }),
    { numRuns: 500 },
  )
})

/** Chi-square of counts that should be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, n) => sum + n, 0) / counts.length
  return counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
}

// 63 degrees of freedom: mean 63, standard deviation 11.2; 130 is 6 of them up. Seeds are fixed, so nothing here is luck.
const CHI_LIMIT = 130

for (const size of [1000, 65_536, 99_991, 1e12, 2 ** 53 - 1]) {
  test(`where ${size} positions go, and how far, is uniform`, () => {
    const places = new Array<number>(64).fill(0)
    const distances = new Array<number>(64).fill(0)
    for (let seed = 0; seed < 40; seed++) {
      const order = createPermutation(size, seed)
      for (let position = 0; position < 1000; position++) {
        const index = order.at(position)
        const distance = index >= position ? index - position : index - position + size
        const place = Math.floor((index / size) * 64)
        const far = Math.floor((distance / size) * 64)
        places[place] = (places[place] ?? 0) + 1
        distances[far] = (distances[far] ?? 0) + 1
      }
    }
    // All positions of size 1000 are taken, so its places are fuller than chance would have them.
    if (size > 1000) assert.ok(chiSquare(places) < CHI_LIMIT, `places ${chiSquare(places)}`)
    assert.ok(chiSquare(distances) < CHI_LIMIT, `distances ${chiSquare(distances)}`)
  })
}

test('neighbours do not stay together, nor ascend more than half of the time', () => {
  const order = createPermutation(1e6, 9)
  let together = 0
  let rising = 0
  for (let position = 1; position < 1e5; position++) {
    const step = order.at(position) - order.at(position - 1)
    if (Math.abs(step) === 1) together += 1
    if (step > 0) rising += 1
  }
  assert.ok(together < 5, `${together} pairs together`)
  assert.ok(Math.abs(rising - 50_000) < 600, `${rising} rising`)
})

test('about one index stays in its place, whatever the seed', () => {
  let fixed = 0
  for (let seed = 0; seed < 200; seed++) {
    const order = createPermutation(500, seed)
    for (let position = 0; position < 500; position++) if (order.at(position) === position) fixed += 1
  }
  assert.ok(fixed > 130 && fixed < 270, `${fixed} fixed points in 200 permutations`)
})

test('each of the six orders of three occurs about as often', () => {
  const counts = new Map<string, number>()
  for (let seed = 0; seed < 6000; seed++) {
    const order = createPermutation(3, seed)
    const text = [0, 1, 2].map((position) => order.at(position)).join('')
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  assert.equal(counts.size, 6)
  for (const [text, n] of counts) assert.ok(Math.abs(n - 1000) < 150, `${text} ${n} times`)
})

test('seeds that differ in any bit, and sizes that differ by a bit, give unrelated orders', () => {
  const base = createPermutation(4096, 5)
  const others = [6, 4, -5, 5 + 2 ** 32, 5 + 2 ** 52, -(2 ** 53 - 1)].map((seed) => createPermutation(4096, seed))
  for (const other of [...others, createPermutation(8192, 5)]) {
    let same = 0
    for (let position = 0; position < 4096; position++) if (base.at(position) === other.at(position)) same += 1
    assert.ok(same < 10, `${same} alike`)
  }
})

test('an order is the same on every machine and in every version', () => {
  const orders = [
    [10, 1],
    [1000, -3],
    [1e12, 2 ** 40 + 1],
    [2 ** 53 - 1, 7],
  ].map(([size = 1, seed = 0]) => {
    const order = createPermutation(size, seed)
    return [0, 1, 2, 3].map((position) => order.at(position))
  })
  assert.deepEqual(orders, RECORDED)
})

const RECORDED: readonly (readonly number[])[] = [
  [3, 9, 7, 2],
  [352, 232, 715, 774],
  [94607370301, 865530979245, 434437132133, 764067452168],
  [334746952995084, 2518453357791785, 882202352524535, 7130738605130584],
]

test('sizes, seeds and positions that are none are refused', () => {
  const order = createPermutation(10, 1)
  assertRefused(
    () => createPermutation(0, 1),
    'Expected `size` to be a whole number from 1 to 2^53 − 1, got `0` (number).',
  )
  assertRefused(
    () => createPermutation(2 ** 53, 1),
    'Expected `size` to be a whole number from 1 to 2^53 − 1, got `9007199254740992` (number).',
  )
  assertRefused(
    () => createPermutation(10, 0.5),
    'Expected `seed` to be a whole number within ±(2^53 − 1), got `0.5` (number).',
  )
  assertRefused(() => order.at(10), 'Expected `position` to be a whole number from 0 to 9, got `10`.')
  assertRefused(() => order.positionOf(-1), 'Expected `index` to be a whole number from 0 to 9, got `-1`.')
})
