import type { Failure } from '../errors/index.ts'
import { isPlainObject } from '../util/index.ts'
import { checkDataset, wrongArgument } from './refuse.ts'
import { unknownName } from './unknown-name.ts'
import type { Attrs, Variable } from './variable.ts'

/** Variables by name. */
export type Variables = Readonly<Record<string, Variable>>

/** What a dataset is made of. */
export interface DatasetParts {
  /** Length of each dim, in the order in which dims are shown. */
  readonly sizes: Readonly<Record<string, number>>
  readonly coords: Variables
  readonly vars: Variables
  readonly attrs: Attrs
  readonly failures: readonly Failure[]
}

/** What a data array is made of. */
export interface DataArrayParts {
  readonly name: string
  readonly variable: Variable
  /** Variables over dims of `variable`, and single values. */
  readonly coords: Variables
}

/** The same with each variable changed. */
export function mapVariables(variables: Variables, change: (variable: Variable, name: string) => Variable): Variables {
  return Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, change(variable, name)]))
}

/** The coordinates that lie over dims of a variable, and single values. */
export function coordsOver({ dims }: Variable, coords: Variables): Variables {
  return Object.fromEntries(Object.entries(coords).filter(([, coord]) => coord.dims.every((dim) => dims.includes(dim))))
}

/** The name under which an array's elements stand while it is treated like a dataset. */
const ELEMENTS = ''

/** An array as a dataset of one variable, which no coordinate can have the name of. */
export function partsOfArray({ variable, coords }: DataArrayParts): DatasetParts {
  const sizes = Object.fromEntries(variable.dims.map((dim, d) => [dim, variable.shape[d] ?? 0]))
  return { sizes, coords, vars: { [ELEMENTS]: variable }, attrs: {}, failures: [] }
}

/** The array that such a dataset holds. */
export function arrayOfParts(name: string, { coords, vars }: DatasetParts): DataArrayParts {
  return { name, variable: vars[ELEMENTS] as Variable, coords }
}

/** Refuses parts that contradict each other: names, dims, lengths. */
export function checkParts(parts: DatasetParts): void {
  checkDataset('the parts of a dataset', parts)
  const { sizes, coords, vars, attrs } = parts
  if (!Array.isArray(parts.failures)) throw wrongArgument('`failures` to be a list', parts.failures)
  if (!isPlainObject(attrs)) throw wrongArgument('`attrs` to be an object', attrs)
  for (const [dim, length] of Object.entries(sizes)) {
    if (Number.isSafeInteger(length) && length >= 0) continue
    throw wrongArgument(`the length of \`${dim}\` to be a whole number from 0 up`, length)
  }
  const twice = Object.keys(vars).find((name) => Object.hasOwn(coords, name))
  if (twice !== undefined)
    throw new TypeError(`\`${twice}\` is the name of a coordinate and of a variable: rename one.`)
  for (const [name, variable] of Object.entries({ ...coords, ...vars })) {
    const { dims, shape } = (variable ?? {}) as Partial<Variable>
    if (!Array.isArray(dims) || !Array.isArray(shape)) {
      throw wrongArgument(`\`${name}\` to be a variable`, variable, 'make it with `Table.fromRows(…).toDataset()`')
    }
    for (const [d, dim] of dims.entries()) {
      if (!Object.hasOwn(sizes, dim)) throw unknownName(`dim of \`${name}\`:`, dim, Object.keys(sizes))
      if (sizes[dim] === shape[d]) continue
      throw new TypeError(`\`${name}\` has ${shape[d]} elements along \`${dim}\`, whose length is ${sizes[dim]}.`)
    }
  }
}
