import type { Scalar } from '../element/decode.ts'
import { type Joined, joinDims } from '../join/join.ts'
import { reindex } from '../join/reindex.ts'
import type { DataArrayParts, DatasetParts, Variables } from '../parts.ts'
import { checkArray, wrongArgument } from '../refuse.ts'
import type { FunctionOf } from '../types.ts'
import type { Variable } from '../variable.ts'
import { type ListLike, type VariableOptions, variableOf } from '../variable-of.ts'

/** Values with the dims they lie over. */
export interface DimmedValues<T = unknown> extends VariableOptions {
  readonly values: ListLike & Iterable<T>
}

/** What can become a variable or coordinate. */
export type Given = DataArrayParts | Variable | DimmedValues | Scalar

/** The same, or a function of what it is assigned to. */
export type Assignable<Target> = Given | FunctionOf<Target, Given>

/** What functions give in their place. */
export function resolveFunctions(
  given: Readonly<Record<string, unknown>>,
  target: unknown,
): Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null) {
    throw wrongArgument('what is assigned to be an object of names and values', given)
  }
  const entries = Object.entries(given).map(([name, each]) => [name, typeof each === 'function' ? each(target) : each])
  return Object.fromEntries(entries)
}

/** Adds or replaces variables or coordinates. Arrays are brought to the labels that the dataset had before; new dims are added. */
export function assignAll(
  parts: DatasetParts,
  given: Readonly<Record<string, unknown>>,
  kind: 'vars' | 'coords',
): DatasetParts {
  let [sizes, coords, vars] = [parts.sizes, parts.coords, parts.vars]
  for (const [name, value] of Object.entries(given)) {
    refuseOtherKind(name, parts, kind)
    const array = arrayOf(name, value, { parts, kind })
    const own = Object.fromEntries(array.variable.dims.map((dim, d) => [dim, array.variable.shape[d] ?? 0]))
    const known = { sizes, coords: { ...coords, ...parts.coords } }
    const joined = joinDims([known, { sizes: own, coords: array.coords }], 'left')
    sizes = { ...sizes, ...joined.sizes }
    coords = { ...aligned(array.coords, joined), ...coords }
    const variable = reindex(array.variable, joined.placements[1] ?? new Map())
    if (kind === 'vars') vars = { ...vars, [name]: variable }
    else coords = { ...coords, [name]: variable }
  }
  return { ...parts, sizes, coords, vars }
}

function refuseOtherKind(name: string, { coords, vars }: DatasetParts, kind: 'vars' | 'coords'): void {
  if (kind === 'vars' && Object.hasOwn(coords, name)) {
    throw new TypeError(`\`${name}\` is a coordinate: replace it with \`assignCoords\`.`)
  }
  if (kind === 'coords' && Object.hasOwn(vars, name)) {
    throw new TypeError(
      `\`${name}\` is a variable: replace it with \`assign\`, or leave it out with \`dropVars\` first.`,
    )
  }
}

function arrayOf(
  name: string,
  value: unknown,
  { parts, kind }: { parts: DatasetParts; kind: 'vars' | 'coords' },
): DataArrayParts {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    if ('variable' in value) {
      checkArray(`what \`${name}\` becomes`, value)
      return value
    }
    if (isVariable(value)) return { name, variable: value, coords: {} }
    if ('dims' in value && 'values' in value) {
      const { values, ...options } = value as DimmedValues
      return { name, variable: variableOf(values, options), coords: {} }
    }
    if (Symbol.iterator in value && 'length' in value) {
      const isDim = kind === 'coords' && Object.hasOwn(parts.sizes, name)
      if (!isDim) throw new TypeError(`Expected values of \`${name}\` with their dims: { dims: ['…'], values }.`)
      return { name, variable: variableOf(value as ListLike, { dims: [name] }), coords: {} }
    }
  }
  return { name, variable: variableOf([value], { dims: [], shape: [] }), coords: {} }
}

/** Plain data that is a variable already: its values are typed or read on touch. */
function isVariable(value: object): value is Variable {
  if (!['dims', 'shape', 'dtype', 'attrs', 'values'].every((part) => part in value)) return false
  const { get } = Object.getOwnPropertyDescriptor(value, 'values') ?? {}
  return get !== undefined || (value as Variable).dtype === 'string' || ArrayBuffer.isView((value as Variable).values)
}

function aligned(coords: Variables, joined: Joined): Variables {
  const placements = joined.placements[1] ?? new Map()
  return Object.fromEntries(Object.entries(coords).map(([name, coord]) => [name, reindex(coord, placements)]))
}
