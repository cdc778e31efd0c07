import type { ExportRef, SourceRef } from '../task-ref.ts'
import type { CommandRef } from './command-ref.ts'
import type { ParseFunction } from './resolve-command.ts'
import type { CommandContext } from './types.ts'

/** Turns a shipped command back into a function; `load` does so for its parse function. */
export async function loadCommand(
  ref: CommandRef,
  load: (ref: ExportRef | SourceRef) => Promise<(...args: unknown[]) => unknown>,
): Promise<(...args: unknown[]) => unknown> {
  const { runCommand } = await import('./run/run-command.ts')
  const plan = ref.parse.kind === 'file' ? ref.parse.parse : ref.parse
  const parse = plan.kind === 'function' ? ((await load(plan.task)) as ParseFunction) : undefined
  const description = { ref, parse }
  const run = (params: unknown, context: unknown): Promise<unknown> =>
    runCommand(description, params as Readonly<Record<string, unknown>>, (context ?? {}) as CommandContext)
  return run as (...args: unknown[]) => unknown
}
