import type { CommandSpec } from '../command-spec.ts'
import { argumentWords, type CompletedOption, completedOptions } from './shell-words.ts'

/** A completion script for zsh, with what each command and option does. */
export function renderZsh(commands: readonly CommandSpec[]): string {
  return `#compdef windrow
# windrow completion for zsh
_windrow() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`).join('\n')}
    'help:print the help of a command'
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(caseOf).join('\n')}
    help) _describe 'command' commands ;;
  esac
}
if [[ "$funcstack[1]" == _windrow ]]; then _windrow "$@"; else compdef _windrow windrow; fi
`
}

function caseOf(command: CommandSpec): string {
  const words = argumentWords(command)
  const argument =
    words === undefined ? "'1:file:_files'" : words.length > 0 ? `'1:word:(${words.join(' ')})'` : undefined
  const specs = [...completedOptions(command).flatMap(optionSpecs), ...(argument === undefined ? [] : [argument])]
  return `    ${command.name}) _arguments -S \\\n${specs.map((spec) => `      ${spec}`).join(' \\\n')} ;;`
}

function optionSpecs({ long, short, takesValue, spec }: CompletedOption): string[] {
  const text = spec.description.replaceAll('[', '\\[').replaceAll(']', '\\]').replaceAll(':', '\\:')
  const value = takesValue
    ? `:value:${spec.choices === undefined ? (spec.isFile === true ? '_files' : ' ') : `(${spec.choices.join(' ')})`}`
    : ''
  const often = spec.isRepeatable === true ? '*' : ''
  return [`--${long}`, ...(short === undefined ? [] : [`-${short}`])].map((name) =>
    quote(`${often}${name}[${text}]${value}`),
  )
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
