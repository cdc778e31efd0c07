import { CommandError, commandMessage, lastLinesOf } from '../../../errors/index.ts'
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
  const why = (await hasFolder(cwd)) ? reasonOf(end.error, program) : `its working directory ${cwd} does not exist.`
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

async function hasFolder(path: string): Promise<boolean> {
  try {
    return (await process.getBuiltinModule('node:fs/promises').stat(path)).isDirectory()
  } catch {
    return false
  }
}
