import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createSpace, range } from '../../../src/space/index.ts'
import { createRandom, seedOfPoint } from '../../../src/worker/point/generator.ts'

const POINTS = 1_000_000

describe('the first draws of a million consecutive points', () => {
  const space = createSpace({ combos: { x: range(POINTS) } })
  const draws = new Float64Array(POINTS)
  const seeds = new Float64Array(POINTS)
  const states = new BigUint64Array(POINTS)
  for (let index = 0; index < POINTS; index++) {
    const { state, seed } = seedOfPoint('run', space.keyBytesAt(index), space.repeatsBefore(index))
    draws[index] = createRandom(state)()
    seeds[index] = seed
    states[index] = (BigInt(state[0] >>> 0) << 32n) | BigInt(state[1] >>> 0)
  }

  it('are uniform', () => {
    const bins = new Float64Array(1000)
    for (const draw of draws) bins[Math.floor(draw * 1000)] = (bins[Math.floor(draw * 1000)] ?? 0) + 1
    const chi2 = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 999 degrees of freedom: six standard deviations on either side.
    assert.ok(Math.abs(chi2 - 999) < 6 * Math.sqrt(2 * 999), `chi² is ${chi2}`)
  })

  it('tell nothing of their neighbours', () => {
    for (const lag of [1, 2, 3, 10, 1000]) {
      let sum = 0
      for (let i = lag; i < POINTS; i++) sum += ((draws[i] ?? 0) - 0.5) * ((draws[i - lag] ?? 0) - 0.5)
      const correlation = (12 * sum) / (POINTS - lag)
      assert.ok(Math.abs(correlation) < 6 / Math.sqrt(POINTS), `lag ${lag}: ${correlation}`)
    }
  })

  it('come from streams and seeds that are all different', () => {
    assert.equal(countDistinct(states), POINTS)
    assert.equal(countDistinct(seeds), POINTS)
    assert.ok(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0))
  })
})

describe('the seed of a point', () => {
  it('differs between repetitions of the same case, and between runs', () => {
    const space = createSpace({ cases: [{ x: 1 }, { x: 2 }, { x: 1 }] })
    const seedAt = (run: string, index: number): number =>
      seedOfPoint(run, space.keyBytesAt(index), space.repeatsBefore(index)).seed
    assert.equal(new Set([seedAt('a', 0), seedAt('a', 1), seedAt('a', 2), seedAt('b', 0)]).size, 4)
    assert.equal(seedAt('a', 2), seedAt('a', 2))
  })
})

function countDistinct(values: Float64Array | BigUint64Array): number {
  const sorted = values.slice().sort()
  let count = 1
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count += 1
  return count
}
