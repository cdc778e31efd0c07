import type { DatasetParts, Variables } from '../parts.ts'
import { unknownName } from '../unknown-name.ts'

/** The dataset with only these variables, and the dims and coordinates that they have. */
export function selectVariables(parts: DatasetParts, names: readonly string[]): DatasetParts {
  for (const name of names)
    if (!Object.hasOwn(parts.vars, name)) throw unknownName('variable', name, Object.keys(parts.vars))
  const vars = Object.fromEntries(names.map((name) => [name, parts.vars[name]])) as Variables
  const dims = dimsOf(vars)
  const coords = Object.entries(parts.coords).filter(([, coord]) => coord.dims.every((dim) => dims.has(dim)))
  return { ...parts, sizes: only(parts.sizes, dims), coords: Object.fromEntries(coords), vars }
}

/** The dataset without these variables and coordinates, and without dims that nothing has any more. */
export function dropVariables(parts: DatasetParts, names: readonly string[]): DatasetParts {
  const known = [...Object.keys(parts.vars), ...Object.keys(parts.coords)]
  for (const name of names) if (!known.includes(name)) throw unknownName('variable or coordinate', name, known)
  const rest = (variables: Variables): Variables =>
    Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)))
  const [coords, vars] = [rest(parts.coords), rest(parts.vars)]
  return { ...parts, sizes: only(parts.sizes, dimsOf({ ...coords, ...vars })), coords, vars }
}

function dimsOf(variables: Variables): ReadonlySet<string> {
  return new Set(Object.values(variables).flatMap(({ dims }) => dims))
}

function only(sizes: Readonly<Record<string, number>>, dims: ReadonlySet<string>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(sizes).filter(([dim]) => dims.has(dim)))
}
