import { type CommandOptions, command, type ShippedTask, shipTask, type TextParser } from '../../task/index.ts'
import type { GivenOptions } from '../given-options.ts'
import { refusing, UsageError } from '../usage-error.ts'
import { parseNamed } from '../values/named-value.ts'
import { bytesOption, choiceOption, durationOption } from '../values/number-option.ts'
import { misread } from '../values/place.ts'

/** Options of `run` that say how a program is run, and mean nothing for a function. */
export const PROGRAM_OPTIONS = [
  'parse',
  'text',
  'input',
  'env',
  'cwd',
  'own-folder',
  'keep',
  'copy',
  'name',
  'exit-codes',
  'max-output',
  'kill-after',
] as const

/** The program of `--command` or after `--`, as a task. */
export async function openProgram(words: string | readonly string[], options: GivenOptions): Promise<ShippedTask> {
  const settings = commandOptionsOf(options)
  const task = await refusing(() => command(words, settings)).catch(inWordsOfTheShell)
  return shipTask(task as (...args: never[]) => unknown)
}

/** What the options say of a program, as options of `command`. */
export function commandOptionsOf(options: GivenOptions): CommandOptions {
  options.refuseTogether('cwd', 'own-folder', 'each point has one working directory')
  const input = options.one('input')
  const env = parseNamed('--env', options.many('env'), (text) => text)
  const cwd = folderOf(options)
  const name = options.one('name')
  const exitCodes = options.one('exit-codes')?.split(',').map(Number)
  const maxOutputBytes = bytesOption(options, 'max-output')
  const killAfterMs = durationOption(options, 'kill-after')
  return {
    parse: parserOf(options),
    env,
    ...(input === undefined ? {} : { input }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(name === undefined ? {} : { name }),
    ...(exitCodes === undefined ? {} : { exitCodes }),
    ...(maxOutputBytes === undefined ? {} : { maxOutputBytes }),
    ...(killAfterMs === undefined ? {} : { killAfterMs }),
  }
}

/** `--parse number`, `--parse file:out.json`, or both: what is read, and how. */
function parserOf(options: GivenOptions): NonNullable<CommandOptions['parse']> {
  const given = options.many('parse')
  const files = given.filter((text) => text.startsWith('file:'))
  const parsers = given.filter((text) => !text.startsWith('file:'))
  const [second] = files.length > 1 ? files.slice(1) : parsers.slice(1)
  if (second !== undefined) {
    throw new UsageError(
      `--parse ${second}: one result is read in one way.\nGive one of json, number, text or /regex/, and at most one \`file:PATH\`.`,
    )
  }
  const parse = textParserOf(parsers[0] ?? 'json', options)
  return files[0] === undefined ? parse : { file: files[0].slice('file:'.length), parse }
}

function textParserOf(text: string, options: GivenOptions): TextParser {
  if (text === 'json' || text === 'number' || text === 'text') return text
  const pattern = /^\/(?<source>.+)\/(?<flags>[a-z]*)$/s.exec(text)?.groups
  const place = { argument: `--parse ${text}`, at: 0 }
  if (pattern === undefined) {
    throw misread(
      place,
      'this is no way to read a result',
      "It is `json`, `number`, `text`, a regular expression with named groups such as '/energy = (?<energy>\\S+)/', or `file:PATH`.",
    )
  }
  try {
    const match = new RegExp(pattern.source ?? '', pattern.flags)
    const texts = options.one('text')?.split(',')
    return texts === undefined ? match : { match, text: texts }
  } catch (error) {
    throw misread(
      place,
      error instanceof Error ? error.message : 'no regular expression',
      "Quote it for the shell: '/…/'.",
    )
  }
}

function folderOf(options: GivenOptions): CommandOptions['cwd'] {
  const keep = choiceOption(options, 'keep', ['failed', 'always', 'never'])
  const copy = options.many('copy')
  if (!options.has('own-folder')) {
    if (keep === undefined && copy.length === 0) return options.one('cwd')
    throw new UsageError(
      `--${keep === undefined ? 'copy' : 'keep'} is about folders of single points.\nAdd --own-folder.`,
    )
  }
  const parent = options.one('own-folder')
  return { ...(parent === undefined ? {} : { in: parent }), ...(keep === undefined ? {} : { keep }), copy }
}

/** Refusals of `command` name its options as code would write them. */
function inWordsOfTheShell(error: unknown): never {
  if (!(error instanceof UsageError)) throw error
  throw new UsageError(`--command: ${error.message}`, { cause: error })
}
