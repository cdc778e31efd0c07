import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type IsingEstimates, ising, type RandomSource } from '../../../examples/ising/ising.ts'
import { exactEnergy, exactMagnetisation } from '../../../examples/ising/onsager.ts'

const REPETITIONS = 24
const names = ['m', 'e', 'm2', 'm4', 'chi', 'binder'] as const

for (const T of [1.5, 2, 2.269, 2.6, 3.5, 8]) {
  test(`a 4 × 4 torus at T = ${T} agrees with the sum over its 65,536 states`, () => {
    const exact = exactTorus(4, T)
    const runs = repeat(T, 4, REPETITIONS)
    for (const name of names) assertAgrees(runs, name, exact[name])
  })
}

test('a 3 × 3 torus, whose sides are odd, agrees with the sum over its 512 states', () => {
  const exact = exactTorus(3, 2.5)
  const runs = repeat(2.5, 3, REPETITIONS)
  for (const name of names) assertAgrees(runs, name, exact[name])
})

for (const [T, L] of [
  [1.6, 32],
  [1.9, 64],
] as const) {
  test(`below the critical temperature an L = ${L} torus has the infinite lattice's magnetisation and energy`, () => {
    const runs = repeat(T, L, 6)
    assertAgrees(runs, 'm', exactMagnetisation(T))
    assertAgrees(runs, 'e', exactEnergy(T))
  })
}

for (const [T, L] of [
  [3, 32],
  [4, 64],
] as const) {
  test(`far above the critical temperature an L = ${L} torus has the infinite lattice's energy and no order (T = ${T})`, () => {
    const runs = repeat(T, L, 6)
    assertAgrees(runs, 'e', exactEnergy(T))
    assert.ok(meanAndError(runs.map((run) => run.binder)).mean < 0.2)
  })
}

test('the same random numbers give the same estimates, other numbers give others', () => {
  const point = { T: 2.3, L: 8, seed: 0 }
  assert.deepEqual(ising(point, sequence(1)), ising(point, sequence(1)))
  assert.notDeepEqual(ising(point, sequence(1)), ising(point, sequence(2)))
})

test('the label of the repetition changes nothing by itself', () => {
  assert.deepEqual(ising({ T: 2.3, L: 8, seed: 0 }, sequence(1)), ising({ T: 2.3, L: 8, seed: 7 }, sequence(1)))
})

test('a temperature of 0 or below is refused', () => {
  assert.throws(() => ising({ T: 0, L: 8, seed: 0 }, sequence(1)), {
    name: 'TypeError',
    message: 'Expected `T` to be a temperature above 0, got `0`.',
  })
})

test('a lattice that is no torus of single bonds is refused', () => {
  for (const L of [2, 2.5, Number.NaN]) {
    assert.throws(() => ising({ T: 2, L, seed: 0 }, sequence(1)), {
      name: 'TypeError',
      message: `Expected \`L\` to be an integer from 3 up (a smaller torus has double bonds), got \`${L}\`.`,
    })
  }
})

function repeat(T: number, L: number, times: number): IsingEstimates[] {
  return Array.from({ length: times }, (_, seed) => ising({ T, L, seed }, sequence(1 + seed)))
}

/** Within four standard errors of independent runs, which themselves must be small enough to tell right from wrong. */
function assertAgrees(runs: readonly IsingEstimates[], name: keyof IsingEstimates, exact: number): void {
  const { mean, error } = meanAndError(runs.map((run) => run[name]))
  const text = `${name}: ${mean} ± ${error}, exactly ${exact}`
  assert.ok(Math.abs(mean - exact) < 4 * error, text)
  assert.ok(error < 0.01 * Math.max(1, Math.abs(exact)), `too noisy to tell, ${text}`)
}

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}

/** Boltzmann averages over all states of an L × L torus. */
function exactTorus(L: number, T: number): IsingEstimates {
  const sites = L * L
  const sums = { z: 0, m: 0, e: 0, m2: 0, m4: 0 }
  for (let state = 0; state < 2 ** sites; state++) {
    const { magnetisation, energy } = observe(state, L)
    const weight = Math.exp(-(energy + 2 * sites) / T)
    const m = Math.abs(magnetisation) / sites
    sums.z += weight
    sums.m += weight * m
    sums.e += (weight * energy) / sites
    sums.m2 += weight * m ** 2
    sums.m4 += weight * m ** 4
  }
  const { z } = sums
  const [m, e, m2, m4] = [sums.m / z, sums.e / z, sums.m2 / z, sums.m4 / z]
  return { m, e, m2, m4, chi: (sites * (m2 - m * m)) / T, binder: 1 - m4 / (3 * m2 * m2) }
}

function observe(state: number, L: number): { magnetisation: number; energy: number } {
  const spin = (x: number, y: number) => ((state >> ((y % L) * L + (x % L))) & 1 ? 1 : -1)
  let magnetisation = 0
  let energy = 0
  for (let y = 0; y < L; y++) {
    for (let x = 0; x < L; x++) {
      magnetisation += spin(x, y)
      energy -= spin(x, y) * (spin(x + 1, y) + spin(x, y + 1))
    }
  }
  return { magnetisation, energy }
}

/** A small fast counter generator (sfc32), each number its own stream. */
function sequence(stream: number): RandomSource {
  let [a, b, c, d] = [stream, 0x9e3779b9, 0x243f6a88, 1]
  const random = () => {
    const sum = (a + b + d++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 20; i++) random()
  return { random }
}
