import type { Variable } from '../../dataset/index.ts'
import { nearestName } from '../../util/index.ts'

/** A variable that a figure can draw. */
export interface Named {
  readonly name: string
  readonly variable: Variable
  /** False for coordinates and positions along dims, which place values; true for variables, which are values. */
  readonly isValue: boolean
}

/** What a figure draws from: an array with its coordinates, or a dataset. */
export interface Source {
  /** The array itself; `undefined` for a dataset. */
  readonly own: Named | undefined
  readonly vars: Readonly<Record<string, Variable>>
  readonly coords: Readonly<Record<string, Variable>>
  readonly sizes: Readonly<Record<string, number>>
}

/** The parts of `DataArray` and `Dataset` that are needed, so that those of another copy of this package serve too. */
export type Plottable =
  | {
      readonly name: string
      readonly variable: Variable
      readonly coords: Readonly<Record<string, Variable>>
      readonly sizes: Readonly<Record<string, number>>
    }
  | {
      readonly vars: Readonly<Record<string, Variable>>
      readonly coords: Readonly<Record<string, Variable>>
      readonly sizes: Readonly<Record<string, number>>
    }

/** Tells arrays and datasets apart, and refuses anything else. */
export function sourceOf(given: Plottable): Source {
  const isObject = typeof given === 'object' && given !== null
  if (isObject && 'variable' in given) {
    const { name, variable, coords, sizes } = given
    return { own: { name, variable, isValue: true }, vars: {}, coords, sizes }
  }
  if (isObject && 'vars' in given) return { own: undefined, vars: given.vars, coords: given.coords, sizes: given.sizes }
  throw new TypeError(
    `Expected an array or a dataset to plot, got \`${String(given)}\` (${typeof given}).\nPass \`ds\` or \`ds.get('m')\`.`,
  )
}

/** The variable, coordinate, or position along a dim, of a name that an option gives. */
export function findNamed(source: Source, name: string, option: string): Named {
  const variable = own(source.vars, name)
  if (variable !== undefined) return { name, variable, isValue: true }
  const coord = own(source.coords, name)
  if (coord !== undefined) return { name, variable: coord, isValue: false }
  const length = own(source.sizes, name)
  if (length !== undefined) return { name, variable: positions(name, length), isValue: false }
  const known = [...new Set([...Object.keys(source.sizes), ...Object.keys(source.coords), ...Object.keys(source.vars)])]
  const nearest = nearestName(name, known)
  const list = known.length === 0 ? 'There is nothing to choose from' : `There are ${known.join(', ')}`
  const remedy = nearest === undefined ? `${list}.` : `Did you mean \`${nearest}\`?`
  throw new TypeError(`\`${option}\` names \`${name}\`, which is no dim, coordinate or variable here. ${remedy}`)
}

/** Along a dim without a coordinate the position stands for the value. */
function positions(dim: string, length: number): Variable {
  const values = Float64Array.from({ length }, (_, i) => i)
  return { dims: [dim], shape: [length], dtype: 'int64', attrs: {}, values }
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
