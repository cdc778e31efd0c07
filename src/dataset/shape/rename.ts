import { isPlainObject } from '../../util/index.ts'
import type { Variables } from '../parts.ts'
import { wrongArgument } from '../refuse.ts'
import { unknownName } from '../unknown-name.ts'
import type { Variable } from '../variable.ts'
import { relabel } from './rearrange.ts'

/** New names by old name. */
export type NewNames = Readonly<Record<string, string>>

/** Checks new names: each old one exists, and none of the new ones is taken or given twice. */
export function checkNames(names: NewNames, known: readonly string[]): void {
  if (!isPlainObject(names)) throw wrongArgument('the new names to be an object', names, "write { old: 'new' }")
  const after = known.filter((name) => !Object.hasOwn(names, name))
  for (const [old, name] of Object.entries(names)) {
    if (!known.includes(old)) throw unknownName('variable, coordinate or dim', old, known)
    if (typeof name !== 'string') {
      throw wrongArgument(`the new name of \`${old}\` to be a string`, name)
    }
    if (after.includes(name)) throw new TypeError(`\`${old}\` cannot become \`${name}\`: that name is taken.`)
    after.push(name)
  }
}

/** The new name, or the old one where it stays. */
export function nameAfter(names: NewNames, name: string): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name
}

/** A record under new names. */
export function renameKeys<T>(record: Readonly<Record<string, T>>, names: NewNames): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [nameAfter(names, name), value]))
}

/** Variables under new names, over renamed dims. */
export function renameVariables(variables: Variables, names: NewNames): Variables {
  const renamed = Object.entries(variables).map(
    ([name, each]) => [nameAfter(names, name), renameDims(each, names)] as const,
  )
  return Object.fromEntries(renamed)
}

/** A variable over renamed dims. */
export function renameDims(variable: Variable, names: NewNames): Variable {
  if (!variable.dims.some((dim) => Object.hasOwn(names, dim))) return variable
  return relabel(variable, { dims: variable.dims.map((dim) => nameAfter(names, dim)) })
}
