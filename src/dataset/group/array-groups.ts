import { DataArray } from '../data-array.ts'
import { arrayOfParts, type DataArrayParts, partsOfArray } from '../parts.ts'
import type { ReduceOptions, StdOptions } from '../reduce/reduce.ts'
import { quantileReducer, type Reducer, reducerOf, refuseKind } from '../reduce/reducer.ts'
import { takeParts } from '../shape/reshape.ts'
import type { MeanOf, SumOf, With } from '../types.ts'
import { type Groups, indexersOf, keyAt, reduceGroupedParts } from './groups.ts'

/** An array in groups of equal keys: reductions go over the elements of each group and leave a dim of the keys, ascending. */
export class ArrayGroups<C extends Record<string, unknown>, T, D extends string, N extends string, K> {
  readonly #array: DataArrayParts
  readonly #groups: Groups

  constructor(array: DataArrayParts, groups: Groups) {
    this.#array = array
    this.#groups = groups
  }

  /** The keys, ascending. */
  get keys(): readonly K[] {
    return Array.from({ length: this.size }, (_, group) => keyAt(this.#groups, group) as K)
  }

  /** Number of groups. */
  get size(): number {
    return this.#groups.sizes.length
  }

  /** Each key with its part of the array. */
  *[Symbol.iterator](): IterableIterator<[key: K, part: DataArray<C, T, D>]> {
    const parts = partsOfArray(this.#array)
    for (const [group, key] of this.keys.entries()) {
      const part = takeParts(parts, indexersOf(this.#groups, group))
      yield [key, new DataArray(arrayOfParts(this.#array.name, part))]
    }
  }

  /** Mean of each group. */
  mean(options?: ReduceOptions): DataArray<With<C, N, K>, MeanOf<T>, D> {
    return this.#reduced(reducerOf('mean', options))
  }

  /** Sum of each group. */
  sum(options?: ReduceOptions): DataArray<With<C, N, K>, SumOf<T>, D> {
    return this.#reduced(reducerOf('sum', options))
  }

  /** Least element of each group. */
  min(options?: ReduceOptions): DataArray<With<C, N, K>, T, D> {
    return this.#reduced(reducerOf('min', options))
  }

  /** Greatest element of each group. */
  max(options?: ReduceOptions): DataArray<With<C, N, K>, T, D> {
    return this.#reduced(reducerOf('max', options))
  }

  /** Standard deviation of each group. */
  std(options?: StdOptions): DataArray<With<C, N, K>, number, D> {
    return this.#reduced(reducerOf('std', options))
  }

  /** Variance of each group. */
  var(options?: StdOptions): DataArray<With<C, N, K>, number, D> {
    return this.#reduced(reducerOf('var', options))
  }

  /** Median of each group. */
  median(options?: ReduceOptions): DataArray<With<C, N, K>, MeanOf<T>, D> {
    return this.#reduced(reducerOf('median', options))
  }

  /** Quantiles of each group; a list of them adds the dim `quantile`. */
  quantile(
    q: number | readonly number[],
    options?: ReduceOptions,
  ): DataArray<With<With<C, N, K>, 'quantile', number>, MeanOf<T>, D> {
    return this.#reduced(quantileReducer(q, options))
  }

  /** Number of elements of each group that are not missing. */
  count(): DataArray<With<C, N, K>, number, D> {
    return this.#reduced(reducerOf('count'))
  }

  #reduced<C2 extends Record<string, unknown>, T2, D2 extends string>(reducer: Reducer): DataArray<C2, T2, D2> {
    refuseKind(this.#array, reducer)
    const parts = reduceGroupedParts(partsOfArray(this.#array), this.#groups, reducer)
    return new DataArray(arrayOfParts(this.#array.name, parts))
  }
}
