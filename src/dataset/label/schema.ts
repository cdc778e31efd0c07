import { OutputError } from '../../errors/index.ts'
import { sizeOf } from '../element/dtype.ts'
import type { Block, Column, DType } from '../variable.ts'

/** What is known of an output so far. */
export interface OutputSpec {
  readonly name: string
  /** `undefined` while every point gave nothing: `null`, `undefined` or NaN. */
  readonly dtype: DType | undefined
  /** Shape of one point's value; `undefined` while it is not known. */
  readonly shape: readonly number[] | undefined
}

/** Names, kinds and shapes of the outputs of a sweep, as the blocks that came so far tell them. */
export interface OutputSchema {
  readonly outputs: readonly OutputSpec[]
}

/** A schema that knows the names alone. */
export function createSchema(names: readonly string[]): OutputSchema {
  return { outputs: names.map((name) => ({ name, dtype: undefined, shape: undefined })) }
}

/**
 * The schema after one more block; the same object when the block tells nothing new. Throws `OutputError` when names, kinds
 * or shapes contradict. A `float64` column without a single value fits any kind, and `int64` together with `float64` is
 * `float64`, whichever comes first: whether a block of numbers happens to be whole must not decide.
 */
export function reconcileSchema(schema: OutputSchema | undefined, block: Block): OutputSchema {
  const count = countOf(block)
  const known = schema ?? createSchema(block.columns.map(({ name }) => name))
  checkNames(known, block)
  let changed = schema === undefined
  const outputs = known.outputs.map((spec) => {
    const column = block.columns.find(({ name }) => name === spec.name) as Column
    checkLength(column, count)
    const merged = merge(spec, column)
    changed ||= merged !== spec
    return merged
  })
  return changed ? { outputs } : known
}

/** Number of points of a block. */
export function countOf({ indices }: Block): number {
  return indices instanceof Float64Array ? indices.length : indices.hi - indices.lo
}

/** True for a column of points that all gave nothing. */
export function isVoid({ dtype, values, missing }: Column): boolean {
  if (dtype !== 'float64') return false
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]) && missing?.[i] !== 1) return false
  return true
}

function checkNames({ outputs }: OutputSchema, { columns }: Block): void {
  const names = columns.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new OutputError(`Output \`${twice}\` came twice.\nGive every output a name of its own.`)
  const wanted = outputs.map(({ name }) => name)
  const absent = wanted.filter((name) => !names.includes(name))
  const extra = names.filter((name) => !wanted.includes(name))
  if (absent.length === 0 && extra.length === 0) return
  throw new OutputError(
    `Points gave the outputs ${listOf(names)}, but ${listOf(wanted)} were expected.\n` +
      'Return the same names from every point, with null where there is no value.',
  )
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? '(none)' : names.map((name) => `\`${name}\``).join(', ')
}

function checkLength({ name, values, shape }: Column, count: number): void {
  const wanted = count * sizeOf(shape)
  if (values.length === wanted) return
  throw new OutputError(
    `Output \`${name}\` came with ${values.length} elements for ${count} points of shape ${renderShape(shape)}, which need ${wanted}.\n` +
      'Whatever made this block counts wrong.',
  )
}

function merge(spec: OutputSpec, column: Column): OutputSpec {
  const sameShape = spec.shape !== undefined && equalShapes(spec.shape, column.shape)
  if (spec.dtype === column.dtype && sameShape) return spec
  if (isVoid(column)) return mergeVoid(spec, column, sameShape)
  if (spec.shape !== undefined && !sameShape) throw shapeError(spec, column)
  const dtype = spec.dtype === undefined ? column.dtype : jointKind(spec.dtype, column.dtype)
  if (dtype === undefined) {
    throw new OutputError(
      `Output \`${spec.name}\` is ${column.dtype} in some points and ${spec.dtype} in others.\n` +
        'Return one kind of value from every point, with null where there is none.',
    )
  }
  return dtype === spec.dtype ? spec : { name: spec.name, dtype, shape: column.shape }
}

/** A column without values tells its shape, unless it is the one of plain nulls. */
function mergeVoid(spec: OutputSpec, column: Column, sameShape: boolean): OutputSpec {
  const isOfNoPoints = column.values.length === 0 && !column.shape.includes(0)
  if (column.shape.length === 0 || isOfNoPoints || sameShape) return spec
  if (spec.shape !== undefined) throw shapeError(spec, column)
  return { ...spec, shape: column.shape }
}

function shapeError(spec: OutputSpec, column: Column): OutputError {
  return new OutputError(
    `Output \`${spec.name}\` has shape ${renderShape(column.shape)} in some points and ${renderShape(spec.shape ?? [])} in others.\n` +
      'Return arrays of one shape from every point: pad them, or return them under several names.',
  )
}

/** The kind of values of both kinds together; `undefined` where there is none. */
export function jointKind(a: DType, b: DType): DType | undefined {
  if (a === b) return a
  return (a === 'int64' && b === 'float64') || (a === 'float64' && b === 'int64') ? 'float64' : undefined
}

function equalShapes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, d) => length === b[d])
}

function renderShape(shape: readonly number[]): string {
  return shape.length === 0 ? '() (a single value)' : `(${shape.join(', ')})`
}
