/** Work aimed at per message: long enough that messages cost nothing, short enough to steer by. */
export const LEASE_MS = 20

/** Less work than this is not worth a message of its own. */
const LEAST_MS = 0.5

/** A worker hands back what it has not started after so long. */
export const BUDGET_MS = 25

/** Points of a lease while nobody knows how long a point takes; the budget ends it early when they are slow. */
const FIRST_LEASE = 4096

const MAX_LEASE = 2 ** 24

/** What a lease is planned from. */
export interface LeaseInput {
  /** Points nobody has yet. */
  readonly waiting: number
  /** Points nobody has yet, and those that workers hold. */
  readonly unfinished: number
  readonly workers: number
  readonly concurrency: number
  /** Milliseconds of a worker's time per finished point so far. */
  readonly msPerPoint: number | undefined
}

/**
 * How many points the next lease of a worker has: about `LEASE_MS` of work, but never more than a worker's half share of
 * what is left, so that leases shrink to single points at the end (guided self-scheduling, Polychronopoulos and Kuck 1987)
 * and no worker is left waiting for another.
 */
export function planLease({ waiting, unfinished, workers, concurrency, msPerPoint }: LeaseInput): number {
  const share = Math.max(
    Math.ceil(waiting / (2 * workers)),
    msPerPoint === undefined ? 1 : Math.floor(LEAST_MS / msPerPoint),
  )
  const byTime = msPerPoint === undefined ? FIRST_LEASE : Math.min(Math.floor(LEASE_MS / msPerPoint), MAX_LEASE)
  const inFlight = Math.min(concurrency, Math.ceil(unfinished / workers))
  return Math.max(1, concurrency > 1 ? inFlight : 1, Math.min(byTime, share))
}

/** How many points a worker should hold: a second lease ahead while there is plenty, so that it never waits for us. */
export function planHolding(input: LeaseInput): number {
  const lease = planLease(input)
  const plenty =
    input.msPerPoint !== undefined && input.waiting > 4 * input.workers * lease && lease > input.concurrency
  return plenty ? 2 * lease : lease
}
