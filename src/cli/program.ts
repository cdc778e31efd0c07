import { Argument, Command, CommanderError, Option } from 'commander'
import { nearestName } from '../util/index.ts'
import type { CommandSpec, Example } from './command-spec.ts'
import { type Given, GivenOptions } from './given-options.ts'
import { UsageError } from './usage-error.ts'

/** What a command line asks for. */
export type Request =
  | {
      readonly kind: 'command'
      readonly spec: CommandSpec
      readonly args: readonly string[]
      readonly options: GivenOptions
      readonly program: readonly string[]
    }
  /** A text was asked for, and was printed. */
  | { readonly kind: 'printed' }

export interface ReadOptions {
  readonly commands: readonly CommandSpec[]
  readonly version: string
  /** Writes help. */
  readonly print: (text: string) => void
  /** Whether help may have colours. */
  readonly isColored: boolean
  /** Columns of the terminal. */
  readonly width: number
}

/** Reads the words of a command line. Prints help where it is asked for; throws `UsageError` for what no command takes. */
export function readCommandLine(words: readonly string[], options: ReadOptions): Request {
  const separator = words.indexOf('--')
  const own = separator < 0 ? words : words.slice(0, separator)
  const program = separator < 0 ? [] : words.slice(separator + 1)
  let request: Request = { kind: 'printed' }
  const root = createRoot(options)
  for (const spec of options.commands) {
    root.addCommand(
      createCommand(spec, options, (args, given) => {
        request = { kind: 'command', spec, args, options: new GivenOptions(given), program }
      }),
    )
  }
  try {
    root.parse(own, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) throw usageErrorOf(error, own, options)
  }
  if (separator >= 0) refuseProgram(request)
  return request
}

function createRoot(options: ReadOptions): Command {
  const root = styled(new Command('windrow'), options)
  root.description('Runs a function or a program over every point of a parameter space and gives back labelled data.')
  root.version(options.version, '-V, --version', 'print the version')
  root.helpOption('-h, --help', 'print help')
  root.helpCommand('help [COMMAND]', 'print the help of a command')
  root.usage('COMMAND [OPTIONS]')
  const examples = options.commands.flatMap((spec) => spec.examples.slice(0, 1))
  root.addHelpText('after', `${renderExamples(examples)}\n\n\`windrow COMMAND --help\` explains a command.`)
  return root
}

function createCommand(
  spec: CommandSpec,
  options: ReadOptions,
  onAction: (args: readonly string[], given: readonly Given[]) => void,
): Command {
  const command = styled(new Command(spec.name), options)
  const given: Given[] = []
  command.summary(spec.summary)
  command.description(`${sentence(spec.summary)}${spec.description === undefined ? '' : `\n\n${spec.description}`}`)
  command.helpOption('-h, --help', 'print this help')
  for (const { name, description, choices } of spec.arguments) {
    const argument = new Argument(name, description)
    command.addArgument(choices === undefined ? argument : argument.choices(choices))
  }
  for (const { flags, description, group } of spec.options) {
    const option = new Option(flags, description)
    if (group !== undefined) option.helpGroup(group)
    command.addOption(option)
    command.on(`option:${option.name()}`, (value: unknown) => {
      given.push({ name: option.name(), value: typeof value === 'string' ? value : undefined })
    })
  }
  command.addHelpText('after', renderExamples(spec.examples))
  command.action(() => onAction(command.args, given))
  return command
}

function styled(command: Command, { print, isColored, width }: ReadOptions): Command {
  const bold = (text: string): string => (isColored ? `\x1b[1m${text}\x1b[0m` : text)
  command.exitOverride()
  command.configureOutput({
    writeOut: print,
    writeErr: () => undefined,
    outputError: () => undefined,
    getOutHelpWidth: () => width,
    getErrHelpWidth: () => width,
    getOutHasColors: () => isColored,
    getErrHasColors: () => isColored,
  })
  command.configureHelp({ styleTitle: bold, showGlobalOptions: false })
  return command
}

function renderExamples(examples: readonly Example[]): string {
  const lines = examples.map(({ line, does }) => `  $ ${line}\n      ${does}`)
  return `\n${examples.length === 1 ? 'Example' : 'Examples'}:\n${lines.join('\n')}`
}

/** One or two lines of our own out of what commander says. */
function usageErrorOf(error: CommanderError, words: readonly string[], { commands }: ReadOptions): UsageError {
  const names = commands.map(({ name }) => name)
  // `windrow help NAME` asks for a command as well.
  const [first = ''] = words[0] === 'help' ? words.slice(1) : words
  if (error.code === 'commander.help' && first === '')
    return new UsageError('Expected a command.\n`windrow --help` lists them.')
  if (error.code === 'commander.unknownCommand' || error.code === 'commander.help') {
    const meant = /\.[cm]?[jt]s(#|$)/.test(first)
      ? `run ${first}`
      : /\.(nc4?|h5|hdf5)$/.test(first)
        ? `show ${first}`
        : nearestName(first, names)
    const remedy =
      meant === undefined
        ? `There are ${names.map((name) => `\`${name}\``).join(', ')}.`
        : `Did you mean \`windrow ${meant}\`?`
    return new UsageError(`There is no command \`${first}\`.\n${remedy}`)
  }
  const [text = '', hint = ''] = error.message.replace(/^error: /, '').split('\n')
  const command = names.includes(first) ? ` ${first}` : ''
  const nearest = /\(Did you mean (.*)\?\)/.exec(hint)?.[1]
  const remedy =
    nearest === undefined
      ? `\`windrow${command} --help\` lists what it takes.`
      : `Did you mean ${nearest.replace(/^one of /, '')}?`
  return new UsageError(`${sentence(text)}\n${remedy}`)
}

function refuseProgram(request: Request): void {
  if (request.kind !== 'command' || request.spec.takesProgram === true) return
  throw new UsageError(`\`windrow ${request.spec.name}\` takes no program after \`--\`.`)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
