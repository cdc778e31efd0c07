import type { ErrorRecord } from './error-record.ts'

/** One point that failed for good: what ran, where, how often, and the error. Rows of `ds.failures`. */
export interface Failure {
  /** Index of the point in its space. */
  readonly index: number
  /** The parameters of the point, constants left out. */
  readonly point: Readonly<Record<string, unknown>>
  /** How many times the point was tried because of task errors, 1 without `retries`. */
  readonly attempts: number
  /** How many workers died under it. */
  readonly workerLosses: number
  readonly error: ErrorRecord
  readonly host: string
  /** Milliseconds the last attempt ran, 0 where it is not known. */
  readonly durationMs: number
}
