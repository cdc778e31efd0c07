import { isMissing, sizeOf, widthOf } from '../element/dtype.ts'
import type { DType, Elements, Values, Variable } from '../variable.ts'

/** True where dims, lengths and elements are the same; numbers of any kind are compared by value, missing equals missing. */
export function equalVariables(a: Variable, b: Variable): boolean {
  if (familyOf(a.dtype) !== familyOf(b.dtype) || !sameList(a.dims, b.dims) || !sameList(a.shape, b.shape)) return false
  if (a === b) return true
  return equalElements(touch(a), touch(b))
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

/** What is compared of a variable, without the getters of a lazy one. */
interface Compared extends Elements {
  readonly dtype: DType
  readonly size: number
}

function touch({ dtype, shape, values, missing }: Variable): Compared {
  return { dtype, size: sizeOf(shape), values, missing }
}

function equalElements(a: Compared, b: Compared): boolean {
  const isComplex = a.dtype === 'complex128' || b.dtype === 'complex128'
  for (let i = 0; i < a.size; i++) {
    const missing = isMissing(a.dtype, a, i)
    if (missing !== isMissing(b.dtype, b, i)) return false
    if (missing) continue
    if (isComplex ? !equalComplex(a, b, i) : !equalValues(a.values[i], b.values[i])) return false
  }
  return true
}

function equalComplex(a: Compared, b: Compared, i: number): boolean {
  return equalValues(realOf(a, i), realOf(b, i)) && imaginaryOf(a, i) === imaginaryOf(b, i)
}

function realOf({ dtype, values }: Compared, i: number): Values[number] | undefined {
  return values[i * widthOf(dtype)]
}

function imaginaryOf({ dtype, values }: Compared, i: number): Values[number] | undefined {
  return dtype === 'complex128' ? values[2 * i + 1] : 0
}

/** Numbers and bigints are compared exactly: neither is above the other. */
function equalValues(a: Values[number] | undefined, b: Values[number] | undefined): boolean {
  if (a === b || typeof a === typeof b || a === undefined || b === undefined) return a === b
  return !(a < b) && !(a > b)
}
