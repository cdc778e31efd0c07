import { existsSync, statSync } from 'node:fs'
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
  refuseMissing(options)
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
  const exitCodes = exitCodesOf(options)
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

/** Better told once and at once than at each point. */
function refuseMissing(options: GivenOptions): void {
  const cwd = options.one('cwd')
  if (cwd !== undefined && !(existsSync(cwd) && statSync(cwd).isDirectory()))
    throw new UsageError(`--cwd ${cwd}: there is no such folder.`)
  const missing = options.many('copy').find((path) => !existsSync(path))
  if (missing !== undefined) throw new UsageError(`--copy ${missing}: there is no such file or folder.`)
}

function exitCodesOf(options: GivenOptions): readonly number[] | undefined {
  const text = options.one('exit-codes')
  if (text === undefined) return undefined
  const words = text.split(',').map((word) => word.trim())
  if (words.every((word) => /^\d+$/.test(word) && Number(word) <= 255)) return words.map(Number)
  throw new UsageError(`--exit-codes ${text}: expected whole numbers from 0 to 255 between commas, such as \`0,3\`.`)
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
  if (text === 'json' || text === 'number' || text === 'text') {
    if (!options.has('text')) return text
    throw new UsageError(
      `--text is about the groups of a regular expression, and results are read by \`--parse ${text}\`.\nGive one: --parse '/energy = (?<energy>\\S+)/'.`,
    )
  }
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
