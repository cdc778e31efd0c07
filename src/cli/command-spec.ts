import type { GivenOptions } from './given-options.ts'
import type { Output } from './output.ts'

/** One option as data: help, parser and completion scripts are made of it. */
export interface OptionSpec {
  /** As commander writes it: `-a, --axis <NAME=VALUES>`. */
  readonly flags: string
  readonly description: string
  /** Heading of the help under which it stands. */
  readonly group?: string
  /** May be given several times. */
  readonly isRepeatable?: boolean
  /** The only values it takes. */
  readonly choices?: readonly string[]
  /** Its value is the path of a file. */
  readonly isFile?: boolean
}

/** A positional argument: `<FILE>`, `[FILE]`, `[NAMES...]`. */
export interface ArgumentSpec {
  readonly name: string
  readonly description: string
  readonly choices?: readonly string[]
}

/** A command line and what it does. */
export interface Example {
  readonly line: string
  readonly does: string
}

/** One command as data; what performs it is loaded when it is used. */
export interface CommandSpec {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What its own help says below the usage, where the summary is not enough. */
  readonly description?: string
  readonly arguments: readonly ArgumentSpec[]
  readonly options: readonly OptionSpec[]
  readonly examples: readonly Example[]
  /** True where words after `--` are a program with its arguments. */
  readonly takesProgram?: boolean
  readonly load: () => Promise<{ readonly perform: Perform }>
}

/** What somebody typed, taken apart. */
export interface CommandInput {
  readonly args: readonly string[]
  /** The words after `--`. */
  readonly program: readonly string[]
  readonly options: GivenOptions
  readonly output: Output
}

/** Performs a command and resolves to its exit code. */
export type Perform = (input: CommandInput) => Promise<number>
