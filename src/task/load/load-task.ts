import { TaskLoadError } from '../../errors/index.ts'
import type { CommandRef } from '../command/command-ref.ts'
import type { ExportRef, TaskRef } from '../task-ref.ts'
import { importModule } from './import-module.ts'
import { withinLoadLimit } from './load-limit.ts'
import { rebuildFunctions } from './rebuild-functions.ts'

/**
 * Turns a reference back into a function: imports the export, or evaluates the source under its original file and line.
 *
 * Everything it needs is loaded before this resolves. Rejects with a {@link TaskLoadError} that keeps the module's own
 * error as `cause`.
 *
 * @example
 * ```ts
 * const task = await loadTask(ref)
 * await task({ x: 1 })
 * ```
 */
export async function loadTask(ref: TaskRef): Promise<(...args: unknown[]) => unknown> {
  if (ref.kind === 'command') return loadCommand(ref)
  const name = ref.kind === 'export' ? ref.name : (ref.functions[0]?.name ?? 'anonymous')
  const where = ref.kind === 'export' ? ref.url : (ref.functions[0]?.url ?? '')
  const loading = ref.kind === 'export' ? loadExport(ref) : rebuildFunctions(ref.functions, loadLink)
  try {
    const task = await withinLoadLimit(loading, { task: name, url: where })
    if (typeof task !== 'function') throw new TypeError(`\`${name}\` is not a function there (${typeof task}).`)
    return task as (...args: unknown[]) => unknown
  } catch (error) {
    if (error instanceof TaskLoadError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new TaskLoadError(
      `A worker could not load \`${name}\` from ${where}: ${reason}`,
      { task: name },
      { cause: error },
    )
  }
}

function loadLink(ref: ExportRef | CommandRef): Promise<unknown> {
  return ref.kind === 'command' ? loadCommand(ref) : loadExport(ref)
}

/** What runs programs is loaded by those who run some. */
async function loadCommand(ref: CommandRef): Promise<(...args: unknown[]) => unknown> {
  const { loadCommand } = await import('../command/load-command.ts')
  return loadCommand(ref, loadTask)
}

async function loadExport({ url, name }: ExportRef): Promise<unknown> {
  let value: unknown = await importModule(url)
  for (const part of name.split('.')) {
    if (value === null || value === undefined) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}
