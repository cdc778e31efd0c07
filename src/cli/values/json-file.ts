import { readFileSync } from 'node:fs'
import { UsageError } from '../usage-error.ts'

/** Reads a file in JSON that an argument names. */
export function readJsonFile(path: string, argument: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw new UsageError(
      `${argument}: the file \`${path}\` cannot be read (${code}).\nPaths begin at the working directory.`,
    )
  }
  try {
    // Editors on Windows put a byte order mark before it.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const reason = error instanceof Error ? `\n${error.message}.` : ''
    throw new UsageError(`${argument}: the file \`${path}\` is no JSON.${reason}`)
  }
}
