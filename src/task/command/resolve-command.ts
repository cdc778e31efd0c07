import { basename, resolve } from 'node:path'
import { nearestName } from '../../util/index.ts'
import type { CommandRef, FolderPlan, ParsePlan, TextPlan } from './command-ref.ts'
import { refuseShellCode } from './text/refuse-shell-code.ts'
import { splitWords } from './text/split-words.ts'
import { parseTemplate, type Template } from './text/template.ts'
import type { CommandOptions, CommandOutput, TextParser } from './types.ts'

/** A function that reads results: shipped when the command is. */
export type ParseFunction = (output: CommandOutput) => unknown

/** A command whose parse function, if it has one, is still a function of the caller. */
export interface ResolvedCommand {
  readonly ref: CommandRef
  readonly parse: ParseFunction | undefined
}

/** Longest output: a text cannot be much longer. */
const MOST_BYTES = 512_000_000

const OPTION_NAMES = [
  'parse',
  'input',
  'env',
  'cwd',
  'name',
  'exitCodes',
  'maxOutputBytes',
  'killAfterMs',
] as const satisfies readonly (keyof CommandOptions)[]

/** Reads a command and its options once: everything that is wrong with them is refused here. */
export function resolveCommand(command: string | readonly string[], options: CommandOptions): ResolvedCommand {
  refuseUnknown(options, OPTION_NAMES, 'command')
  const argv = argvOf(command)
  refuseShellCode(argv)
  const { input, parse = 'json', name = nameOf(argv), exitCodes = [0] } = options
  const ref: CommandRef = {
    kind: 'command',
    name: textOf('name', name),
    argv,
    input: input === undefined || input === 'json' ? input : parseTemplate(textOf('input', input), input),
    env: envOf(options.env ?? {}),
    base: process.cwd(),
    cwd: cwdOf(options.cwd ?? '.'),
    parse: parsePlan(parse),
    maxOutputBytes: wholeNumber('maxOutputBytes', options.maxOutputBytes ?? 2 ** 26, { min: 1, max: MOST_BYTES }),
    killAfterMs: wholeNumber('killAfterMs', options.killAfterMs ?? 500, { min: 0, max: 2 ** 30 }),
    exitCodes: exitCodesOf(exitCodes),
  }
  const inner = typeof parse === 'object' && 'file' in parse ? parse.parse : parse
  return { ref, parse: typeof inner === 'function' ? inner : undefined }
}

function argvOf(command: string | readonly string[]): readonly Template[] {
  if (typeof command === 'string') return splitWords(command)
  if (!Array.isArray(command) || !command.every((word) => typeof word === 'string'))
    throw wrong('command', 'a text such as `prog --t {T}`, or a list of texts', command)
  if (command.length === 0 || command[0] === '')
    throw new TypeError('Expected a command to name a program, got none.\nThe first text of the list is the program.')
  if (command.some((word) => word.includes('\0')))
    throw new TypeError('A command holds a NUL character, which no argument can carry.')
  return command.map((word) => (word === '' ? [''] : parseTemplate(word, word)))
}

/** The program, or the script where the first argument of an interpreter is one. */
function nameOf([program, script]: readonly Template[]): string {
  const text = literal(program)
  if (text === undefined) return 'command'
  const own = stem(text)
  const isInterpreter = /^(?:node|deno|bun|python[\d.]*|Rscript|julia|perl|ruby|php|lua|octave|bash|sh)$/.test(own)
  const file = isInterpreter ? literal(script) : undefined
  return (file === undefined || file.startsWith('-') ? own : stem(file)) || 'command'
}

function literal(template: Template | undefined): string | undefined {
  const [text] = template ?? []
  return template?.length === 1 && typeof text === 'string' ? text : undefined
}

function stem(path: string): string {
  return basename(path).replace(/(?<=.)\.[A-Za-z]\w*$/, '')
}

function envOf(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, Template | null>> {
  if (typeof env !== 'object' || env === null) throw wrong('env', 'an object of names and texts', env)
  const entries = Object.entries(env).map(([name, value]) => {
    if (!/^[^=\0]+$/.test(name)) throw wrong('env', 'names without `=`', name)
    if (value !== undefined && typeof value !== 'string') throw wrong(`env.${name}`, 'a text', value)
    // The value may be a secret, so it is not shown.
    return [name, value === undefined ? null : parseTemplate(value, `env.${name}`)] as const
  })
  return Object.fromEntries(entries)
}

function cwdOf(cwd: NonNullable<CommandOptions['cwd']>): string | FolderPlan {
  if (typeof cwd === 'string') return resolve(cwd)
  if (typeof cwd !== 'object' || cwd === null) throw wrong('cwd', 'a folder, or an object such as `{ keep: … }`', cwd)
  refuseUnknown(cwd, ['in', 'keep', 'files', 'copy'], '`cwd` of `command`')
  const { keep = 'failed', files = {}, copy = [] } = cwd
  if (!['failed', 'always', 'never'].includes(keep)) throw wrong('cwd.keep', "one of 'failed', 'always', 'never'", keep)
  return {
    in: cwd.in === undefined ? undefined : resolve(textOf('cwd.in', cwd.in)),
    keep,
    files: Object.entries(files).map(([name, content]) => ({
      name: insideName(name),
      content: parseTemplate(textOf(`cwd.files['${name}']`, content), name),
    })),
    copy: copy.map((path) => resolve(textOf('cwd.copy', path))),
  }
}

function insideName(name: string): string {
  const parts = name.split('/')
  if (name !== '' && !parts.some((part) => part === '' || part === '.' || part === '..')) return name
  throw wrong('cwd.files', 'names inside the directory, such as `in.nml` or `data/in.nml`', name)
}

function parsePlan(parse: NonNullable<CommandOptions['parse']>): ParsePlan {
  if (typeof parse !== 'object' || parse === null || !('file' in parse)) return textPlan(parse)
  refuseUnknown(parse, ['file', 'parse'], '`parse` of `command`')
  return {
    kind: 'file',
    path: parseTemplate(textOf('parse.file', parse.file), parse.file),
    parse: textPlan(parse.parse ?? 'json'),
  }
}

/** Stands in until the function is shipped. */
const NOT_SHIPPED = { kind: 'source', functions: [] } as const

function textPlan(parse: TextParser): TextPlan {
  if (typeof parse === 'function') return { kind: 'function', task: NOT_SHIPPED }
  if (parse === 'json' || parse === 'number' || parse === 'text') return { kind: parse }
  if (parse instanceof RegExp) return matchPlan(parse, [])
  if (typeof parse === 'object' && parse?.match instanceof RegExp && Array.isArray(parse.text))
    return matchPlan(parse.match, parse.text)
  throw wrong(
    'parse',
    "'json', 'number', 'text', a regular expression, `{ match, text }`, a function or `{ file, parse }`",
    parse,
  )
}

function matchPlan(match: RegExp, text: readonly string[]): TextPlan {
  // Matched against nothing, a regular expression still tells the names of its groups.
  const groups = Object.keys(new RegExp(`${match.source}|`, match.flags).exec('')?.groups ?? {})
  if (groups.length === 0) {
    throw new TypeError(
      `Expected \`parse\` to have named groups, got ${match}.\nName what the program prints: \`/energy: (?<energy>\\S+)/\`.`,
    )
  }
  if (match.global || match.sticky) {
    throw new TypeError(
      `Expected \`parse\` without the flags \`g\` and \`y\`, got ${match}.\nThe first match counts; give a function to read several.`,
    )
  }
  for (const name of text) if (!groups.includes(name)) throw wrong('parse.text', `names of groups of ${match}`, name)
  return { kind: 'match', source: match.source, flags: match.flags, text: [...text] }
}

function exitCodesOf(codes: readonly number[]): readonly number[] {
  if (!Array.isArray(codes) || codes.length === 0) throw wrong('exitCodes', 'a list of exit codes', codes)
  return codes.map((code) => wholeNumber('exitCodes', code, { min: 0, max: 255 }))
}

/** Options that people look for here. */
const OF_THE_SWEEP: readonly string[] = ['timeoutMs', 'retries', 'concurrency', 'signal', 'onError', 'seed', 'out']

function refuseUnknown(options: object, names: readonly string[], owner: string): void {
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue
    const near = nearestName(name, names)
    const remedy = OF_THE_SWEEP.includes(name)
      ? `Give it to \`sweep\`: it is about points.`
      : near === undefined
        ? `Known are ${names.map((each) => `\`${each}\``).join(', ')}.`
        : `Did you mean \`${near}\`?`
    throw new TypeError(`\`${name}\` is not an option of ${owner.startsWith('`') ? owner : `\`${owner}\``}.\n${remedy}`)
  }
}

function textOf(option: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  if (option === 'input' || option.startsWith('cwd.files')) if (value === '') return value
  throw wrong(option, 'a text that is not empty', value)
}

function wholeNumber(option: string, value: number, { min, max }: { min: number; max: number }): number {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value
  throw wrong(option, `a whole number from ${min} to ${max}`, value)
}

function wrong(option: string, expected: string, value: unknown): TypeError {
  return new TypeError(`Expected \`${option}\` to be ${expected}, got \`${String(value)}\` (${typeof value}).`)
}
