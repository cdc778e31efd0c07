import { createRequire, isBuiltin } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { ExportRef } from '../task-ref.ts'
import { isEntryScript, scriptFile } from './entry-script.ts'
import { type FunctionLocation, readScriptSource } from './inspect-function.ts'
import { findStaticExport, readModuleBindings } from './source/module-bindings.ts'

/** How long an import of a module that is already there may take before it counts as still evaluating. */
const PENDING_MS = 50

/** True where the function's script is a module that a worker may import: not the program itself, nor evaluated text. */
export function mayBeExported({ url }: FunctionLocation): boolean {
  const file = scriptFile(url)
  if (file === undefined) return isPublicBuiltin(url)
  return !isEntryScript(file)
}

/** Finds the export that is this very function, by identity: never one that only has its name. */
export async function findExport(fn: object, location: FunctionLocation): Promise<ExportRef | undefined> {
  const { url, inModule } = location
  const file = scriptFile(url)
  if (file === undefined) return named(url, exportName(await import(url), fn))
  const ref = pathToFileURL(file).href
  const required = createRequire(import.meta.url).cache[file]
  if (required !== undefined) {
    const found = named(ref, exportName(required.exports, fn))
    if (found !== undefined || !inModule) return found
  }
  // Importing what is no module under this URL would run it a second time.
  const module = inModule ? await importEvaluated(url.startsWith('/') ? ref : url) : undefined
  if (module !== undefined) return named(ref, exportName(module, fn))
  return named(ref, findStaticExport(readModuleBindings(readScriptSource(location.scriptId)), location))
}

function isPublicBuiltin(url: string): boolean {
  return url.startsWith('node:') && isBuiltin(url)
}

function named(url: string, name: string | undefined): ExportRef | undefined {
  return name === undefined ? undefined : { kind: 'export', url, name }
}

/** The module's namespace, or `undefined` while it waits at a top-level `await`: maybe for this very call. */
async function importEvaluated(url: string): Promise<object | undefined> {
  const pending = delay(PENDING_MS)
  try {
    return await Promise.race([import(url) as Promise<object>, pending.elapsed])
  } catch {
    return undefined
  } finally {
    pending.cancel()
  }
}

function delay(ms: number): { elapsed: Promise<undefined>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined
  const elapsed = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  return { elapsed, cancel: () => clearTimeout(timer) }
}

function exportName(module: unknown, fn: object): string | undefined {
  const members = ownValues(module).filter(([name]) => name !== 'module.exports')
  for (const [name, value] of members) if (value === fn) return name
  for (const [name, value] of members) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue
    for (const [inner, member] of ownValues(value)) if (member === fn) return `${name}.${inner}`
  }
  return undefined
}

/** Own values by name, without running the getters of objects that are not modules. */
function ownValues(owner: unknown): [string, unknown][] {
  if ((typeof owner !== 'object' && typeof owner !== 'function') || owner === null) return []
  const isExports = (owner as { __esModule?: unknown }).__esModule === true
  return Object.getOwnPropertyNames(owner).flatMap((name): [string, unknown][] => {
    if (name.includes('.') && name !== 'module.exports') return []
    try {
      const descriptor = Object.getOwnPropertyDescriptor(owner, name)
      return [[name, isExports ? (descriptor?.get?.call(owner) ?? descriptor?.value) : descriptor?.value]]
    } catch {
      return [] // An export that is not initialised yet.
    }
  })
}
