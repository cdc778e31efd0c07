import { CommandError, commandMessage, lastLinesOf } from '../../../errors/index.ts'
import type { CommandRef } from '../command-ref.ts'
import { quoteForShell } from '../text/quote-for-shell.ts'
import type { CommandRun } from './read-result.ts'
import type { ProgramEnd } from './run-program.ts'

/** What a failure tells besides how the program ended. */
export interface FailedRun extends CommandRun {
  /** Where the last lines are looked for first; the other one is used when there are none. */
  readonly stream: 'error' | 'output'
  readonly cause?: unknown
}

/** The error of a run that failed after its program was started. */
export function commandFailure(what: string, end: ProgramEnd, run: FailedRun): CommandError {
  const { argv, cwd, description } = run
  const [stream, lastLines] = lastWords(end, run.stream)
  const facts = {
    argv,
    cwd,
    exitCode: end.kind === 'not-started' ? undefined : end.exitCode,
    killedBy: end.kind === 'not-started' ? undefined : end.killedBy,
    durationMs: end.durationMs,
    lastLines,
  }
  const plan = description.ref.cwd
  const isRemoved = typeof plan === 'object' && plan.keep === 'never'
  const notes = isRemoved ? ["Its directory was removed; `keep: 'failed'` keeps it."] : []
  const message = commandMessage(what, { lastLines, stream, line: quoteForShell(argv), cwd, notes })
  return new CommandError(message, facts, run.cause === undefined ? {} : { cause: run.cause })
}

function lastWords(end: ProgramEnd, first: 'error' | 'output'): ['error' | 'output', string] {
  const errors = lastLinesOf(end.stderr)
  const output = lastLinesOf(end.stdout)
  if (first === 'error') return errors === '' ? ['output', output] : ['error', errors]
  return output === '' ? ['error', errors] : ['output', output]
}

/** The error of a program that could not be started: which file, why, and what to do. */
export async function startFailure(
  end: Extract<ProgramEnd, { kind: 'not-started' }>,
  run: CommandRun,
): Promise<CommandError> {
  const { argv, cwd } = run
  const [program = ''] = argv
  const { resolve } = process.getBuiltinModule('node:path')
  const isFolder = (path: string): Promise<boolean | undefined> => statFolder(resolve(run.description.ref.base, path))
  const hasFolder = await isFolder(cwd)
  const why =
    hasFolder !== true
      ? `its working directory ${cwd} ${hasFolder === false ? 'is no folder' : 'does not exist'}.`
      : program.includes('/') && (await isFolder(program)) === true
        ? 'it is a folder. Name the program in it.'
        : reasonOf(end.error, program)
  const message = `\`${program}\` could not be started: ${why}\nIn ${cwd} it was to run:\n  ${quoteForShell(argv)}`
  return new CommandError(message, { argv, cwd, durationMs: 0, lastLines: '' }, { cause: end.error })
}

function reasonOf({ code, message }: NodeJS.ErrnoException, program: string): string {
  const isPath = program.includes('/')
  switch (code) {
    case 'ENOENT':
      return isPath
        ? 'there is no such file, or the interpreter in its first line is missing.'
        : 'no folder of PATH has a program of this name. Install it, add its folder to PATH, or give its path.'
    case 'EACCES':
      return `it is no program that may be executed; \`chmod +x ${quoteForShell([program])}\` makes it one.`
    case 'E2BIG':
      return "its arguments and environment are longer than the system allows; send large values with `input: 'json'`."
    default:
      return `${message}.`
  }
}

/** Whether a path is a folder; `undefined` where there is nothing. */
async function statFolder(path: string): Promise<boolean | undefined> {
  try {
    return (await process.getBuiltinModule('node:fs/promises').stat(path)).isDirectory()
  } catch {
    return undefined
  }
}

/** The error of a run whose directory could not be made; what is no failure of the file system stays as it is. */
export function folderFailure(error: unknown, { name, base }: Pick<CommandRef, 'name' | 'base'>): unknown {
  const { code, path, syscall, message } = error as NodeJS.ErrnoException
  if (syscall === undefined && code === undefined) return error
  const what = path === undefined ? message : `${path} (${code})`
  const facts = { argv: [], cwd: base, durationMs: 0, lastLines: '' }
  return new CommandError(`\`${name}\` was not started: its directory could not be made, because of ${what}.`, facts, {
    cause: error,
  })
}
