import { concatDatasets } from '../combine/concat.ts'
import { Dataset } from '../dataset.ts'
import type { DatasetParts } from '../parts.ts'
import type { ReduceOptions, StdOptions } from '../reduce/reduce.ts'
import { quantileReducer, type Reducer, reducerOf } from '../reduce/reducer.ts'
import { checkDataset, checkFunction } from '../refuse.ts'
import { takeParts } from '../shape/reshape.ts'
import type {
  Counts,
  Deviations,
  ElementOf,
  Extremes,
  Grouped,
  Less,
  Means,
  Medians,
  Name,
  Sums,
  With,
} from '../types.ts'
import { type Groups, indexersOf, keyAt, reduceGroupedParts } from './groups.ts'

/**
 * A dataset in groups of equal keys: reductions go over the rows of each group and leave a dim of the keys, in ascending
 * order. Iterate for the groups themselves.
 *
 * @example
 * ```ts
 * for (const [L, part] of ds.groupBy('L')) console.log(L, part.get('m').mean().item())
 * ```
 */
export class DatasetGroups<
  C extends Record<string, unknown>,
  V extends Record<string, unknown>,
  D extends string,
  N extends Name<C> | Name<V>,
> {
  /** For the compiler alone: groups of a dataset are groups of a wider one where the dataset is. */
  declare protected readonly types?: [Partial<C>, Partial<V>]
  readonly #parts: DatasetParts
  readonly #groups: Groups

  constructor(parts: DatasetParts, groups: Groups) {
    this.#parts = parts
    this.#groups = groups
  }

  /** The keys, ascending. */
  get keys(): readonly ElementOf<C, V, N>[] {
    return Array.from({ length: this.size }, (_, group) => keyAt(this.#groups, group) as ElementOf<C, V, N>)
  }

  /** Number of groups. */
  get size(): number {
    return this.#groups.sizes.length
  }

  /** Each key with its part of the dataset. */
  *[Symbol.iterator](): IterableIterator<[key: ElementOf<C, V, N>, part: Dataset<C, V, D>]> {
    for (const [group, key] of this.keys.entries()) {
      yield [key, new Dataset(takeParts(this.#parts, indexersOf(this.#groups, group)))]
    }
  }

  /** A dataset made of each group, one after the other along the dim they have, or along a new dim of the keys. */
  map<C2 extends Record<string, unknown>, V2 extends Record<string, unknown>, D2 extends string>(
    fn: (part: Dataset<C, V, D>, key: ElementOf<C, V, N>) => Dataset<C2, V2, D2>,
  ): Dataset<C2, V2, D2> {
    const { dim, name, keys } = this.#groups
    checkFunction('map', fn)
    const made = [...this].map(([key, part]) => fn(part, key))
    for (const each of made) checkDataset('what the function of `map` gives', each)
    const stay = made.some(({ sizes }) => Object.hasOwn(sizes, dim))
    return new Dataset(stay ? concatDatasets(made, dim) : concatDatasets(made, name, keys))
  }

  /** Mean of each group. */
  mean(options?: ReduceOptions): Dataset<Grouped<C, V, N>, Means<Less<V, N>>, D> {
    return this.#reduced(reducerOf('mean', options))
  }

  /** Sum of each group. */
  sum(options?: ReduceOptions): Dataset<Grouped<C, V, N>, Sums<Less<V, N>>, D> {
    return this.#reduced(reducerOf('sum', options))
  }

  /** Least element of each group. */
  min(options?: ReduceOptions): Dataset<Grouped<C, V, N>, Extremes<Less<V, N>>, D> {
    return this.#reduced(reducerOf('min', options))
  }

  /** Greatest element of each group. */
  max(options?: ReduceOptions): Dataset<Grouped<C, V, N>, Extremes<Less<V, N>>, D> {
    return this.#reduced(reducerOf('max', options))
  }

  /** Standard deviation of each group. */
  std(options?: StdOptions): Dataset<Grouped<C, V, N>, Deviations<Less<V, N>>, D> {
    return this.#reduced(reducerOf('std', options))
  }

  /** Variance of each group. */
  var(options?: StdOptions): Dataset<Grouped<C, V, N>, Deviations<Less<V, N>>, D> {
    return this.#reduced(reducerOf('var', options))
  }

  /** Median of each group. */
  median(options?: ReduceOptions): Dataset<Grouped<C, V, N>, Medians<Less<V, N>>, D> {
    return this.#reduced(reducerOf('median', options))
  }

  /** Quantiles of each group; a list of them adds the dim `quantile`. */
  quantile(
    q: number | readonly number[],
    options?: ReduceOptions,
  ): Dataset<With<Grouped<C, V, N>, 'quantile', number>, Medians<Less<V, N>>, D> {
    return this.#reduced(quantileReducer(q, options))
  }

  /** Number of elements of each group that are not missing. */
  count(): Dataset<Grouped<C, V, N>, Counts<Less<V, N>>, D> {
    return this.#reduced(reducerOf('count'))
  }

  #reduced<C2 extends Record<string, unknown>, V2 extends Record<string, unknown>, D2 extends string>(
    reducer: Reducer,
  ): Dataset<C2, V2, D2> {
    return new Dataset(reduceGroupedParts(this.#parts, this.#groups, reducer))
  }
}
