/** Wrong use of the command line: a sentence that names what was written and says what to write instead. Exit code 2. */
export class UsageError extends TypeError {
  override readonly name = 'UsageError'
}

/** Lets the refusals of a checked call through as wrong use: they name what was given, and their stack says nothing to the user. */
export async function refusing<Result>(call: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof TypeError) || error instanceof UsageError) throw error
    throw new UsageError(inShellWords(error.message), { cause: error })
  }
}

/** What refusals say of code, and how it is written on a command line. */
const SHELL_WORDS: readonly (readonly [RegExp, string])[] = [
  [/`constants`/g, '`-c`'],
  [/`cases`/g, '`--cases`'],
  [/`\{ nearest: (.*?) \}`/g, '`~$1`'],
  [/`command\(\['sh', '-c', '(.*?)', 'sh', '(.*?)'\]\)`/g, "`windrow run … -- sh -c '$1' sh $2`"],
  [/`vars: \[\]`/g, "`--vars ''`"],
  [/`(\w+): '([^']*)'`/g, '`--$1 $2`'],
  [/with `sel`/g, 'with `--sel`'],
  [/`env: \{ (\w+): '(.*?)' \}`/g, '`--env $1=$2`'],
]

/** A refusal with its remedies as one types them. */
export function inShellWords(message: string): string {
  return SHELL_WORDS.reduce((text, [code, words]) => text.replace(code, words), message)
}
