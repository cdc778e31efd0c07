import type { Column, Variable } from '../dataset/index.ts'
import type { ErrorRecord, Failure } from '../errors/index.ts'
import type { SpaceDescription } from '../space/index.ts'
import type { TaskRef } from '../task/index.ts'

/** Version of the messages; both ends say it in their first message and refuse another. */
export const PROTOCOL_VERSION = 1

/** Half-open range of positions. A position is a place in the order of running; without shuffle it is the index itself. */
export interface PositionRange {
  readonly lo: number
  readonly hi: number
}

/** Everything a worker needs to compute any point of a run: sent once a run and worker. */
export interface RunSetup {
  readonly task: TaskRef
  readonly taskName: string
  /** Number of arguments the task may look at: below 2 it never looks at the context argument. */
  readonly arity: number
  readonly space: SpaceDescription
  /** Constants and unrecorded values: the same for every point. */
  readonly given: Readonly<Record<string, unknown>>
  /** Seed of the run: every point's generator starts from it and the point's key. */
  readonly seed: string
  /** Seed of the order of running; absent: in index order. */
  readonly shuffleSeed?: number | undefined
  /** Output names: given by `vars`, else learnt from the first result. */
  readonly outputs?: readonly string[] | undefined
  readonly concurrency: number
  readonly timeoutMs?: number | undefined
  readonly retries: number
  /** Stop at the first task error instead of going on with the rest of the range. */
  readonly stopOnFailure: boolean
}

/** A point that failed in a worker, before the caller adds its parameters. */
export interface PointFailure {
  readonly position: number
  readonly index: number
  readonly attempts: number
  readonly error: ErrorRecord
  readonly durationMs: number
}

/** What results that are datasets bring beside their variables. */
export interface InnerResults {
  /** Coordinates over inner dims, the same for all points of the block. */
  readonly coords: Readonly<Record<string, Variable>>
  /** What failed inside a result that a sweep made, by its row in the block. */
  readonly failures: readonly { readonly row: number; readonly failure: Failure }[]
}

/** What a caller tells a worker. */
export type ToWorker =
  | { readonly type: 'open'; readonly run: number; readonly setup: RunSetup }
  | {
      readonly type: 'assign'
      readonly run: number
      readonly lo: number
      readonly hi: number
      /** After so long the worker hands back what it has not started. */
      readonly budgetMs: number
      /** Send every result by itself and run one point at a time, so that a loss names its point. */
      readonly careful: boolean
      /** 1, or more for a point whose earlier attempts ended with the worker. */
      readonly attempt: number
    }
  /** Memory that outputs of plain numbers are to be written to from now on, each at the index of its point. */
  | { readonly type: 'memory'; readonly run: number; readonly columns: Readonly<Record<string, Float64Array>> }
  /** Start nothing more and hand back what has not started; `abort` also aborts the signal of the points that run. */
  | { readonly type: 'drain'; readonly run: number; readonly abort: boolean }
  | { readonly type: 'close'; readonly run: number }

/** What a worker tells its caller. */
export type FromWorker =
  | {
      readonly type: 'ready'
      readonly version: number
      readonly pid: number
      readonly host: string
      readonly node: string
    }
  /** The task is loaded: from here on a loss is the fault of a point, not of the start. */
  | { readonly type: 'opened'; readonly run: number }
  | { readonly type: 'open-failed'; readonly run: number; readonly error: ErrorRecord }
  | {
      readonly type: 'block'
      readonly run: number
      /** Positions that finished, in the order of the columns' rows. */
      readonly done: PositionRange | Float64Array
      /** Where those positions lie in the space; absent: the same numbers. */
      readonly indices?: Float64Array | undefined
      /** The values are in the memory that the caller gave, not in `columns`. */
      readonly isInPlace?: boolean | undefined
      /** Absent when every value of the block is missing. */
      readonly columns?: readonly Column[] | undefined
      /** What came with `columns` where the results were datasets themselves. */
      readonly inner?: InnerResults | undefined
      readonly failures: readonly PointFailure[]
      /** Positions handed back: assigned, never started. */
      readonly released: readonly PositionRange[]
      readonly busyMs: number
    }
  | { readonly type: 'log'; readonly run: number; readonly index: number; readonly text: string }

/** Number of positions in a `done` field. */
export function countOf(done: PositionRange | Float64Array): number {
  return 'hi' in done ? done.hi - done.lo : done.length
}
