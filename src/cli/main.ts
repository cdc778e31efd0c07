import { COMMANDS } from './commands.ts'
import { canColor, type Output, openOutput } from './output.ts'
import { type ReadOptions, readCommandLine } from './program.ts'
import { inShellWords, UsageError } from './usage-error.ts'

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const

/** Performs one command line and resolves to its exit code; all it says is written by then. */
export async function main(words: readonly string[], version: string): Promise<number> {
  const isColored = canColor(process.stdout, process.env)
  const output = openOutput()
  const code = await perform(words, output, { version, isColored }).catch((error: unknown) => tell(error, output))
  const failure = await output.flush()
  if (failure === undefined) return code
  output.note(
    `${output.paint.bad('windrow:')} The output is incomplete: standard output cannot be written (${failure}).`,
  )
  return code || EXIT.failed
}

async function perform(
  words: readonly string[],
  output: Output,
  { version, isColored }: Pick<ReadOptions, 'version' | 'isColored'>,
): Promise<number> {
  const print = (text: string): void => void output.write(text)
  const width = Math.min(process.stdout.columns || 100, 100)
  const request = readCommandLine(words, { commands: COMMANDS, version, print, isColored, width })
  if (request.kind === 'printed') return EXIT.done
  const { perform: performCommand } = await request.spec.load()
  return await performCommand({ ...request, output })
}

/** One clear sentence for what the user can mend, the stack for what only we can. */
function tell(error: unknown, output: Output): number {
  const { paint } = output
  const text = error instanceof Error ? error.message : String(error)
  if (error instanceof UsageError) {
    output.note(`${paint.bad('windrow:')} ${text}`)
    return EXIT.wrongUse
  }
  const isOurs = error instanceof Error && 'tag' in error
  const told = isOurs ? inShellWords(text) : error instanceof Error ? (error.stack ?? text) : text
  output.note(`${paint.bad('windrow:')} ${told}`)
  return EXIT.failed
}
