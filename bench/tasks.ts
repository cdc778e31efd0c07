import { setTimeout } from 'node:timers/promises'

/** Every function that is measured: the same code for windrow and for all peers that run JavaScript. */

export function double({ x }: { readonly x: number }): number {
  return x * 2
}

/** A chunk of `double` calls in one message: what a user of a pool writes to be fast. */
export function doubleAll({ xs }: { readonly xs: readonly number[] }): number[] {
  return xs.map((x) => double({ x }))
}

export function product({ a, b }: { readonly a: number; readonly b: number }): number {
  return a * b
}

/** Works for a fixed number of iterations and gives `i` back. */
export function spin({ i, iterations }: { readonly i: number; readonly iterations: number }): number {
  return burn(iterations) > 2 ? -1 : i
}

export interface SkewedParams {
  readonly i: number
  /** Iterations of a call of median length. */
  readonly iterations: number
  /** Where in the sequence of lengths the work begins. */
  readonly offset: number
}

/** As `spin`, with an amount of work that differs widely from call to call and is known only to who looks it up. */
export function spinSkewed({ i, iterations, offset }: SkewedParams): number {
  return burn(Math.floor(iterations * lognormal(offset + i))) > 2 ? -1 : i
}

export async function wait({ i, ms }: { readonly i: number; readonly ms: number }): Promise<number> {
  await setTimeout(ms)
  return i
}

export function elementOf({ array, at }: { readonly array: Float64Array; readonly at: number }): number {
  return (array[at] ?? Number.NaN) + array.length
}

/**
 * A chain of dependent floating-point steps: fixed work, not fixed time. A loop that watches the clock would let two
 * processes that share a core both finish in time, and so hide what a pool's own work costs.
 */
export function burn(iterations: number): number {
  let y = 1
  for (let k = 0; k < iterations; k++) y = y * 0.999_999 + 1e-7
  return y
}

/** The `i`th of a fixed sequence of lognormal numbers with σ = 2 and median 1. */
export function lognormal(i: number): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(2 * i)))
  return Math.exp(2 * radius * Math.cos(2 * Math.PI * uniform(2 * i + 1)))
}

/** A number in (0, 1] that is a hash of `n`. */
function uniform(n: number): number {
  let h = Math.imul(n + 1, 0x9e3779b1) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0
  return (((h ^ (h >>> 16)) >>> 0) + 1) / 4_294_967_296
}
