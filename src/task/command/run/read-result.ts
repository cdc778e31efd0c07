import { commandEnd } from '../../../errors/index.ts'
import { renderBytes } from '../../../util/index.ts'
import type { CommandDescription } from '../command.ts'
import type { CommandRef } from '../command-ref.ts'
import { parseText } from '../parse-output.ts'
import type { Template } from '../text/template.ts'
import type { CommandOutput } from '../types.ts'
import { commandFailure, startFailure } from './command-failure.ts'
import type { Fill } from './run-command.ts'
import type { ProgramEnd } from './run-program.ts'

/** One run of a command, as far as its result depends on it. */
export interface CommandRun {
  readonly description: CommandDescription
  readonly argv: readonly string[]
  readonly cwd: string
  readonly params: Readonly<Record<string, unknown>>
  readonly fill: Fill
  readonly signal: AbortSignal | undefined
}

/** The result of a run that ended; throws `CommandError` for one that did not end well or cannot be read. */
export async function readResult(end: ProgramEnd, run: CommandRun): Promise<unknown> {
  const { ref, parse } = run.description
  if (end.kind === 'not-started') throw await startFailure(end, run)
  const problem = problemOf(end, ref)
  const cause: unknown = end.kind === 'aborted' ? run.signal?.reason : undefined
  if (problem !== undefined) throw commandFailure(problem, end, { ...run, cause, stream: 'error' })
  const plan = ref.parse.kind === 'file' ? ref.parse.parse : ref.parse
  const text = ref.parse.kind === 'file' ? await readFileOf(ref.parse.path, end, run) : end.stdout
  const output: CommandOutput = { text, stdout: end.stdout, stderr: end.stderr, params: run.params, cwd: run.cwd }
  try {
    return plan.kind === 'function' ? await parse?.(output) : parseText(plan, output)
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1)
    const what = plan.kind === 'function' ? `its \`parse\` threw ${nameOf(error)}${reason}` : reason
    throw commandFailure(`\`${ref.name}\` ended well, but ${what}`, end, { ...run, cause: error, stream: 'output' })
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ` : ''
}

async function readFileOf(path: Template, end: ProgramEnd, run: CommandRun): Promise<string> {
  const { resolve } = process.getBuiltinModule('node:path')
  const file = resolve(run.cwd, run.fill(path))
  try {
    return await process.getBuiltinModule('node:fs/promises').readFile(file, 'utf8')
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    const what = code === 'ENOENT' ? 'was not written' : `cannot be read (${code})`
    throw commandFailure(`\`${run.description.ref.name}\` ended well, but ${file} ${what}`, end, {
      ...run,
      cause: error,
      stream: 'error',
    })
  }
}

/** What is wrong with the way a program ended. */
function problemOf(end: Exclude<ProgramEnd, { kind: 'not-started' }>, ref: CommandRef): string | undefined {
  const name = `\`${ref.name}\``
  switch (end.kind) {
    case 'too-much':
      return `${name} printed more than \`maxOutputBytes: ${ref.maxOutputBytes}\` (${renderBytes(ref.maxOutputBytes)}) and was stopped`
    case 'aborted':
      return `${name} was stopped: it ${commandEnd(end)}`
    case 'exited':
      return end.exitCode !== undefined && ref.exitCodes.includes(end.exitCode)
        ? undefined
        : `${name} ${commandEnd(end)}`
  }
}
