import { isBuiltin } from 'node:module'

const NAMESPACES = [
  'Math',
  'Number',
  'Object',
  'Array',
  'JSON',
  'Reflect',
  'Atomics',
  'String',
  'BigInt',
  'Date',
  'Promise',
  'Symbol',
  'Intl',
] as const

let known: ReadonlyMap<unknown, string> | undefined

/** The expression by which every program can get at a built-in value (`Math.sqrt`), found by identity. */
export function intrinsicExpression(value: unknown): string | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  known ??= listIntrinsics()
  return known.get(value)
}

function listIntrinsics(): Map<unknown, string> {
  const found = new Map<unknown, string>()
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!isBuiltinGlobal(name)) continue
    const value = Object.getOwnPropertyDescriptor(globalThis, name)?.value
    if (isReference(value) && !found.has(value)) found.set(value, name)
  }
  found.set(globalThis, 'globalThis')
  for (const owner of NAMESPACES) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis[owner]))) {
      if (typeof value === 'function' && name !== 'prototype' && !found.has(value)) found.set(value, `${owner}.${name}`)
    }
  }
  return found
}

function isReference(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null)
}

const ENUMERABLE_BUILTINS = new Set(
  'global clearImmediate setImmediate clearInterval clearTimeout setInterval setTimeout queueMicrotask structuredClone atob btoa performance fetch navigator crypto localStorage sessionStorage'.split(
    ' ',
  ),
)

// `node -e` makes globals of what CommonJS files get as arguments.
const SCRIPT_GLOBALS = new Set(['require', 'module', 'exports', '__filename', '__dirname'])

/** Name of the built-in module that a value is: `node -e` offers them as globals, which workers do not have. */
export function builtinModuleName(name: string, value: unknown): string | undefined {
  if (name === 'process' || name === 'console' || !isBuiltin(name)) return undefined
  return process.getBuiltinModule(name) === value ? `node:${name}` : undefined
}

/** True for a global that every Node program has, false for one that this program set. */
export function isBuiltinGlobal(name: string): boolean {
  if (SCRIPT_GLOBALS.has(name)) return false
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name)
  if (descriptor === undefined) return name in globalThis
  return !descriptor.enumerable || ENUMERABLE_BUILTINS.has(name)
}
