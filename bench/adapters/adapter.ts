import type { Work } from '../work.ts'

/** A pool of workers that is up. */
export interface Adapter {
  /** Builds the arguments of all calls, then returns what is timed: submit everything, wait for every result, in order. */
  plan(work: Work): () => Promise<ArrayLike<unknown>>
  close(): Promise<void>
}

export interface OpenOptions {
  readonly workers: number
  /** Calls in flight in one worker, for tasks that wait. */
  readonly concurrency: number
}

export type OpenAdapter = (options: OpenOptions) => Promise<Adapter>
