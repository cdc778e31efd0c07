import { allocate, type BigKind } from '../element/dtype.ts'
import type { BigValues, Elements, Variable } from '../variable.ts'
import { forEachSlab } from './chunks.ts'
import { type Kernel, type RunPlan, runWalker } from './runs.ts'

/** The reductions of bigints that give bigints. */
export type BigReduction = 'sum' | 'min' | 'max'

/** Consecutive bigints with marks of the missing ones. */
interface BigChunk extends Elements {
  readonly length: number
  readonly values: BigValues
}

const combiners: Readonly<Record<BigReduction, (a: bigint, b: bigint) => bigint>> = {
  sum: (a, b) => a + b,
  min: (a, b) => (b < a ? b : a),
  max: (a, b) => (b > a ? b : a),
}

/** Reduces bigints exactly. Throws `TypeError` where a sum is beyond the kind. */
export function reduceBig(
  variable: Variable,
  reduction: BigReduction,
  { plan, skipMissing }: { readonly plan: RunPlan; readonly skipMissing: boolean },
): Elements {
  const results = new Array<bigint | undefined>(plan.outputSize).fill(undefined)
  const present = new Float64Array(plan.outputSize)
  const walk = runWalker(plan, kernelOf(combiners[reduction], results, present))
  forEachSlab(variable, ({ values, missing }) =>
    walk({ length: values.length, values: values as BigValues, ...(missing === undefined ? {} : { missing }) }),
  )
  const final = results.map((result, i) => {
    if (!skipMissing && (present[i] as number) < plan.reducedSize(i)) return undefined
    return result ?? (reduction === 'sum' ? 0n : undefined)
  })
  return elementsOf(final, variable.dtype as BigKind)
}

function kernelOf(
  combine: (a: bigint, b: bigint) => bigint,
  results: (bigint | undefined)[],
  present: Float64Array,
): Kernel<BigChunk> {
  const take = ({ values, missing }: BigChunk, i: number, output: number): void => {
    if (missing?.[i] === 1) return
    const [before, value] = [results[output], values[i] as bigint]
    results[output] = before === undefined ? value : combine(before, value)
    present[output] = (present[output] as number) + 1
  }
  return {
    reduced(chunk, at, count, output) {
      for (let i = at; i < at + count; i++) take(chunk, i, output)
    },
    kept(chunk, at, count, output) {
      for (let i = 0; i < count; i++) take(chunk, at + i, output + i)
    },
  }
}

function elementsOf(results: readonly (bigint | undefined)[], dtype: BigKind): Elements {
  const values = allocate(dtype, results.length) as BigValues
  const missing = new Uint8Array(results.length)
  for (const [i, result] of results.entries()) {
    if (result === undefined) {
      missing[i] = 1
      continue
    }
    values[i] = result
    if (values[i] !== result) throw beyond(result, dtype)
  }
  return missing.includes(1) ? { values, missing } : { values }
}

function beyond(result: bigint, dtype: BigKind): TypeError {
  return new TypeError(
    `The sum ${result}n is beyond the range of kind ${dtype}: take \`mean\`, or add up the bigints of \`toArray()\`.`,
  )
}
