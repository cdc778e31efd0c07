import { arrayOf, type BigKind, hasNaN, isBig, isFloat, isInteger, isMissing } from '../element/dtype.ts'
import { convertVariable } from '../element/promote.ts'
import type { DType, Elements, Values, Variable } from '../variable.ts'
import { forEachChunk, type Part } from './chunks.ts'
import { type Gathered, greatest, least, squares, sums } from './kernels.ts'
import { medianOf } from './quantile.ts'
import { reduceBig } from './reduce-big.ts'
import { type Grouping, planGroups, planRuns, type RunPlan, runWalker } from './runs.ts'

/** The reductions. */
export type Reduction = 'mean' | 'sum' | 'min' | 'max' | 'std' | 'var' | 'median' | 'count'

/** The reductions that passes over the elements gather, one output at a time or all at once. */
export type PassReduction = Exclude<Reduction, 'median'>

/** How to reduce. */
export interface ReduceOptions {
  /**
   * Leave missing elements out; with `false` a single one makes the result missing.
   *
   * @default true
   */
  readonly skipMissing?: boolean
}

/** How to take a standard deviation or variance. */
export interface StdOptions extends ReduceOptions {
  /**
   * What is taken from the number of elements in the divisor: 0 for the deviation of these elements, 1 for the estimate from a sample.
   *
   * @default 0
   */
  readonly ddof?: number
}

/**
 * True where a kind can be reduced so: strings can be counted, dates also have a mean, a median, a least and a greatest,
 * complex numbers have no order and so none of the last three.
 */
export function canReduce(reduction: Reduction, dtype: DType): boolean {
  if (reduction === 'count') return true
  if (dtype === 'complex128') return !['median', 'min', 'max'].includes(reduction)
  if (dtype === 'datetime') return ['mean', 'median', 'min', 'max'].includes(reduction)
  return dtype !== 'string'
}

/** Reduces a variable over those of `dims` that it has; attributes stay. */
export function reduceVariable(
  variable: Variable,
  reduction: Reduction,
  options: StdOptions & { readonly dims: readonly string[] },
): Variable {
  if (reduction === 'median') return medianOf(variable, options)
  const { dims, shape, attrs } = variable
  const isReduced = dims.some((dim) => options.dims.includes(dim))
  // a sum of nothing is 0, but what is not reduced stays missing
  if (reduction === 'sum' && !isReduced) return convertVariable(variable, dtypeAfter(reduction, variable.dtype))
  const reduced = dims.map((dim) => options.dims.includes(dim))
  const plan = planRuns(shape, reduced)
  const kept = dims.flatMap((_, d) => (reduced[d] === true ? [] : [d]))
  const dtype = dtypeAfter(reduction, variable.dtype)
  return {
    dims: kept.map((d) => dims[d] ?? ''),
    shape: kept.map((d) => shape[d] ?? 0),
    dtype,
    attrs,
    ...reduceElements(variable, reduction, plan, options),
  }
}

/** Reduces the positions along one dim into groups; the dim keeps its place and is as long as there are groups. */
export function reduceInGroups(
  variable: Variable,
  reduction: PassReduction,
  options: StdOptions & { readonly dim: string; readonly groups: Grouping },
): Variable {
  const { dims, shape, attrs } = variable
  const axis = dims.indexOf(options.dim)
  const plan = planGroups(shape, axis, options.groups)
  return {
    dims,
    shape: shape.map((length, d) => (d === axis ? options.groups.sizes.length : length)),
    dtype: dtypeAfter(reduction, variable.dtype),
    attrs,
    ...reduceElements(variable, reduction, plan, options),
  }
}

function dtypeAfter(reduction: PassReduction, dtype: DType): DType {
  if (reduction === 'count') return 'int64'
  if (reduction === 'min' || reduction === 'max' || dtype === 'datetime' || dtype === 'float32') return dtype
  if (reduction === 'sum' && isBig(dtype)) return dtype
  if (reduction === 'sum') return isInteger(dtype) || dtype === 'bool' ? 'int64' : dtype
  return dtype === 'complex128' && reduction === 'mean' ? dtype : 'float64'
}

function reduceElements(variable: Variable, reduction: PassReduction, plan: RunPlan, options: StdOptions): Elements {
  const { dtype } = variable
  if (isBig(dtype) && (reduction === 'sum' || reduction === 'min' || reduction === 'max')) {
    return reduceBig(variable, reduction, { plan, skipMissing: options.skipMissing ?? true })
  }
  if (dtype !== 'complex128' || reduction === 'count') {
    return finish(computed(variable, reduction, plan, options), dtypeAfter(reduction, dtype))
  }
  const [real, imaginary] = (['real', 'imaginary'] as const).map((part) =>
    computed(variable, reduction, plan, { ...options, part }),
  ) as [Float64Array, Float64Array]
  if (reduction === 'std') return { values: real.map((value, i) => Math.hypot(value, imaginary[i] as number)) }
  if (reduction === 'var') return { values: real.map((value, i) => value + (imaginary[i] as number)) }
  return { values: interleave(real, imaginary) }
}

function interleave(real: Float64Array, imaginary: Float64Array): Float64Array {
  const values = new Float64Array(2 * real.length)
  for (let i = 0; i < real.length; i++) {
    values[2 * i] = real[i] as number
    values[2 * i + 1] = imaginary[i] as number
  }
  return values
}

/** How one part of the elements is reduced. */
interface PartOptions extends StdOptions {
  /** @default 'real' */
  readonly part?: Part
}

/** The results as float64, missing ones NaN. */
function computed(variable: Variable, reduction: PassReduction, plan: RunPlan, options: PartOptions): Float64Array {
  const { skipMissing = true, ddof = 0, part = 'real' } = options
  if (reduction === 'count') return counted(variable, plan)
  const gathered = passes[reduction](plan.outputSize)
  run(variable, plan, gathered, part)
  const { result, present } = gathered
  if (reduction === 'mean' || reduction === 'std' || reduction === 'var') divide(result, present, 0)
  const isSpread = reduction === 'std' || reduction === 'var'
  const spread = isSpread ? variance(variable, plan, { means: result, present, ddof, part }) : result
  const final = reduction === 'std' ? spread.map(Math.sqrt) : spread
  for (let i = 0; i < final.length; i++) {
    const seen = present[i] as number
    const none = seen === 0 && reduction !== 'sum'
    if (none || (!skipMissing && seen < plan.reducedSize(i))) final[i] = Number.NaN
  }
  return final
}

const passes = { mean: sums, sum: sums, std: sums, var: sums, min: least, max: greatest }

function run(variable: Variable, plan: RunPlan, { kernel }: Gathered, part: Part = 'real'): void {
  forEachChunk(variable, runWalker(plan, kernel), part)
}

function divide(result: Float64Array, present: Float64Array, ddof: number): void {
  for (let i = 0; i < result.length; i++) {
    const divisor = (present[i] as number) - ddof
    result[i] = divisor > 0 ? (result[i] as number) / divisor : Number.NaN
  }
}

function variance(
  variable: Variable,
  plan: RunPlan,
  { means, present, ddof, part }: { means: Float64Array; present: Float64Array; ddof: number; part: Part },
): Float64Array {
  const gathered = squares(plan.outputSize, means)
  run(variable, plan, gathered, part)
  divide(gathered.result, present, ddof)
  return gathered.result
}

function counted(variable: Variable, plan: RunPlan): Float64Array {
  const { present, kernel, result } = sums(plan.outputSize)
  if (variable.dtype !== 'string') run(variable, plan, { kernel, present, result })
  else runWalker(plan, kernel)(marks(variable))
  return present
}

/** 0 for each string that is there, NaN for each that is missing. */
function marks(elements: Elements): Float64Array {
  return Float64Array.from(elements.values as readonly string[], (_, i) =>
    isMissing('string', elements, i) ? Number.NaN : 0,
  )
}

/** Kinds whose elements are numbers. */
type NumericKind = Exclude<DType, 'string' | BigKind>

function finish(result: Float64Array, dtype: DType): Elements {
  if (dtype === 'float64' || dtype === 'datetime') return { values: result }
  if (isFloat(dtype)) return { values: Float32Array.from(result) }
  const values: Values = dtype === 'int64' ? result : new (arrayOf(dtype as NumericKind))(result)
  if (hasNaN(dtype) || !result.some(Number.isNaN)) return { values }
  const missing = Uint8Array.from(result, (value) => Number(Number.isNaN(value)))
  if (dtype === 'int64') for (const [i, mark] of missing.entries()) if (mark === 1) result[i] = 0
  return { values, missing }
}
