import { printValue } from '../../util/index.ts'
import type { Attrs } from '../variable.ts'

/** The attribute that says that the strings of a variable are JSON texts of values that are no numbers, strings, booleans or dates. */
export const JSON_ATTRS: Attrs = { windrow_encoding: 'json' }

/** True for a variable whose strings are JSON texts. */
export function isJson(attrs: Attrs): boolean {
  return attrs.windrow_encoding === 'json'
}

/** JSON text of any value, the same for equal objects whatever the order of their keys; never throws. */
export function renderJson(value: unknown): string {
  try {
    return JSON.stringify(value, replace) ?? JSON.stringify(textOf(value))
  } catch {
    return JSON.stringify(textOf(value))
  }
}

function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return printValue(value)
  }
}

/** The value of a JSON text; the text itself where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function replace(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return String(value)
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) return Array.from(value as unknown as Iterable<unknown>)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
