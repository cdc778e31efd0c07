import type { ErrorRecord } from './error-record.ts'
import { type CopyBudget, copyPlain, NOT_PLAIN } from './plain-copy.ts'
import { printThrown } from './print-thrown.ts'
import { isTag } from './tagged-classes.ts'

const MAX_MESSAGE_LENGTH = 16_384
const MAX_STACK_LENGTH = 16_384
const MAX_NAME_LENGTH = 256
const MAX_HEADER_LENGTH = 2_048
const MAX_PROPERTIES_COST = 65_536
const MAX_RECORDS = 64
const MAX_DEPTH = 16

/** Name in the record of something thrown that is not an error. */
const NON_ERROR_NAME = 'NonError'

/** What one record, its causes and parts may still take. */
interface Allowance extends CopyBudget {
  records: number
}

/**
 * Makes a plain record of anything that was thrown: an error, a string, `undefined`, an object with hostile getters. It
 * never throws. Message and stack are kept up to 16,384 characters each, own properties that are plain data up to 64 kB
 * for the whole record; a property that does not fit is left out. Cycles among causes end where they close.
 *
 * @example
 * ```ts
 * try {
 *   await run()
 * } catch (thrown) {
 *   channel.send(flattenError(thrown))
 * }
 * ```
 */
export function flattenError(thrown: unknown): ErrorRecord {
  return flattenWithin(thrown, [], { left: MAX_PROPERTIES_COST, records: MAX_RECORDS })
}

function flattenWithin(thrown: unknown, path: readonly unknown[], allowance: Allowance): ErrorRecord {
  allowance.records -= 1
  if (isErrorLike(thrown)) return flattenErrorLike(thrown, path, allowance)
  return isObject(thrown)
    ? flattenObject(thrown, allowance)
    : { name: NON_ERROR_NAME, message: cutMessage(printThrown(thrown)) }
}

/** The message tells all properties; those that mean something else on an error are kept there alone. */
function flattenObject(thrown: object, allowance: Allowance): ErrorRecord {
  const all = copyOwn(thrown, [], allowance) ?? {}
  const message = cutMessage(printThrown(thrown, all))
  const { name, message: _, stack, cause, errors, tag, code, ...rest } = all
  const properties = Object.keys(rest).length === 0 ? undefined : rest
  return { name: NON_ERROR_NAME, message, ...defined({ code: codeOf(code), properties }) }
}

function flattenErrorLike(error: object, path: readonly unknown[], allowance: Allowance): ErrorRecord {
  const name = nameOf(error)
  const message = read(error, 'message')
  const text = typeof message === 'string' ? message : printThrown(message)
  const stack = cutStack(read(error, 'stack'), text)
  const code = codeOf(read(error, 'code'))
  const tag = tagOf(error)
  const inner = [...path, error]
  const errors = partsOf(error, name, inner, allowance)
  const cause = causeOf(error, inner, allowance)
  const fields = defined({ stack, code, tag, cause, errors })
  const properties = copyOwn(error, ['name', 'message', 'stack', 'cause', ...Object.keys(fields)], allowance)
  return { name, message: cutMessage(text), ...fields, ...defined({ properties }) }
}

/** Errors of other realms and proxies of errors count: they have a message, a name and a stack. */
function isErrorLike(value: unknown): value is object {
  if (!isObject(value)) return false
  if (attempt(() => value instanceof Error) === true) return true
  return ['message', 'name', 'stack'].every((key) => typeof read(value, key) === 'string')
}

/** A class that extends `Error` and says no name is called as its class is. */
function nameOf(error: object): string {
  const name = read(error, 'name')
  const said = typeof name === 'string' && name !== '' ? name : 'Error'
  if (said !== 'Error') return cut(said, MAX_NAME_LENGTH)
  const Class = read(error, 'constructor')
  const className = isObject(Class) ? read(Class, 'name') : undefined
  return typeof className === 'string' && /^[A-Z]\w{0,255}$/.test(className) && className !== 'Object'
    ? className
    : said
}

function tagOf(error: object): string | undefined {
  const tag = read(error, 'tag')
  return isTag(tag) && attempt(() => error instanceof Error) === true ? tag : undefined
}

function codeOf(code: unknown): string | number | undefined {
  return typeof code === 'number' || (typeof code === 'string' && code.length <= MAX_NAME_LENGTH) ? code : undefined
}

function causeOf(error: object, path: readonly unknown[], allowance: Allowance): ErrorRecord | undefined {
  const cause = read(error, 'cause')
  if (cause === undefined || cannotDescend(cause, path, allowance)) return undefined
  return flattenWithin(cause, path, allowance)
}

/** The parts of an `AggregateError`, or of any error that has a list of errors. */
function partsOf(
  error: object,
  name: string,
  path: readonly unknown[],
  allowance: Allowance,
): readonly ErrorRecord[] | undefined {
  const parts = attempt(() => firstOf(read(error, 'errors'))) ?? []
  if (name !== 'AggregateError' && (parts.length === 0 || !parts.every(isErrorLike))) return undefined
  const records: ErrorRecord[] = []
  for (const part of parts) {
    if (!cannotDescend(part, path, allowance)) records.push(flattenWithin(part, path, allowance))
  }
  return records
}

function firstOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? Array.from(list.slice(0, MAX_RECORDS)) : []
}

function cannotDescend(next: unknown, path: readonly unknown[], allowance: Allowance): boolean {
  return allowance.records <= 0 || path.length >= MAX_DEPTH || (isObject(next) && path.includes(next))
}

function copyOwn(from: object, except: readonly string[], allowance: Allowance): Record<string, unknown> | undefined {
  const properties: Record<string, unknown> = {}
  for (const key of attempt(() => keysOf(from)) ?? []) {
    if (except.includes(key) || key === '__proto__') continue
    const leftBefore = allowance.left
    allowance.left -= key.length
    const copy = attempt(() => copyPlain(Reflect.get(from, key), allowance))
    if (copy === undefined || copy === NOT_PLAIN) allowance.left = leftBefore
    else properties[key] = copy
  }
  return Object.keys(properties).length === 0 ? undefined : properties
}

/** The failures of a sweep are no enumerable property of its error. */
function keysOf(from: object): string[] {
  const keys = Object.keys(from)
  return Object.hasOwn(from, 'failures') && !keys.includes('failures') ? [...keys, 'failures'] : keys
}

/** A long message would push the frames out of the stack, and the frames are what a stack is for. */
function cutStack(stack: unknown, message: string): string | undefined {
  if (typeof stack !== 'string') return undefined
  if (stack.length <= MAX_STACK_LENGTH || message.length <= MAX_HEADER_LENGTH) return cut(stack, MAX_STACK_LENGTH)
  const start = stack.indexOf(message)
  if (start === -1) return cut(stack, MAX_STACK_LENGTH)
  const frames = stack.slice(start + message.length)
  return cut(stack.slice(0, start) + cut(message, MAX_HEADER_LENGTH) + frames, MAX_STACK_LENGTH)
}

function cutMessage(text: string): string {
  return cut(text, MAX_MESSAGE_LENGTH)
}

/** Cuts a text so that what is left, the remark included, has at most `length` UTF-16 units. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const remark = ` … [${text.length - length} characters more]`
  const kept = text.slice(0, length - remark.length)
  return (/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept) + remark
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}

function read(from: object, key: string): unknown {
  return attempt(() => Reflect.get(from, key))
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
