import { types } from 'node:util'

/** Why a captured value cannot be copied: what is in the way, at which path, and what to do. */
export interface UncopyableValue {
  readonly path: string
  readonly reason: string
  /** What to do, where it is another thing than usual. */
  readonly remedy?: string
}

/** What a search for values without a copy has seen, and for whom it is. */
export interface CopySearch {
  readonly seen: Set<object>
  /** Whether the copy may point to the same shared memory; other processes have none. */
  readonly sharesMemory: boolean
}

/** Looks for what a structured clone would refuse or quietly change; `undefined` where a copy is the same value. */
export function findUncopyable(
  value: unknown,
  path: string,
  search: CopySearch = { seen: new Set(), sharesMemory: true },
): UncopyableValue | undefined {
  if (typeof value === 'symbol') return { path, reason: 'a symbol, which has no copy' }
  if (typeof value === 'function') return { path, reason: 'a function, which has no copy' }
  if (typeof value !== 'object' || value === null || search.seen.has(value)) return undefined
  search.seen.add(value)
  const reason = objectReason(value)
  if (reason !== undefined) return { path, reason }
  if (!search.sharesMemory && isShared(value))
    return { path, reason: 'shared memory, which no process gets', remedy: SHARE }
  if (types.isMap(value)) return first([...value].flat(), (item) => findUncopyable(item, `${path} (an entry)`, search))
  if (types.isSet(value)) return first([...value], (item) => findUncopyable(item, `${path} (an element)`, search))
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return undefined
  return first(Object.keys(value), (key) =>
    findUncopyable((value as Record<string, unknown>)[key], step(path, value, key), search),
  )
}

const SHARE =
  "Threads share it: `executor: new SingleNodeExecutor({ workers: 'threads' })`. To processes give a copy that is not shared, such as `Float64Array.from(array)`."

function isShared(value: object): boolean {
  return types.isSharedArrayBuffer(ArrayBuffer.isView(value) ? value.buffer : value)
}

function objectReason(value: object): string | undefined {
  if (types.isProxy(value)) return 'a proxy, which has no copy'
  if (
    Object.getOwnPropertySymbols(value).some((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol)) &&
    isPlain(value)
  ) {
    return 'an object with symbol keys, which a copy would lose'
  }
  if (types.isPromise(value)) return 'a promise, which has no copy'
  if (types.isWeakMap(value) || types.isWeakSet(value)) return 'a weak collection, which has no copy'
  if (types.isGeneratorObject(value)) return 'a generator in progress, which has no copy'
  if (types.isModuleNamespaceObject(value)) return 'the namespace of a module'
  return isPlain(value) || isCopyable(value)
    ? undefined
    : `an instance of \`${className(value)}\`, which would lose its class`
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (Object.prototype.toString.call(value) === '[object Arguments]') return false
  return prototype === null || (isRoot(prototype) && !isCopyable(value))
}

/** `Object.prototype` of this realm or another one. */
function isRoot(prototype: unknown): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty')
}

/** Kinds that a structured clone keeps as they are; their subclasses it would turn into the base. */
function isCopyable(value: object): boolean {
  const tag = Object.prototype.toString.call(value).slice(8, -1)
  const kinds =
    /^(Array|Date|RegExp|Map|Set|ArrayBuffer|SharedArrayBuffer|DataView|Number|String|Boolean|BigInt|Error|\w+Array)$/
  if (!kinds.test(tag) && !types.isNativeError(value)) return false
  const owner: unknown = Object.getPrototypeOf(value)?.constructor
  return (
    typeof owner === 'function' &&
    /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(owner)) &&
    !Buffer.isBuffer(value)
  )
}

function className(value: object): string {
  const tag = Object.prototype.toString.call(value).slice(8, -1)
  if (tag.endsWith(' Iterator')) return tag
  const owner: unknown = (value as { constructor?: unknown }).constructor
  return typeof owner === 'function' && owner.name !== '' ? owner.name : 'a class'
}

function step(path: string, owner: object, key: string): string {
  if (Array.isArray(owner)) return `${path}[${key}]`
  return /^[\w$]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`
}

function first<Item>(
  items: readonly Item[],
  find: (item: Item) => UncopyableValue | undefined,
): UncopyableValue | undefined {
  for (const item of items) {
    const found = typeof item === 'number' ? undefined : find(item)
    if (found !== undefined) return found
  }
  return undefined
}
