import { commandOf } from './command/command.ts'
import { shipCommand } from './command/ship-command.ts'
import { sha256 } from './digest.ts'
import { scriptFile } from './ship/entry-script.ts'
import { findExport, mayBeExported } from './ship/find-export.ts'
import { type FunctionLocation, inspectFunction } from './ship/inspect-function.ts'
import { buildRecipe, factsOf } from './ship/recipe.ts'
import { EXPORT_IT, refusal } from './ship/refusal.ts'
import { readSignature } from './ship/source/signature.ts'
import { taskName } from './task-name.ts'
import type { ExportRef, ShippedTask, SourceRef } from './task-ref.ts'

/** What depends on an exported function's code alone. */
const exportedTasks = new WeakMap<object, ShippedTask>()

/** Ships a function. What it captures in its own script is read and copied before this returns control. */
export async function prepareTask(fn: (...args: never[]) => unknown): Promise<ShippedTask> {
  const command = commandOf(fn)
  if (command !== undefined) return shipCommand(command, prepareTask)
  const text = sourceText(fn)
  const known = exportedTasks.get(fn)
  if (known !== undefined) return known
  const name = taskName(fn)
  const { location, scopes } = inspectFunction(fn)
  if (location === undefined)
    throw refusal({ task: name, file: undefined, line: undefined }, 'V8 does not say where it was written', {
      remedy: EXPORT_IT,
    })
  const exported = mayBeExported(location) ? await findExport(fn, location) : undefined
  if (exported !== undefined) return shipExport(fn, { exported, location, text })
  const ref = await buildRecipe(fn, { location, scopes, ship: prepareTask })
  const [own] = ref.functions
  const signature = readSignature(text, name, factsOf(fn, name)?.parsed)
  return { ref, name, ...signature, sourceHash: hashSources(ref), file: scriptFile(location.url), line: own?.line }
}

function sourceText(fn: unknown): string {
  if (typeof fn !== 'function')
    throw new TypeError(`Expected the task to be a function, got \`${String(fn)}\` (${typeof fn}).`)
  const text = Function.prototype.toString.call(fn)
  if (/^class\b/.test(text)) {
    throw new TypeError(
      `Expected the task to be a function, got the class \`${taskName(fn)}\`.\nWrite a function that makes an instance and returns plain data.`,
    )
  }
  if (!/\{\s*\[native code\]\s*\}$/.test(text)) return text
  const kind = fn.name.startsWith('bound ') ? 'a bound function' : 'a native function'
  throw refusal({ task: taskName(fn), file: undefined, line: undefined }, `it is ${kind}, which has no source`, {
    remedy: 'Write a function that makes the call.',
  })
}

function shipExport(
  fn: object,
  { exported, location, text }: { exported: ExportRef; location: FunctionLocation; text: string },
): ShippedTask {
  const name = taskName(fn)
  const task: ShippedTask = {
    ref: exported,
    name,
    ...readSignature(text, name),
    sourceHash: sha256(text),
    file: scriptFile(location.url),
    line: location.line,
  }
  exportedTasks.set(fn, task)
  return task
}

function hashSources({ functions }: SourceRef): string {
  return sha256(functions.map(({ source }) => source).join('\0'))
}
