import type { Dataset } from '../dataset.ts'
import type { AnyTypes, BareDims, Counts, Extremes, Means, Name, Sums, With, Without } from '../types.ts'
import type { ReduceOptions, StdOptions } from './reduce.ts'
import { quantileReducer, type Reducer, reducerOf } from './reducer.ts'

/** The reductions of a dataset: each gives a dataset without the dims that were reduced. */
export abstract class DatasetReductions<
  C extends Record<string, unknown> = AnyTypes,
  V extends Record<string, unknown> = AnyTypes,
  D extends string = BareDims<V>,
> {
  protected abstract reduced<C2 extends Record<string, unknown>, V2 extends Record<string, unknown>, D2 extends string>(
    reducer: Reducer,
    dims: string | readonly string[] | undefined,
  ): Dataset<C2, V2, D2>

  /** Mean of every variable over one dim, several, or all. Variables of strings along these dims are left out. */
  mean<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Means<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('mean', options), dims)
  }

  /** Sum of every variable over one dim, several, or all. Variables of strings or dates along these dims are left out. */
  sum<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Sums<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('sum', options), dims)
  }

  /** Least element of every variable over one dim, several, or all. Variables of strings along these dims are left out. */
  min<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Extremes<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('min', options), dims)
  }

  /** Greatest element of every variable over one dim, several, or all. Variables of strings along these dims are left out. */
  max<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Extremes<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('max', options), dims)
  }

  /** Standard deviation of every variable over one dim, several, or all. Variables of strings or dates along these dims are left out. */
  std<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: StdOptions,
  ): Dataset<Without<C, R>, Sums<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('std', options), dims)
  }

  /** Variance of every variable over one dim, several, or all. Variables of strings or dates along these dims are left out. */
  var<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: StdOptions,
  ): Dataset<Without<C, R>, Sums<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('var', options), dims)
  }

  /** Median of every variable over one dim, several, or all. Variables of strings along these dims are left out. */
  median<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<Without<C, R>, Means<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('median', options), dims)
  }

  /**
   * Quantiles of every variable over one dim, several, or all; between two elements linearly, as numpy's default. A list of
   * quantiles adds the dim `quantile`, one quantile leaves it as a single value.
   *
   * @example
   * ```ts
   * ds.quantile([0.25, 0.5, 0.75], 'seed').sel({ quantile: 0.5 })
   * ```
   */
  quantile<R extends Name<C> | D = never>(
    q: number | readonly number[],
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): Dataset<With<Without<C, R>, 'quantile', number>, Means<V>, Exclude<D, R>> {
    return this.reduced(quantileReducer(q, options), dims)
  }

  /** Number of elements that are not missing in every variable, over one dim, several, or all. */
  count<R extends Name<C> | D = never>(dims?: R | readonly R[]): Dataset<Without<C, R>, Counts<V>, Exclude<D, R>> {
    return this.reduced(reducerOf('count'), dims)
  }
}
