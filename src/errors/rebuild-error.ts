import type { ErrorRecord } from './error-record.ts'
import { rebuildTagged } from './tagged-classes.ts'

const BUILT_IN = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError } as const

const MAX_DEPTH = 32
/** Never restored as own properties: they are set from the record's own fields, or would change what the error is. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'name', 'message', 'stack', 'cause', 'tag'])

/**
 * Turns a record back into an error: a built-in class as that class, windrow's own errors as theirs with their fields,
 * everything else as an `Error` with the name set. The stack is the one of the place where it was thrown, or absent.
 *
 * @example
 * ```ts
 * const error = rebuildError(failure.error)
 * if (isSweepError(error, 'PointTimeoutError')) console.log(error.timeoutMs)
 * ```
 */
export function rebuildError(record: ErrorRecord): Error {
  return rebuildAt(record, 0)
}

function rebuildAt(record: ErrorRecord, depth: number): Error {
  const error = rebuildTagged(record) ?? makeBuiltIn(record)
  if (error.name !== record.name) hide(error, 'name', String(record.name))
  hide(error, 'stack', typeof record.stack === 'string' ? record.stack : undefined)
  if (record.tag !== undefined && !('tag' in error)) show(error, 'tag', record.tag)
  if (record.code !== undefined) show(error, 'code', record.code)
  if (record.cause !== undefined && depth < MAX_DEPTH) hide(error, 'cause', rebuildAt(record.cause, depth + 1))
  if (Array.isArray(record.errors)) {
    const parts: readonly ErrorRecord[] = depth < MAX_DEPTH ? record.errors : []
    hide(
      error,
      'errors',
      parts.map((part) => rebuildAt(part, depth + 1)),
    )
  }
  for (const [key, value] of Object.entries(record.properties ?? {})) {
    if (!RESERVED.has(key) || (key === 'tag' && record.tag === undefined)) show(error, key, value)
  }
  return error
}

function makeBuiltIn(record: ErrorRecord): Error {
  if (record.name === 'AggregateError') return new AggregateError([], record.message)
  const Class = Object.hasOwn(BUILT_IN, record.name) ? BUILT_IN[record.name as keyof typeof BUILT_IN] : Error
  return new Class(record.message)
}

function hide(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, enumerable: false, writable: true, configurable: true })
}

function show(error: Error, key: string, value: unknown): void {
  const enumerable = Object.getOwnPropertyDescriptor(error, key)?.enumerable ?? true
  Object.defineProperty(error, key, { value, enumerable, writable: true, configurable: true })
}
