import { isMissing } from './element/dtype.ts'
import type { DType, Elements, Variable } from './variable.ts'

/** True where dims, lengths and elements are the same; numbers of any kind are compared by value, missing equals missing. */
export function equalVariables(a: Variable, b: Variable): boolean {
  if (familyOf(a.dtype) !== familyOf(b.dtype) || !sameList(a.dims, b.dims) || !sameList(a.shape, b.shape)) return false
  if (a === b) return true
  return equalElements({ values: a.values, missing: a.missing }, { values: b.values, missing: b.missing })
}

/** True where the same names hold equal variables, in any order. */
export function equalRecords(a: Readonly<Record<string, Variable>>, b: Readonly<Record<string, Variable>>): boolean {
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => {
    const [ours, theirs] = [a[name], Object.hasOwn(b, name) ? b[name] : undefined]
    return ours !== undefined && theirs !== undefined && equalVariables(ours, theirs)
  })
}

function familyOf(dtype: DType): 'string' | 'datetime' | 'number' {
  return dtype === 'string' || dtype === 'datetime' ? dtype : 'number'
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i])
}

function equalElements(a: Elements, b: Elements): boolean {
  for (let i = 0; i < a.values.length; i++) {
    const missing = isMissing(a, i)
    if (missing !== isMissing(b, i) || (!missing && a.values[i] !== b.values[i])) return false
  }
  return true
}
