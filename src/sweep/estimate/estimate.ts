import type { DType } from '../../dataset/index.ts'
import type { ErrorRecord } from '../../errors/index.ts'
import type { MemorySource } from '../../host/index.ts'
import type { Point } from '../../space/index.ts'

/** One point that a dry run tried. */
export interface SampledPoint {
  readonly index: number
  readonly point: Point
  /** `'unfinished'`: it was stopped because the dry run's time was up; `durationMs` is how long it had run. */
  readonly outcome: 'done' | 'failed' | 'unfinished'
  readonly durationMs: number
  /** Processor time of the worker and its children meanwhile. */
  readonly cpuMs: number | undefined
  /** Most memory that the worker and its children held meanwhile. */
  readonly peakBytes: number | undefined
  readonly resultBytes: number | undefined
  readonly error: ErrorRecord | undefined
}

/** What an output of a sweep will be. */
export interface OutputEstimate {
  readonly name: string
  readonly dtype: DType
  /** Shape of one point's value. */
  readonly shape: readonly number[]
  readonly bytesPerPoint: number
}

/** What a sweep would take, from some of its points. Plain data; `renderEstimate` makes it a text. */
export interface Estimate {
  /** Name of the function. */
  readonly task: string
  /** Number of points of the whole sweep. */
  readonly points: number
  /** The first and the last points, up to three each. */
  readonly first: readonly Point[]
  readonly last: readonly Point[]
  /** Workers that the sweep would have. */
  readonly workers: number
  /** The points that were tried, in the order of trying. */
  readonly sampled: readonly SampledPoint[]
  /** Milliseconds that a point takes; `undefined` where none finished. */
  readonly perPoint:
    | {
        readonly minMs: number
        readonly medianMs: number
        readonly meanMs: number
        readonly maxMs: number
        readonly slowest: Point
        /** Points that the mean is taken over: short ones are timed many at once. */
        readonly timed: number
      }
    | undefined
  /**
   * Milliseconds that the sweep takes on these workers, with the interval in which the mean of all points probably lies.
   * A lower bound when points were left unfinished.
   */
  readonly time:
    | {
        readonly expectedMs: number
        readonly lowMs: number
        readonly highMs: number
        readonly isLowerBound: boolean
      }
    | undefined
  /** Peak of resident memory: that of all workers, and of the caller with the results. */
  readonly memory:
    | {
        readonly perWorkerBytes: number
        readonly callerBytes: number
        readonly peakBytes: number
        /** `'proc'`: the kernel's peak of the worker, and looks at its children; `'ps'`: looks alone. */
        readonly source: MemorySource
      }
    | undefined
  /** What the results take in memory and, before compression, in a file. */
  readonly result:
    | {
        readonly outputs: readonly OutputEstimate[]
        readonly bytesPerPoint: number
        readonly memoryBytes: number
        readonly diskBytes: number
      }
    | undefined
  /** What could not be estimated, a sentence each. */
  readonly notEstimated: readonly string[]
}
