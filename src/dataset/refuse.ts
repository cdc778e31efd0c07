import { isPlainObject, kindOf, printValue } from '../util/index.ts'
import { brandOf } from './brand.ts'
import type { DataArrayParts, DatasetParts } from './parts.ts'

/** A `TypeError` for an argument of the wrong kind: what was expected, what came, and how to write it. */
export function wrongArgument(expected: string, value: unknown, remedy?: string): TypeError {
  return new TypeError(`Expected ${expected}, got ${described(value)}${remedy === undefined ? '.' : `: ${remedy}.`}`)
}

/** A value and its type as they stand in messages; nothing of a dataset is read for it. */
export function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return `\`${printValue(value)}\` (${value === null ? 'null' : typeof value})`
  }
  const brand = brandOf(value)
  if (brand !== undefined) return `a ${brand}`
  return isPlainObject(value) || Array.isArray(value) ? `\`${printValue(value)}\` (${kindOf(value)})` : kindOf(value)
}

/** Refuses what is no dataset. */
export function checkDataset(what: string, value: unknown): asserts value is DatasetParts {
  if (isObject(value) && ['sizes', 'coords', 'vars'].every((part) => isObject(value[part]))) return
  throw wrongArgument(`${what} to be a dataset`, value)
}

/** Refuses what is no array. */
export function checkArray(what: string, value: unknown, remedy?: string): asserts value is DataArrayParts {
  if (isArrayParts(value)) return
  throw wrongArgument(`${what} to be an array`, value, remedy)
}

/** True for an array, or its parts. */
export function isArrayParts(value: unknown): value is DataArrayParts {
  if (!isObject(value) || !isObject(value.variable) || !isObject(value.coords)) return false
  return Array.isArray(value.variable.dims) && Array.isArray(value.variable.shape)
}

/** Refuses options that are no object. */
export function checkOptions(method: string, options: unknown): void {
  if (!isObject(options)) throw wrongArgument(`the options of \`${method}\` to be an object`, options, 'leave them out')
}

/** Refuses a function that is none. */
export function checkFunction(method: string, fn: unknown): void {
  if (typeof fn !== 'function') throw wrongArgument(`\`${method}\` to get a function`, fn)
}

/** One name or a list of them, as a list. */
export function listOfNames(what: string, names: unknown): readonly string[] {
  if (typeof names === 'string') return [names]
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  throw wrongArgument(`${what} to be a name or a list of names`, names)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
