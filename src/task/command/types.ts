/** What a placeholder takes: numbers, texts, booleans, dates; lists and plain objects go in as JSON. */
export type CommandValue =
  | number
  | string
  | boolean
  | bigint
  | Date
  | readonly (CommandValue | null)[]
  | { readonly [name: string]: CommandValue | null }

/** What a program printed, for a `parse` function. */
export interface CommandOutput<Params = Readonly<Record<string, unknown>>> {
  /** What is to be parsed: standard output, or the content of the file that `parse` names. */
  readonly text: string
  readonly stdout: string
  /** The end of standard error, up to 64 kB. */
  readonly stderr: string
  readonly params: Params
  /** Directory that the program ran in. */
  readonly cwd: string
}

/** How the text that a program printed becomes a result. */
export type TextParser =
  | 'json'
  | 'number'
  | 'text'
  | RegExp
  | { readonly match: RegExp; readonly text: readonly string[] }
  | ((output: CommandOutput) => unknown)

/** How the result of a program is read: from what it printed, or from a file that it wrote. */
export type Parser = TextParser | { readonly file: string; readonly parse?: TextParser }

/** A directory of its own for each point. */
export interface FolderOptions {
  /** Folder in which they are made; it is made if it is absent. Default: the system's temporary folder. */
  readonly in?: string
  /**
   * Which directories stay: those of points that failed, all, or none.
   *
   * @default 'failed'
   */
  readonly keep?: 'failed' | 'always' | 'never'
  /** Files to write before the program starts: name → content with placeholders. */
  readonly files?: Readonly<Record<string, string>>
  /** Files and folders to copy there, under their own names. */
  readonly copy?: readonly string[]
}

/** Options of `command`. */
export interface CommandOptions {
  /**
   * How the result is read: `'json'`, `'number'`, `'text'` (without its last line end), a regular expression whose named groups
   * are numbers, `{ match, text }` where the groups in `text` are texts, a function, or `{ file, parse }` for a file that the
   * program writes.
   *
   * @default 'json'
   */
  readonly parse?: Parser
  /** Standard input: a text with placeholders, or `'json'` for one object with all parameters. Default: none, at its end at once. */
  readonly input?: string
  /** Variables to add to the inherited environment, with placeholders; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /**
   * Working directory of all points, or `{ … }` for a new one at each point.
   *
   * @default where the caller is
   */
  readonly cwd?: string | FolderOptions
  /**
   * Name of the command, and of its output where that is a single value.
   *
   * @default the name of the program or script
   */
  readonly name?: string
  /**
   * Exit codes that mean success.
   *
   * @default [0]
   */
  readonly exitCodes?: readonly number[]
  /**
   * Bytes that a program may print before it is stopped and its point fails; up to 512 MB.
   *
   * @default 67_108_864
   */
  readonly maxOutputBytes?: number
  /**
   * Milliseconds between SIGTERM and SIGKILL when a program is stopped.
   *
   * @default 500
   */
  readonly killAfterMs?: number
}

/** What a command takes of the context of a point; in a direct call all of it may be left out. */
export interface CommandContext {
  readonly index?: number
  readonly attempt?: number
  /** Default in a direct call: a new one each time. */
  readonly seed?: number
  /** Stops the program. */
  readonly signal?: AbortSignal
}

/** A program that `sweep` takes like a function, and that can be called like one. */
export interface CommandTask<Params, Result> {
  // biome-ignore lint/style/useShorthandFunctionType: an interface has a name in messages of the compiler
  (params: Params, context?: CommandContext): Promise<Result>
}

/** Names of the placeholders in a text; any text where it is not a literal. */
export type PlaceholdersOf<Text> = Text extends string ? (string extends Text ? string : Scan<Text>) : never

type Scan<Text extends string, Found = never> = Text extends `${string}{${infer Rest}`
  ? Rest extends `{${infer After}`
    ? Scan<After, Found>
    : Rest extends `${infer Name}}${infer After}`
      ? Scan<After, Name extends `@${string}` ? Found : Found | Name>
      : Found
  : Found

type ValuesOf<Type> = Type extends object ? Type[keyof Type] : never

/** What a caller wrote, as types. */
export interface Written {
  readonly command: unknown
  readonly parse: unknown
  readonly input: unknown
  readonly env: unknown
  readonly cwd: unknown
}

type NamesOf<W extends Written> =
  | PlaceholdersOf<W['command'] extends readonly string[] ? W['command'][number] : W['command']>
  | (W['input'] extends 'json' ? never : PlaceholdersOf<W['input']>)
  | PlaceholdersOf<ValuesOf<W['env']>>
  | (W['parse'] extends { readonly file: infer File } ? PlaceholdersOf<File> : never)
  | (W['cwd'] extends { readonly files: infer Files } ? PlaceholdersOf<ValuesOf<Files>> : never)

/** The parameters of a command: its placeholders, and with `input: 'json'` whatever else is given. */
export type ParamsOf<W extends Written> = { [Name in NamesOf<W>]: CommandValue } & (W['input'] extends 'json'
  ? { [name: string]: unknown }
  : unknown)

/** A value that came as JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** The result of a command, by how it is read. */
export type ResultOf<Parse> = [Parser] extends [Parse]
  ? JsonOutputs
  : Parse extends { readonly file: string; readonly parse: infer Inner }
    ? ParsedBy<Inner>
    : ParsedBy<Parse>

/** JSON outputs by name; a program that prints a bare value wants `parse: 'number'` or `'text'`. */
export interface JsonOutputs {
  readonly [name: string]: JsonValue
}

type ParsedBy<Parse> = Parse extends 'number'
  ? number
  : Parse extends 'text'
    ? string
    : Parse extends RegExp
      ? { [name: string]: number }
      : Parse extends { readonly match: RegExp; readonly text: readonly (infer Text extends string)[] }
        ? { [name: string]: number | string } & { [Name in Text]: string }
        : Parse extends (...args: never[]) => infer Result
          ? Awaited<Result>
          : JsonOutputs
