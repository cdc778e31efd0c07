import { Dataset } from '../dataset.ts'
import { checkDataset, wrongArgument } from '../refuse.ts'
import type { ListOf } from '../select/isel.ts'
import type { BareDims, With } from '../types.ts'
import { variableOf } from '../variable-of.ts'
import { concatDatasets } from './concat.ts'

/** The dim along which datasets are put one after the other: its name, or its name with the labels it gets. */
export interface ConcatDim<N extends string, T> {
  readonly dim: N
  /** One label for each position. */
  readonly values: ListOf<T>
}

/**
 * Puts datasets one after the other along a dim: one that they have, or a new one with one position for each.
 *
 * Labels along other dims become their sorted union, and what a dataset lacks is missing; kinds stay. A variable or
 * coordinate that does not have the dim stays without it where it is the same in all datasets; along a new dim every
 * variable gets it (coordinates only where they differ). A single value of the dim's name becomes its label. The first
 * attributes win. Elements in files are read when they are touched.
 *
 * @example
 * ```ts
 * const all = concat([first, second], 'seed')
 * const runs = concat([before, after], { dim: 'run', values: ['before', 'after'] })
 * ```
 */
export function concat<
  C extends Record<string, unknown>,
  V extends Record<string, unknown>,
  D extends string,
  N extends string,
>(datasets: readonly Dataset<C, V, D>[], dim: N): Dataset<C, V, D | N>
export function concat<
  C extends Record<string, unknown>,
  V extends Record<string, unknown>,
  D extends string,
  N extends string,
  T,
>(datasets: readonly Dataset<C, V, D>[], dim: ConcatDim<N, T>): Dataset<With<C, N, T>, V, D>
export function concat<C extends Record<string, unknown>, V extends Record<string, unknown>>(
  datasets: readonly Dataset<C, V, string>[],
  dim: string | ConcatDim<string, unknown>,
): Dataset<C, V, BareDims<V>> {
  for (const [i, each] of listOfDatasets(datasets).entries()) checkDataset(`dataset ${i} of \`concat\``, each)
  if (typeof dim === 'string') return new Dataset(concatDatasets(datasets, dim))
  if (typeof dim !== 'object' || dim === null || typeof dim.dim !== 'string') {
    throw wrongArgument(
      '`dim` of `concat` to be a name, or a name with labels',
      dim,
      "write 'x' or { dim: 'x', values: […] }",
    )
  }
  return new Dataset(concatDatasets(datasets, dim.dim, variableOf(dim.values, { dims: [dim.dim] })))
}

function listOfDatasets(datasets: unknown): readonly unknown[] {
  if (Array.isArray(datasets)) return datasets
  throw wrongArgument('`concat` to get a list of datasets', datasets)
}
