import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CRITICAL_TEMPERATURE, exactEnergy, exactMagnetisation } from '../../../examples/ising/onsager.ts'

const close = (actual: number, expected: number, within: number) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`)

test('the critical temperature solves sinh(2 / T) = 1', () => {
  close(CRITICAL_TEMPERATURE, 2.269185314213022, 1e-15)
  close(Math.sinh(2 / CRITICAL_TEMPERATURE), 1, 1e-15)
})

test('the exact energy is −√2 at the critical temperature and continuous there', () => {
  close(exactEnergy(CRITICAL_TEMPERATURE), -Math.SQRT2, 1e-9)
  close(exactEnergy(CRITICAL_TEMPERATURE - 1e-9), -Math.SQRT2, 1e-7)
  close(exactEnergy(CRITICAL_TEMPERATURE + 1e-9), -Math.SQRT2, 1e-7)
})

test('the exact energy follows the low- and high-temperature series', () => {
  const x = Math.exp(-4 / 0.8)
  close(exactEnergy(0.8), -2 + 8 * x ** 2 + 24 * x ** 3, 150 * x ** 4)
  const v = Math.tanh(1 / 20)
  close(exactEnergy(20), -2 * v - 4 * v ** 3, 20 * v ** 5)
})

test('the exact magnetisation is 1 at low temperature, falls steeply to 0 and stays there', () => {
  close(exactMagnetisation(0.5), 1, 1e-6)
  close(exactMagnetisation(2), 0.9113193, 1e-6)
  assert.ok(exactMagnetisation(CRITICAL_TEMPERATURE - 1e-6) > 0.1)
  assert.equal(exactMagnetisation(CRITICAL_TEMPERATURE), 0)
  assert.equal(exactMagnetisation(3), 0)
})
