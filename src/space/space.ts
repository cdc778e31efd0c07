/** One assignment of values to all parameters of a space. */
export type Point = Readonly<Record<string, unknown>>

/** Values of one axis: an array-like that can say any element in O(1). Arrays, typed arrays and `Sequence` all are. */
export interface AxisValues<T = unknown> extends Iterable<T> {
  readonly length: number
  at(index: number): T | undefined
}

/** A named axis of a space. */
export interface Axis {
  readonly name: string
  readonly values: AxisValues
}

/** Explicit points: `size` rows over the same names. */
export interface Cases {
  readonly names: readonly string[]
  readonly columns: Readonly<Record<string, readonly unknown[]>>
  readonly size: number
}

/**
 * A parameter space: every case × every combination of the axes. A pure function from index to point, so everybody who
 * holds its description computes any point by itself. Row-major: the last axis varies fastest.
 */
export interface Space {
  /** Parameter names: those of the cases, then the axes in the order given. */
  readonly names: readonly string[]
  readonly cases: Cases | undefined
  readonly axes: readonly Axis[]
  /** Lengths: the number of cases first when there are cases, then each axis. */
  readonly shape: readonly number[]
  /** Number of points, at most 2^53 − 1. */
  readonly size: number
  /** The point at `index`, in O(axes). */
  pointAt(index: number): Point
  /** Position along each entry of `shape`. */
  positionAt(index: number): number[]
  /** Canonical bytes of the point's values: the same for equal points whatever the order of names, in any space. */
  keyBytesAt(index: number): Uint8Array
  /** How many points before `index` have the same key: 0 unless cases repeat. */
  repeatsBefore(index: number): number
  /** Plain data from which `openSpace` makes the same space in another process. */
  readonly description: SpaceDescription
}

/** A space as plain data; sequences stay a few numbers, however long they are. */
export interface SpaceDescription {
  readonly version: 1
  readonly cases?: { readonly names: readonly string[]; readonly columns: Readonly<Record<string, readonly unknown[]>> }
  readonly axes: readonly { readonly name: string; readonly values: AxisDescription }[]
}

/** Axis values as plain data. */
export type AxisDescription =
  | { readonly kind: 'list'; readonly values: readonly unknown[] | Float64Array }
  | { readonly kind: 'range'; readonly start: number; readonly step: number; readonly length: number }
  | { readonly kind: 'linspace'; readonly start: number; readonly stop: number; readonly length: number }
  | { readonly kind: 'geomspace'; readonly start: number; readonly stop: number; readonly length: number }
  | {
      readonly kind: 'logspace'
      readonly start: number
      readonly stop: number
      readonly base: number
      readonly length: number
    }
