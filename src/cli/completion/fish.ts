import type { CommandSpec } from '../command-spec.ts'
import { argumentWords, completedOptions } from './shell-words.ts'

/** A completion script for fish, with what each command and option does. */
export function renderFish(commands: readonly CommandSpec[]): string {
  const first = '-n __fish_use_subcommand -f'
  return [
    '# windrow completion for fish',
    ...commands.map(({ name, summary }) => `complete -c windrow ${first} -a ${name} -d ${quote(summary)}`),
    `complete -c windrow ${first} -a help -d 'print the help of a command'`,
    ...commands.flatMap(linesOf),
    '',
  ].join('\n')
}

function linesOf(command: CommandSpec): string[] {
  const within = `complete -c windrow -n '__fish_seen_subcommand_from ${command.name}'`
  const options = completedOptions(command).map(({ long, short, takesValue, spec }) => {
    const { choices, isFile, description } = spec
    const value = !takesValue
      ? ''
      : choices === undefined
        ? isFile === true
          ? ' -r'
          : ' -x'
        : ` -x -a ${quote(choices.join(' '))}`
    return `${within}${short === undefined ? '' : ` -s ${short}`} -l ${long}${value} -d ${quote(description)}`
  })
  const words = argumentWords(command)
  return words === undefined
    ? options
    : [...options, `${within} -f${words.length === 0 ? '' : ` -a ${quote(words.join(' '))}`}`]
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
