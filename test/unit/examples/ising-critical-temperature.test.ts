import assert from 'node:assert/strict'
import { test } from 'node:test'
import { criticalTemperature, type Moments } from '../../../examples/ising/critical-temperature.ts'

const TC = 2.27
const T = Array.from({ length: 21 }, (_, i) => 2.17 + i * 0.01)

test('cumulants that cross at one temperature give that temperature without an error', () => {
  const estimate = criticalTemperature(momentsOf(() => 0))
  assert.ok(estimate)
  close(estimate.T, TC, 1e-4)
  close(estimate.error, 0, 1e-9)
  assert.deepEqual(
    estimate.crossings.map(({ sizes }) => sizes),
    [
      [16, 32],
      [32, 64],
    ],
  )
  for (const crossing of estimate.crossings) close(crossing.T, TC, 1e-4)
})

test('noise between seeds moves the estimate by about the error that is given', () => {
  const deviations: number[] = []
  for (let trial = 0; trial < 100; trial++) {
    const noise = gaussian(trial + 1)
    const estimate = criticalTemperature(momentsOf(() => 0.01 * noise()))
    assert.ok(estimate)
    deviations.push((estimate.T - TC) / estimate.error)
  }
  const rms = Math.sqrt(deviations.reduce((sum, deviation) => sum + deviation ** 2, 0) / deviations.length)
  assert.ok(rms > 0.7 && rms < 1.4, `deviations are ${rms} errors in the root mean square`)
})

test('the estimate is the same each time', () => {
  const noise = gaussian(5)
  const moments = momentsOf(() => 0.01 * noise())
  assert.deepEqual(criticalTemperature(moments), criticalTemperature(moments))
})

test('points that did not finish are left out', () => {
  const { m4, ...rest } = momentsOf(() => 0)
  const holes = Array.from(m4, (value, i) => (i % 7 === 3 || i < 60 ? Number.NaN : value))
  const estimate = criticalTemperature({ ...rest, m4: holes })
  assert.ok(estimate)
  close(estimate.T, TC, 1e-3)
})

test('a sweep that stopped below the crossing gives no estimate', () => {
  const { m2, ...rest } = momentsOf(() => 0)
  const half = Array.from(m2, (value, i) => (i < m2.length / 4 ? value : Number.NaN))
  assert.equal(criticalTemperature({ ...rest, m2: half }), undefined)
})

test('a single lattice size gives no estimate', () => {
  assert.equal(criticalTemperature({ ...momentsOf(() => 0, [16]) }), undefined)
})

test('a grid too coarse for a fit gives the crossing of the straight lines between its points', () => {
  const coarse = momentsOf(() => 0, [16, 32], [2, 2.2, 2.35, 2.6])
  const estimate = criticalTemperature(coarse)
  assert.ok(estimate)
  close(estimate.T, TC, 0.01)
})

/** Cumulants that obey finite-size scaling: those of all sizes meet at `TC`. */
function momentsOf(noise: () => number, L = [16, 32, 64], temperatures = T, seeds = 8): Moments {
  const m2: number[] = []
  const m4: number[] = []
  for (const t of temperatures) {
    for (const size of L) {
      const binder = 2 / 3 / (1 + Math.exp((1.4 * (t - TC) * size) / TC - 2.4))
      for (let seed = 0; seed < seeds; seed++) {
        m2.push(0.5)
        m4.push(0.75 * (1 - binder) * (1 + noise()))
      }
    }
  }
  return { T: temperatures, L, seeds, m2, m4 }
}

function close(actual: number, expected: number, within: number): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`)
}

/** Normal deviates of a small multiplicative generator, by Box and Muller. */
function gaussian(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  for (let i = 0; i < 10; i++) uniform()
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}
