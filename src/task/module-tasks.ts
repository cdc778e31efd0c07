import { parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sha256 } from './digest.ts'
import { importModule } from './load/import-module.ts'
import { withinLoadLimit } from './load/load-limit.ts'
import { inspectFunction } from './ship/inspect-function.ts'
import { readSignature } from './ship/source/signature.ts'
import { taskName } from './task-name.ts'
import type { ShippedTask } from './task-ref.ts'

type Fn = (...args: never[]) => unknown

/** The functions that a module exports, by the names under which workers find them; members of exported objects are dotted. */
export async function importTasks(url: string): Promise<ReadonlyMap<string, Fn>> {
  const loading = importModule(url) as Promise<Readonly<Record<string, unknown>>>
  const module = await withinLoadLimit(loading, { task: parse(fileURLToPath(url)).name, url })
  const exported = Object.entries(module).filter(([name]) => name !== 'module.exports')
  const functions = new Map<string, Fn>()
  for (const [name, value] of exported) if (isTask(value)) functions.set(name, value)
  const known = new Set<unknown>(functions.values())
  for (const [name, value] of exported) {
    if (!isPlainObject(value)) continue
    for (const [inner, member] of Object.entries(value))
      if (isTask(member) && !known.has(member)) functions.set(`${name}.${inner}`, member)
  }
  return functions
}

/** An export of a module as a task, however the module was loaded here: workers import it under the same name. */
export function shipExportOf(url: string, name: string, fn: Fn): ShippedTask {
  const text = Function.prototype.toString.call(fn)
  const ownName = taskName(fn)
  return {
    ref: { kind: 'export', url, name },
    name: nameOf(url, name, ownName),
    ...readSignature(text, ownName),
    sourceHash: sha256(text),
    file: fileURLToPath(url),
    line: inspectFunction(fn).location?.line,
  }
}

/** A default export without a name is known by its file; loaders give such a function names of their own. */
function nameOf(url: string, exportName: string, ownName: string): string {
  if (!['anonymous', 'default', '_default'].includes(ownName)) return ownName
  return exportName === 'default' ? parse(fileURLToPath(url)).name : (exportName.split('.').pop() ?? exportName)
}

function isTask(value: unknown): value is Fn {
  return typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value))
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(Object.getPrototypeOf(value) ?? {}) === null
  )
}
