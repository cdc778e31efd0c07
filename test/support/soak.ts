import type { TestContext } from 'node:test'

/** How often a soak repeats: `full` times under `npm run soak`, `sample` times elsewhere. */
export function soakRounds(rounds: { readonly full: number; readonly sample: number }): number {
  return process.env.WINDROW_SOAK === 'full' ? rounds.full : rounds.sample
}

/** A new seed for each run, told by the test so that a failure can be repeated with `WINDROW_SOAK_SEED`. */
export function soakSeed(t: TestContext): number {
  const seed = Number(process.env.WINDROW_SOAK_SEED ?? Math.floor(Math.random() * 2 ** 31))
  t.diagnostic(`WINDROW_SOAK_SEED=${seed}`)
  return seed
}
