import type { Failure } from '../../errors/index.ts'
import { Dataset } from '../dataset.ts'
import type { Attrs, Block, Column, Labels, ResultSink, Variable } from '../variable.ts'
import { joinTargets } from './join-targets.ts'
import { type OutputPlan, planOutputs } from './plan-outputs.ts'
import { countOf, createSchema, isVoid, type OutputSchema, type OutputSpec, reconcileSchema } from './schema.ts'
import { createTarget, type Target } from './target.ts'

/** A sink that assembles a dataset in memory. */
export interface Assembler extends ResultSink {
  /** The dataset of all that was delivered; what was not is missing. */
  finish(extra: { readonly attrs: Attrs; readonly failures: readonly Failure[] }): Dataset
  /**
   * Where other threads may write final values themselves, output by output: known once blocks have shown that all outputs
   * are plain numbers, and only where `isShared` asked for it.
   */
  memory(): Readonly<Record<string, Float64Array>> | undefined
  /** Says that the values of these points were written into `memory()`. */
  arrive(indices: Block['indices']): void
}

/** How an assembler keeps what it gets. */
export interface AssemblerOptions {
  /** Names of the outputs where they are known beforehand; otherwise the first block says them. */
  readonly expected?: readonly string[] | undefined
  /** Numbers lie in memory that threads can share. */
  readonly isShared?: boolean
}

/**
 * A sink that puts blocks of results into their places in final arrays, in any order.
 */
export function createAssembler(labels: Labels, { expected, isShared = false }: AssemblerOptions = {}): Assembler {
  const points = labels.dims.reduce((size, dim) => size * dim.size, 1)
  const targets = new Map<string, Target>()
  let schema = expected === undefined ? undefined : createSchema(expected)
  return {
    write(block) {
      checkIndices(block, points)
      const next = reconcileSchema(schema, block)
      if (next !== schema) {
        planOutputs(labels, next)
        prepareTargets(targets, next, { points, isShared })
        schema = next
      }
      for (const column of block.columns) putColumn(targets.get(column.name), block, column)
    },
    memory() {
      if (schema === undefined || schema.outputs.length === 0) return undefined
      const shared = schema.outputs.map(({ name }) => [name, targets.get(name)?.shared] as const)
      if (!shared.every((entry): entry is readonly [string, Float64Array] => entry[1] !== undefined)) return undefined
      return Object.fromEntries(shared)
    },
    arrive(indices) {
      for (const target of targets.values()) target.arrive(indices)
    },
    finish({ attrs, failures }) {
      const final: OutputSchema = schema ?? { outputs: [] }
      const plan = planOutputs(labels, final)
      const vars = final.outputs.map((spec) => [spec.name, variableOfTarget(spec, plan, { targets, labels })] as const)
      return new Dataset({
        sizes: plan.sizes,
        coords: labels.coords,
        vars: Object.fromEntries(vars),
        attrs: { ...labels.attrs, ...attrs },
        failures,
      })
    },
  }
}

function checkIndices({ indices }: Block, points: number): void {
  const wrong = indices instanceof Float64Array ? firstOutside(indices, points) : outside(indices, points)
  if (wrong === undefined) return
  throw new TypeError(`Expected \`indices\` of the block to lie in [0, ${points}), got ${wrong}.`)
}

function firstOutside(indices: Float64Array, points: number): number | undefined {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number
    if (!(index >= 0 && index < points) || Math.floor(index) !== index) return index
  }
  return undefined
}

function outside({ lo, hi }: { readonly lo: number; readonly hi: number }, points: number): string | undefined {
  const isRange = Number.isInteger(lo) && Number.isInteger(hi) && lo >= 0 && lo <= hi && hi <= points
  return isRange ? undefined : `[${lo}, ${hi})`
}

/** Makes room for outputs whose kind has become known; all new room is there before any old target changes. */
function prepareTargets(
  targets: Map<string, Target>,
  { outputs }: OutputSchema,
  room: { readonly points: number; readonly isShared: boolean },
): void {
  const fresh: [string, Target][] = []
  for (const { name, dtype, shape } of outputs) {
    const known = targets.get(name)
    if (dtype === undefined || (known !== undefined && (known.dtype === dtype || dtype !== 'complex128'))) continue
    const target = createTarget({ name, dtype, shape: shape ?? [], ...room })
    fresh.push([name, known === undefined ? target : joinTargets(known, target)])
  }
  for (const { name, dtype } of outputs) if (dtype === 'float64') targets.get(name)?.toFloat()
  for (const [name, target] of fresh) targets.set(name, target)
}

function putColumn(target: Target | undefined, block: Block, column: Column): void {
  if (target === undefined || countOf(block) === 0) return
  if (column.dtype !== target.dtype && isVoid(column)) return
  if (column.shape.length !== target.shape.length) return
  target.put(block.indices, column)
}

function variableOfTarget(
  spec: OutputSpec,
  plan: OutputPlan,
  { targets, labels }: { readonly targets: ReadonlyMap<string, Target>; readonly labels: Labels },
): Variable {
  const attrs = Object.hasOwn(labels.varAttrs, spec.name) ? (labels.varAttrs[spec.name] ?? {}) : {}
  const shape = plan.shapes[spec.name] ?? []
  const dims = plan.dims[spec.name] ?? []
  const target = targets.get(spec.name) ?? createTarget({ name: spec.name, dtype: 'float64', shape, points: 1 })
  return { dims, shape, dtype: target.dtype, attrs, ...target.elements() }
}
