import { OutputError } from '../../errors/index.ts'
import type { Labels } from '../variable.ts'
import type { OutputSchema, OutputSpec } from './schema.ts'

/** Where the outputs of a sweep lie. */
export interface OutputPlan {
  /** Length of each dim: those of the space, then inner dims, then dims that only coordinates have. */
  readonly sizes: Readonly<Record<string, number>>
  /** Dims of each output: those of the space, then its inner dims. */
  readonly dims: Readonly<Record<string, readonly string[]>>
  /** Lengths of those dims. */
  readonly shapes: Readonly<Record<string, readonly number[]>>
}

/** Names the dims of every output. Throws `OutputError` where names collide or lengths contradict. */
export function planOutputs(labels: Labels, schema: OutputSchema): OutputPlan {
  const lengths = new Map(
    labels.dims.map(({ name, size }) => [name, { length: size, from: `dim \`${name}\` of the space` }]),
  )
  const space = new Set(lengths.keys())
  const coordLengths = lengthsOf(labels)
  const dims: Record<string, readonly string[]> = {}
  const shapes: Record<string, readonly number[]> = {}
  for (const spec of schema.outputs) {
    checkName(spec.name, labels)
    const shape = spec.shape ?? declaredShape(spec, labels, coordLengths)
    const inner = innerDims(spec.name, shape, labels)
    for (const [d, dim] of inner.entries()) {
      if (space.has(dim)) throw collision(`Inner dim \`${dim}\` of output \`${spec.name}\``, 'a dim of the space')
      const length = shape[d] ?? 0
      const known = lengths.get(dim) ?? coordLengths.get(dim)
      if (known !== undefined && known.length !== length)
        throw lengthError(spec.name, dim, { length, ...renamed(known) })
      lengths.set(dim, { length, from: `output \`${spec.name}\`` })
    }
    dims[spec.name] = [...space, ...inner]
    shapes[spec.name] = [...labels.dims.map(({ size }) => size), ...shape]
  }
  for (const [dim, known] of coordLengths) if (!lengths.has(dim)) lengths.set(dim, known)
  return { sizes: Object.fromEntries([...lengths].map(([dim, { length }]) => [dim, length])), dims, shapes }
}

interface KnownLength {
  readonly length: number
  readonly from: string
}

function renamed({ length, from }: KnownLength): { readonly other: number; readonly from: string } {
  return { other: length, from }
}

function lengthsOf({ coords }: Labels): Map<string, KnownLength> {
  const lengths = new Map<string, KnownLength>()
  for (const [name, coord] of Object.entries(coords)) {
    for (const [d, dim] of coord.dims.entries()) {
      if (!lengths.has(dim)) lengths.set(dim, { length: coord.shape[d] ?? 0, from: `coordinate \`${name}\`` })
    }
  }
  return lengths
}

function checkName(name: string, { dims, coords }: Labels): void {
  if (dims.some((dim) => dim.name === name)) throw collision(`Output \`${name}\``, 'a dim of the space')
  if (Object.hasOwn(coords, name)) throw collision(`Output \`${name}\``, 'a coordinate')
}

function collision(what: string, other: string): OutputError {
  return new OutputError(`${what} has the name of ${other}.\nGive it another name.`)
}

/** The shape of an output that no point has given: what its declared dims' coordinates say, else a single value. */
function declaredShape(spec: OutputSpec, labels: Labels, lengths: ReadonlyMap<string, KnownLength>): readonly number[] {
  const shape = (labels.innerDims[spec.name] ?? []).map((dim) => lengths.get(dim)?.length)
  return shape.every((length) => length !== undefined) ? shape : []
}

function innerDims(name: string, shape: readonly number[], labels: Labels): readonly string[] {
  const declared = Object.hasOwn(labels.innerDims, name) ? labels.innerDims[name] : undefined
  if (declared === undefined) return shape.map((_, d) => `${name}_dim_${d}`)
  if (declared.length === shape.length) return declared
  if (shape.length === 0 && declared.length > 0) return missingDims(name, declared, 'a single value')
  return missingDims(name, declared, `of shape (${shape.join(', ')})`)
}

function missingDims(name: string, declared: readonly string[], what: string): never {
  throw new OutputError(
    `Output \`${name}\` is ${what}, but \`dims\` gives it ${declared.length} inner dims: ${declared.join(', ')}.\n` +
      'Name one inner dim for each level of the array that the function returns.',
  )
}

function lengthError(
  name: string,
  dim: string,
  { length, other, from }: { readonly length: number; readonly other: number; readonly from: string },
): OutputError {
  return new OutputError(
    `Output \`${name}\` has ${length} elements along \`${dim}\`, but ${from} has ${other}.\n` +
      'Make the lengths equal, or name the inner dims apart.',
  )
}
