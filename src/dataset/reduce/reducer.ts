import type { DataArrayParts, DatasetParts, Variables } from '../parts.ts'
import { checkOptions, wrongArgument } from '../refuse.ts'
import type { DType, Variable } from '../variable.ts'
import { quantilesOf, resolveQuantiles } from './quantile.ts'
import {
  canReduce,
  type ReduceOptions,
  type Reduction,
  reduceInGroups,
  reduceVariable,
  type StdOptions,
} from './reduce.ts'
import { resolveDims, withoutDims } from './resolve-dims.ts'
import type { Grouping } from './runs.ts'

/** One way to reduce any variable. */
export interface Reducer {
  /** As it stands in messages. */
  readonly name: string
  readonly canReduce: (dtype: DType) => boolean
  readonly reduce: (variable: Variable, dims: readonly string[]) => Variable
  /** The same for the groups of the positions along one dim, in one pass; absent where each group has to be taken out. */
  readonly reduceInGroups?: (variable: Variable, dim: string, groups: Grouping) => Variable
  /** Coordinates that the results have beside those that stay. */
  readonly coords: Variables
}

/** A reduction as a reducer. */
export function reducerOf(reduction: Reduction, options: StdOptions = {}): Reducer {
  checkReduction(reduction, options)
  return {
    name: reduction,
    canReduce: (dtype) => canReduce(reduction, dtype),
    reduce: (variable, dims) => reduceVariable(variable, reduction, { ...options, dims }),
    ...(reduction === 'median'
      ? {}
      : {
          reduceInGroups: (variable, dim, groups) => reduceInGroups(variable, reduction, { ...options, dim, groups }),
        }),
    coords: {},
  }
}

/** Quantiles as a reducer: one leaves `quantile` as a single value, a list makes it the first dim. */
export function quantileReducer(q: number | readonly number[], options: ReduceOptions = {}): Reducer {
  checkReduction('quantile', options)
  const list = resolveQuantiles(q)
  const isOne = typeof q === 'number'
  const quantile: Variable = {
    dims: isOne ? [] : ['quantile'],
    shape: isOne ? [] : [list.length],
    dtype: 'float64',
    attrs: {},
    values: Float64Array.from(list),
  }
  return {
    name: 'quantile',
    canReduce: (dtype) => canReduce('median', dtype),
    reduce: (variable, dims) => {
      const quantiles = quantilesOf(variable, list, { ...options, dims })
      const { dtype, attrs, values } = quantiles
      return isOne
        ? { dims: quantiles.dims.slice(1), shape: quantiles.shape.slice(1), dtype, attrs, values }
        : quantiles
    },
    coords: { quantile },
  }
}

function checkReduction(reduction: string, options: StdOptions): void {
  checkOptions(reduction, options)
  const { skipMissing = true, ddof = 0 } = options
  if (typeof skipMissing !== 'boolean') throw wrongArgument('`skipMissing` to be true or false', skipMissing)
  if (!(Number.isFinite(ddof) && ddof >= 0)) throw wrongArgument('`ddof` to be a number from 0 up', ddof)
}

/** Reduces every variable over those of the dims that it has. What cannot be reduced is left out where it has any of them. */
export function reduceDataset(
  parts: DatasetParts,
  reducer: Reducer,
  dims: string | readonly string[] | undefined,
): DatasetParts {
  const over = resolveDims(dims, Object.keys(parts.sizes))
  const vars = Object.entries(parts.vars).flatMap(([name, variable]) => {
    const has = variable.dims.some((dim) => over.includes(dim))
    if (!reducer.canReduce(variable.dtype)) return has ? [] : [[name, variable] as const]
    const isAdding = Object.keys(reducer.coords).length > 0
    return [[name, has || !isAdding ? reducer.reduce(variable, over) : variable] as const]
  })
  const kept = Object.entries(parts.sizes).filter(([dim]) => !over.includes(dim))
  return {
    ...parts,
    sizes: { ...addedSizes(reducer), ...Object.fromEntries(kept) },
    coords: { ...withoutDims(parts.coords, over), ...reducer.coords },
    vars: Object.fromEntries(vars),
  }
}

/** Lengths of the dims that a reducer adds. */
export function addedSizes({ coords }: Reducer): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(coords).flatMap(([name, { shape }]) => shape.map((length) => [name, length])),
  )
}

/** Refuses an array of a kind that cannot be reduced so. */
export function refuseKind({ name, variable }: DataArrayParts, reducer: Reducer): void {
  if (reducer.canReduce(variable.dtype)) return
  throw new TypeError(`Expected numbers for \`${reducer.name}\` of \`${name}\`, got kind ${variable.dtype}.`)
}
