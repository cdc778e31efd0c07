/** How much may still be copied: shared by everything that goes into one record, so that the whole stays small. */
export interface CopyBudget {
  left: number
}

/** Stands for a value that is not plain data, or that did not fit. */
export const NOT_PLAIN: unique symbol = Symbol('not plain')

const MAX_DEPTH = 16
const COST_OF_A_VALUE = 8

/**
 * A copy of plain data: primitives, dates, typed arrays, arrays and plain objects of them. An error inside becomes its
 * name and message. Functions, symbols, class instances, cycles and what is too deep or too large give `NOT_PLAIN`,
 * except that a top-level array keeps the elements that fit. Reading may run getters; what they throw passes through.
 */
export function copyPlain(value: unknown, budget: CopyBudget): unknown {
  const leftBefore = budget.left
  const copy = Array.isArray(value) ? copyPrefix(value, budget) : copyValue(value, budget, [])
  if (copy === NOT_PLAIN) budget.left = leftBefore
  return copy
}

/** What does not fit ends the copy; what is not plain does not let its array pass for complete. */
function copyPrefix(values: readonly unknown[], budget: CopyBudget): unknown {
  if (!spend(budget, COST_OF_A_VALUE)) return NOT_PLAIN
  const copies: unknown[] = []
  for (const value of values) {
    const leftBefore = budget.left
    const copy = copyValue(value, budget, [values])
    if (copy === NOT_PLAIN) {
      const isTooLarge = budget.left < 0
      budget.left = leftBefore
      return isTooLarge ? copies : NOT_PLAIN
    }
    copies.push(copy)
  }
  return copies
}

function copyValue(value: unknown, budget: CopyBudget, path: readonly object[]): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return NOT_PLAIN
  const text = typeof value === 'string' ? value.length : 0
  if (!spend(budget, COST_OF_A_VALUE + text)) return NOT_PLAIN
  if (typeof value !== 'object' || value === null) return value
  if (path.length >= MAX_DEPTH || path.includes(value)) return NOT_PLAIN
  if (value instanceof Date) return new Date(value.getTime())
  if (ArrayBuffer.isView(value)) return copyView(value, budget)
  const inner = [...path, value]
  if (Array.isArray(value)) return copyElements(value, budget, inner)
  if (value instanceof Error) return copyProperties({ name: value.name, message: value.message }, budget, inner)
  return hasPlainPrototype(value) ? copyProperties(value, budget, inner) : NOT_PLAIN
}

function copyElements(values: readonly unknown[], budget: CopyBudget, path: readonly object[]): unknown {
  const copies: unknown[] = []
  for (const value of values) {
    const copy = copyValue(value, budget, path)
    if (copy === NOT_PLAIN) return NOT_PLAIN
    copies.push(copy)
  }
  return copies
}

/** `__proto__` is left out: assigned somewhere later, it would change what the object is. */
function copyProperties(from: object, budget: CopyBudget, path: readonly object[]): unknown {
  const copies: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(from)) {
    if (key === '__proto__') continue
    const copy = spend(budget, key.length) ? copyValue(value, budget, path) : NOT_PLAIN
    if (copy === NOT_PLAIN) return NOT_PLAIN
    copies[key] = copy
  }
  return copies
}

function copyView(view: ArrayBufferView, budget: CopyBudget): unknown {
  if (view instanceof DataView || !spend(budget, view.byteLength)) return NOT_PLAIN
  if (view instanceof Uint8Array) return new Uint8Array(view)
  return 'slice' in view && typeof view.slice === 'function' ? view.slice() : NOT_PLAIN
}

function hasPlainPrototype(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype) return true
  // Objects of another realm (node:vm) have an `Object.prototype` of their own.
  return (
    typeof prototype === 'object' &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty')
  )
}

function spend(budget: CopyBudget, cost: number): boolean {
  budget.left -= cost
  return budget.left >= 0
}
