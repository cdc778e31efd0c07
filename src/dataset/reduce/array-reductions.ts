import type { DataArray } from '../data-array.ts'
import type { Scalar } from '../element/decode.ts'
import type { AnyTypes, MeanOf, Name, With, Without } from '../types.ts'
import type { ReduceOptions, StdOptions } from './reduce.ts'
import { quantileReducer, type Reducer, reducerOf } from './reducer.ts'

/** The reductions of an array: each gives an array without the dims that were reduced. */
export abstract class ArrayReductions<
  C extends Record<string, unknown> = AnyTypes,
  T = Scalar,
  D extends string = 'case' | `${string}_dim_${number}`,
> {
  protected abstract reduced<C2 extends Record<string, unknown>, T2, D2 extends string>(
    reducer: Reducer,
    dims: string | readonly string[] | undefined,
  ): DataArray<C2, T2, D2>

  /** Mean over one dim, several, or all; missing elements are left out, the mean of nothing is missing. */
  mean<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, MeanOf<T>, Exclude<D, R>> {
    return this.reduced(reducerOf('mean', options), dims)
  }

  /** Sum over one dim, several, or all; the sum of nothing is 0. Sums of integers and booleans are `int64`, exact up to 2^53. */
  sum<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, number, Exclude<D, R>> {
    return this.reduced(reducerOf('sum', options), dims)
  }

  /** Least element over one dim, several, or all; keeps the kind. */
  min<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, T, Exclude<D, R>> {
    return this.reduced(reducerOf('min', options), dims)
  }

  /** Greatest element over one dim, several, or all; keeps the kind. */
  max<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, T, Exclude<D, R>> {
    return this.reduced(reducerOf('max', options), dims)
  }

  /** Standard deviation over one dim, several, or all; `ddof: 1` estimates it from a sample. */
  std<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: StdOptions,
  ): DataArray<Without<C, R>, number, Exclude<D, R>> {
    return this.reduced(reducerOf('std', options), dims)
  }

  /** Variance over one dim, several, or all; `ddof: 1` estimates it from a sample. */
  var<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: StdOptions,
  ): DataArray<Without<C, R>, number, Exclude<D, R>> {
    return this.reduced(reducerOf('var', options), dims)
  }

  /** Median over one dim, several, or all. */
  median<R extends Name<C> | D = never>(
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<Without<C, R>, MeanOf<T>, Exclude<D, R>> {
    return this.reduced(reducerOf('median', options), dims)
  }

  /**
   * Quantiles over one dim, several, or all; between two elements linearly, as numpy's default. A list of quantiles adds the
   * first dim `quantile`, one quantile leaves it as a single value.
   */
  quantile<R extends Name<C> | D = never>(
    q: number | readonly number[],
    dims?: R | readonly R[],
    options?: ReduceOptions,
  ): DataArray<With<Without<C, R>, 'quantile', number>, MeanOf<T>, Exclude<D, R>> {
    return this.reduced(quantileReducer(q, options), dims)
  }

  /** Number of elements that are not missing, over one dim, several, or all. */
  count<R extends Name<C> | D = never>(dims?: R | readonly R[]): DataArray<Without<C, R>, number, Exclude<D, R>> {
    return this.reduced(reducerOf('count'), dims)
  }
}
