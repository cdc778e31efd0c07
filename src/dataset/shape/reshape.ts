import { type DatasetParts, mapVariables } from '../parts.ts'
import { isArrayParts } from '../refuse.ts'
import { countOf, type Indexers } from '../select/indexer.ts'
import { take } from '../select/take.ts'
import { unknownName } from '../unknown-name.ts'
import type { Variable } from '../variable.ts'
import { type NewDims, planExpansion } from './expand.ts'
import { rearrange } from './rearrange.ts'
import { checkNames, type NewNames, renameKeys, renameVariables } from './rename.ts'
import { planSort, type SortOptions } from './sort.ts'
import { orderOf, resolveOrder } from './transpose.ts'

/** The part of everything that indexers take. */
export function takeParts(parts: DatasetParts, indexers: Indexers): DatasetParts {
  const sizes = Object.entries(parts.sizes).flatMap(([dim, length]) => {
    const indexer = indexers.get(dim)
    if (indexer?.kind === 'at') return []
    return [[dim, indexer === undefined ? length : countOf(indexer)] as const]
  })
  const taken = (variable: Variable): Variable => take(variable, indexers)
  return {
    ...parts,
    sizes: Object.fromEntries(sizes),
    coords: mapVariables(parts.coords, taken),
    vars: mapVariables(parts.vars, taken),
  }
}

/** The dims of every variable in another order; where none is given, each variable's own reversed. */
export function transposeParts(parts: DatasetParts, dims: readonly string[]): DatasetParts {
  const order = resolveOrder(dims, Object.keys(parts.sizes))
  const turned = (variable: Variable): Variable => rearrange(variable, orderOf(variable.dims, dims), {})
  return {
    ...parts,
    sizes: Object.fromEntries(order.map((dim) => [dim, parts.sizes[dim] ?? 0])),
    coords: mapVariables(parts.coords, turned),
    vars: mapVariables(parts.vars, turned),
  }
}

/** New dims before those of every variable. */
export function expandParts(parts: DatasetParts, dims: NewDims): DatasetParts {
  const { sizes, coords, expand } = planExpansion(dims, parts)
  return { ...parts, sizes: { ...sizes, ...parts.sizes }, coords, vars: mapVariables(parts.vars, expand) }
}

/** Variables, coordinates and dims under new names. */
export function renameParts(parts: DatasetParts, names: NewNames): DatasetParts {
  const known = [...Object.keys(parts.vars), ...Object.keys(parts.coords), ...Object.keys(parts.sizes)]
  checkNames(names, [...new Set(known)])
  return {
    ...parts,
    sizes: renameKeys(parts.sizes, names),
    coords: renameVariables(parts.coords, names),
    vars: renameVariables(parts.vars, names),
  }
}

/** Everything in the order of variables or coordinates, or of arrays over the same dims. */
export function sortParts(parts: DatasetParts, by: unknown, options: SortOptions = {}): DatasetParts {
  const columns = (Array.isArray(by) ? by : [by]).map((each: unknown) => columnOf(each, parts))
  return takeParts(parts, planSort(new Map(columns), options))
}

function columnOf(by: unknown, { sizes, coords, vars }: DatasetParts): readonly [string, Variable] {
  if (isArrayParts(by)) {
    const { name, variable } = by
    for (const [d, dim] of variable.dims.entries()) {
      if (sizes[dim] === variable.shape[d]) continue
      throw new TypeError(
        `Cannot sort by \`${name}\`: it has ${variable.shape[d]} elements along \`${dim}\`, not ${sizes[dim] ?? 'any'}.`,
      )
    }
    return [name, variable]
  }
  const known: Readonly<Record<string, Variable>> = { ...coords, ...vars }
  const name = typeof by === 'string' ? by : ''
  const variable = Object.hasOwn(known, name) ? known[name] : undefined
  if (variable === undefined || typeof by !== 'string') {
    throw unknownName('variable or coordinate', by, Object.keys(known))
  }
  return [name, variable]
}
