import type { CommandSpec, OptionSpec } from '../command-spec.ts'

/** An option as completion scripts need it. */
export interface CompletedOption {
  readonly long: string
  /** One letter, without its dash. */
  readonly short: string | undefined
  readonly takesValue: boolean
  readonly spec: OptionSpec
}

/** The options of a command, `--help` among them. */
export function completedOptions({ options }: CommandSpec): readonly CompletedOption[] {
  return [...options, { flags: '-h, --help', description: 'print this help' }].map((spec) => {
    const [, short, long = ''] = /^(?:-(\w), )?--([\w-]+)/.exec(spec.flags) ?? []
    return { long, short, takesValue: spec.flags.includes('<'), spec }
  })
}

/** The words that the first argument of a command may be; `undefined` where it is a file, empty where there is none. */
export function argumentWords({ arguments: [first] }: CommandSpec): readonly string[] | undefined {
  if (first === undefined) return []
  return first.choices ?? (first.name.includes('FILE') ? undefined : [])
}
