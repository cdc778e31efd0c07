import type { CommandSpec } from '../command-spec.ts'
import { argumentWords, completedOptions } from './shell-words.ts'

/** A completion script for bash: commands, options, words of options with a choice, and files elsewhere. */
export function renderBash(commands: readonly CommandSpec[]): string {
  const names = [...commands.map(({ name }) => name), 'help']
  return `# windrow completion for bash
_windrow() {
  local current previous command
  current="\${COMP_WORDS[COMP_CWORD]}"
  previous="\${COMP_WORDS[COMP_CWORD-1]}"
  command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=( $(compgen -W "${names.join(' ')} --help --version" -- "$current") )
    return
  fi
  case "$command $previous" in
${commands.flatMap(choicesOf).join('\n')}
  esac
  case "$command" in
${commands.map(caseOf).join('\n')}
    help) COMPREPLY=( $(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$current") ) ;;
  esac
}
complete -o default -o bashdefault -F _windrow windrow
`
}

function choicesOf(command: CommandSpec): string[] {
  return completedOptions(command)
    .filter(({ takesValue }) => takesValue)
    .map(({ long, short, spec }) => {
      const names = [`"${command.name} --${long}"`, ...(short === undefined ? [] : [`"${command.name} -${short}"`])]
      const words =
        spec.choices === undefined ? '' : ` COMPREPLY=( $(compgen -W "${spec.choices.join(' ')}" -- "$current") );`
      // Without words bash falls back to files.
      return `    ${names.join('|')})${words} return ;;`
    })
}

function caseOf(command: CommandSpec): string {
  const options = completedOptions(command).map(({ long }) => `--${long}`)
  const words = argumentWords(command)
  const others =
    words === undefined || words.length === 0
      ? ''
      : ` else COMPREPLY=( $(compgen -W "${words.join(' ')}" -- "$current") );`
  return `    ${command.name}) if [[ "$current" == -* ]]; then COMPREPLY=( $(compgen -W "${options.join(' ')}" -- "$current") );${others} fi ;;`
}
