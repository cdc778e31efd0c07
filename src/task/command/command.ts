import type { CommandRef } from './command-ref.ts'
import { type ParseFunction, resolveCommand } from './resolve-command.ts'
import type { CommandContext, CommandOptions, CommandTask, ParamsOf, Parser, ResultOf } from './types.ts'

/** Shared by all copies of windrow in a program. */
const DESCRIPTION = Symbol.for('windrow.command')

/** Says that nothing is added. */
// biome-ignore lint/complexity/noBannedTypes: an empty object type is just what is meant
type NoNames = {}

/** What a callable command carries. */
export interface CommandDescription {
  readonly ref: CommandRef
  readonly parse: ParseFunction | undefined
}

/**
 * Makes a task of a program: any program over a space, with `{name}` where values of parameters go.
 *
 * The text is split into words as a shell does it, with quotes and backslashes, and no shell ever reads it: one placeholder is
 * (part of) one argument, whatever its value. Numbers are written with the shortest digits that read back as the same number,
 * `nan` and `inf`; `{{` and `}}` are braces. Each run has its own process group, which is ended with the point, with its
 * worker and with the caller. It finds `WINDROW_INDEX`, `WINDROW_ATTEMPT` and `WINDROW_SEED` in its environment; `{@index}`,
 * `{@attempt}` and `{@seed}` are the same as arguments.
 *
 * Throws `TypeError` at once for what only a shell could do (pipes, redirections, variables) and for unknown options. A run rejects
 * with `CommandError` when the program is not found, ends with another exit code or by a signal, or prints what cannot be read.
 *
 * @example
 * ```ts
 * import { command, linspace, sweep } from 'windrow'
 * const lmp = command('lmp -in in.melt -var T {T}', { parse: /Final energy: (?<energy>\S+)/ })
 * const ds = await sweep(lmp, { T: linspace(0.5, 1.5, 11) })
 * const one = await lmp({ T: 1 })
 * ```
 */
export function command<
  const Command extends string | readonly string[],
  // No default: it would win over the type of a function whose parameter is inferred.
  const Parse extends Parser,
  const Input extends string = '',
  const Env extends NonNullable<CommandOptions['env']> = NoNames,
  const Cwd extends NonNullable<CommandOptions['cwd']> = string,
>(
  command: Command,
  options?: Omit<CommandOptions, 'parse' | 'input' | 'env' | 'cwd'> & {
    readonly parse?: Parse
    readonly input?: Input
    readonly env?: Env
    readonly cwd?: Cwd
  },
): CommandTask<ParamsOf<{ command: Command; parse: Parse; input: Input; env: Env; cwd: Cwd }>, ResultOf<Parse>> {
  const description: CommandDescription = resolveCommand(command, (options ?? {}) as CommandOptions)
  const task = async (params: object, context: CommandContext = {}): Promise<unknown> => {
    const { runCommand } = await import('./run/run-command.ts')
    return runCommand(description, params as Readonly<Record<string, unknown>>, context)
  }
  Object.defineProperties(task, {
    name: { value: description.ref.name, configurable: true },
    [DESCRIPTION]: { value: description },
  })
  return task as never
}

/** What a command carries; `undefined` for any other value. */
export function commandOf(value: unknown): CommandDescription | undefined {
  return typeof value === 'function' ? Reflect.get(value, DESCRIPTION) : undefined
}
