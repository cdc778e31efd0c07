import { copierBetween, newElements, settle } from '../element/copy.ts'
import { arrayOf, isBig, isFloat, isInteger, sizeOf } from '../element/dtype.ts'
import { convertVariable, kindOfAll } from '../element/promote.ts'
import { joinDims } from '../join/join.ts'
import { reindex } from '../join/reindex.ts'
import type { Placements } from '../join/runs.ts'
import {
  coordsOver,
  type DataArrayParts,
  type DatasetParts,
  mapVariables,
  partsOfArray,
  type Variables,
} from '../parts.ts'
import { checkArray } from '../refuse.ts'
import type { DType, Variable } from '../variable.ts'
import { variableOf } from '../variable-of.ts'
import { broadcast, type Together } from './broadcast.ts'

/** The array where the condition holds; elsewhere what `other` has there, or nothing. */
export function whereArray(
  array: DataArrayParts,
  condition: DataArrayParts,
  other: DataArrayParts | undefined,
): Together {
  checkCondition(condition)
  if (condition.variable.dtype !== 'bool') {
    throw new TypeError(
      `Expected the condition of \`where\` to hold booleans, \`${condition.name}\` is of kind ${condition.variable.dtype}: make them with \`map\`.`,
    )
  }
  const given = other === undefined ? [array, condition] : [array, condition, other]
  const { variables, coords } = broadcast(given, other === undefined ? 'inner' : 'exact')
  return { variables: [choose(array.name, variables)], coords }
}

function checkCondition(condition: unknown): void {
  checkArray('the condition of `where`', condition, 'give an array of booleans, or a function that makes one')
}

/** The dataset where the condition holds, every variable brought to its labels and dims. */
export function whereParts(parts: DatasetParts, condition: DataArrayParts, other: unknown): DatasetParts {
  checkCondition(condition)
  const marks = partsOfArray(condition)
  const joined = joinDims([parts, marks], other === undefined ? 'inner' : 'exact')
  const [own = new Map(), theirs = new Map()] = joined.placements
  const aligned = (variables: Variables, placements: Placements): Variables =>
    mapVariables(variables, (variable) => reindex(variable, placements))
  const coords = { ...aligned(marks.coords, theirs), ...aligned(parts.coords, own) }
  const holds = {
    name: condition.name,
    variable: reindex(condition.variable, theirs),
    coords: aligned(marks.coords, theirs),
  }
  const vars = mapVariables(aligned(parts.vars, own), (variable, name) => {
    const array = { name, variable, coords: coordsOver(variable, coords) }
    const { variables } = whereArray(array, holds, otherArray(other, variable))
    return variables[0] ?? variable
  })
  return { ...parts, sizes: joined.sizes, coords, vars }
}

/** What is given instead of elements as an array: an array, or one value. */
export function otherArray(other: unknown, array: Variable): DataArrayParts | undefined {
  if (other === undefined) return undefined
  if (typeof other === 'object' && other !== null && 'variable' in other) {
    checkArray('what `where` takes elsewhere', other)
    return other
  }
  return { name: 'other', variable: single(other, array), coords: {} }
}

/** A single value, in the kind of the array where that holds it. */
function single(value: unknown, { dtype }: Variable): Variable {
  const fits = isBig(dtype) ? fitsBig(value, dtype) : typeof value === 'number' && fitsNumber(value, dtype)
  return variableOf([value], { dims: [], shape: [], ...(fits ? { dtype } : {}) })
}

function fitsNumber(value: number, dtype: DType): boolean {
  return isFloat(dtype) || (isInteger(dtype) && dtype !== 'int64' && arrayOf(dtype as 'int32').of(value)[0] === value)
}

function fitsBig(value: unknown, dtype: DType): boolean {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) return false
  const big = BigInt(value as bigint)
  return (dtype === 'bigint64' ? BigInt.asIntN(64, big) : BigInt.asUintN(64, big)) === big
}

function choose(name: string, [array, condition, other]: readonly Variable[]): Variable {
  const [taken, holds] = [array as Variable, condition as Variable]
  const dtype = kindOfAll(name, other === undefined ? [taken] : [taken, other])
  const { dims, shape, attrs } = taken
  const size = sizeOf(shape)
  const to = newElements(dtype, size)
  const marks = holds.values as Uint8Array
  const gaps = holds.missing
  const copyTaken = copierBetween(touch(convertVariable(taken, dtype)), to)
  const copyOther = other === undefined ? undefined : copierBetween(touch(convertVariable(other, dtype)), to)
  const isTrue = (i: number): boolean => marks[i] === 1 && gaps?.[i] !== 1
  for (let i = 0; i < size; ) {
    const value = isTrue(i)
    let count = 1
    while (i + count < size && isTrue(i + count) === value) count++
    if (value) copyTaken(i, i, count)
    else copyOther?.(i, i, count)
    i += count
  }
  return { dims, shape, dtype, attrs, ...settle(to) }
}

function touch({ dtype, values, missing }: Variable): Pick<Variable, 'dtype' | 'values' | 'missing'> {
  return { dtype, values, missing }
}
