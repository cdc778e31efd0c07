import type { ErrorRecord } from './error-record.ts'
import type { Failure } from './failure.ts'

/** The tags of all run-time errors. Recognise an error by its tag: `instanceof` does not survive a process border. */
export type ErrorTag = keyof TaggedErrors

/** What each tag narrows to. */
export interface TaggedErrors {
  ShipError: ShipError
  TaskLoadError: TaskLoadError
  OutputError: OutputError
  CommandError: CommandError
  PointTimeoutError: PointTimeoutError
  WorkerLostError: WorkerLostError
  SweepFailedError: SweepFailedError
  SweepAbortedError: SweepAbortedError
  StoreError: StoreError
  MergeError: MergeError
  PlotError: PlotError
  FormatError: FormatError
  LedgerError: LedgerError
}

/** Base of every error that can happen at run time: a tag, the facts as fields, and a message that ends with a next step. */
export abstract class SweepError<Tag extends string = string> extends Error {
  abstract readonly tag: Tag

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/**
 * True for one of windrow's run-time errors, also one that was rebuilt from another process; with `tag`, for that one.
 *
 * @example
 * ```ts
 * if (isSweepError(error, 'SweepFailedError')) console.log(error.failures.length)
 * ```
 */
export function isSweepError(error: unknown): error is TaggedErrors[ErrorTag]
export function isSweepError<Tag extends ErrorTag>(error: unknown, tag: Tag): error is TaggedErrors[Tag]
export function isSweepError(error: unknown, tag?: ErrorTag): boolean {
  if (!(error instanceof Error) || !('tag' in error) || typeof error.tag !== 'string') return false
  return tag === undefined || error.tag === tag
}

/** A function cannot be sent to workers. The message names the variable, its file and line, and what to do. */
export class ShipError extends SweepError<'ShipError'> {
  override readonly tag = 'ShipError'
  readonly task: string
  readonly variable: string | undefined
  readonly file: string | undefined
  readonly line: number | undefined

  constructor(
    message: string,
    facts: { task: string; variable?: string | undefined; file?: string | undefined; line?: number | undefined },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.task = facts.task
    this.variable = facts.variable
    this.file = facts.file
    this.line = facts.line
  }
}

/** A worker could not load or rebuild the task; usually the module throws at its top level or needs a TypeScript loader. */
export class TaskLoadError extends SweepError<'TaskLoadError'> {
  override readonly tag = 'TaskLoadError'
  readonly task: string

  constructor(message: string, facts: { task: string }, options?: ErrorOptions) {
    super(message, options)
    this.task = facts.task
  }
}

/** A task returned something that cannot be labelled: another kind, shape or set of names than its other points. */
export class OutputError extends SweepError<'OutputError'> {
  override readonly tag = 'OutputError'
}

/** How one run of a program went wrong. Values in its environment are no part of it: they may be secrets. */
export interface CommandFacts {
  /** The program and its arguments. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly exitCode?: number | undefined
  readonly killedBy?: string | undefined
  readonly durationMs: number
  /** The last lines of standard error, of standard output where there are none. */
  readonly lastLines: string
}

/**
 * A program failed at a point: it was not found, ended with an exit code or signal that is no success, was stopped, or printed
 * what cannot be read. The message has its last lines and a command to run it again by hand.
 */
export class CommandError extends SweepError<'CommandError'> implements CommandFacts {
  override readonly tag = 'CommandError'
  readonly argv: readonly string[]
  readonly cwd: string
  readonly exitCode: number | undefined
  readonly killedBy: string | undefined
  readonly durationMs: number
  readonly lastLines: string

  constructor(message: string, facts: CommandFacts, options?: ErrorOptions) {
    super(message, options)
    this.argv = facts.argv
    this.cwd = facts.cwd
    this.exitCode = facts.exitCode
    this.killedBy = facts.killedBy
    this.durationMs = facts.durationMs
    this.lastLines = facts.lastLines
  }
}

/** A point ran longer than `timeoutMs`. */
export class PointTimeoutError extends SweepError<'PointTimeoutError'> {
  override readonly tag = 'PointTimeoutError'
  readonly timeoutMs: number

  constructor(message: string, facts: { timeoutMs: number }, options?: ErrorOptions) {
    super(message, options)
    this.timeoutMs = facts.timeoutMs
  }
}

/** A worker died under a point: killed, crashed, out of memory, or it called `process.exit`. */
export class WorkerLostError extends SweepError<'WorkerLostError'> {
  override readonly tag = 'WorkerLostError'
  readonly exitCode: number | undefined
  readonly killedBy: string | undefined
  /** Last lines the worker wrote to standard error. */
  readonly stderr: string

  constructor(
    message: string,
    facts: { exitCode?: number | undefined; killedBy?: string | undefined; stderr?: string },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.exitCode = facts.exitCode
    this.killedBy = facts.killedBy
    this.stderr = facts.stderr ?? ''
  }
}

/** At least one point failed and `onError` is `'raise'`. Everything that finished is in `dataset`. */
export class SweepFailedError extends SweepError<'SweepFailedError'> {
  override readonly tag = 'SweepFailedError'
  /** The partial result: a `Dataset` whose missing values are the points that failed or never ran. */
  declare readonly dataset: unknown
  declare readonly failures: readonly Failure[]

  constructor(message: string, facts: { dataset: unknown; failures: readonly Failure[] }, options?: ErrorOptions) {
    super(message, options)
    keepUnlisted(this, facts)
  }
}

/** The `signal` of a sweep was aborted. Everything that finished is in `dataset`. */
export class SweepAbortedError extends SweepError<'SweepAbortedError'> {
  override readonly tag = 'SweepAbortedError'
  declare readonly dataset: unknown
  declare readonly failures: readonly Failure[]

  constructor(message: string, facts: { dataset: unknown; failures: readonly Failure[] }, options?: ErrorOptions) {
    super(message, options)
    keepUnlisted(this, facts)
  }
}

/** Facts that the message sums up: Node prints every property of an uncaught error, and a dataset would fill the screen. */
function keepUnlisted(error: Error, facts: { readonly dataset: unknown; readonly failures: readonly Failure[] }): void {
  const { dataset, failures } = facts
  for (const [name, value] of Object.entries({ dataset, failures }))
    Object.defineProperty(error, name, { value, writable: true, configurable: true })
}

/** A result file cannot be read or written. */
export class StoreError extends SweepError<'StoreError'> {
  override readonly tag = 'StoreError'
  readonly path: string

  constructor(message: string, facts: { path: string }, options?: ErrorOptions) {
    super(message, options)
    this.path = facts.path
  }
}

/** Two datasets hold different values at the same place. Merge with `overwrite: true` or `false` to say which one counts. */
export class MergeError extends SweepError<'MergeError'> {
  override readonly tag = 'MergeError'
  readonly variable: string
  /** The coordinates of the first place where they differ. */
  readonly point: Readonly<Record<string, unknown>>

  constructor(
    message: string,
    facts: { variable: string; point: Readonly<Record<string, unknown>> },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.variable = facts.variable
    this.point = facts.point
  }
}

/** Bytes that should be a value or a record of windrow's are something else: damaged, cut off, or written by a newer version. */
export class FormatError extends SweepError<'FormatError'> {
  override readonly tag = 'FormatError'
  /** Where in the bytes it showed. */
  readonly offset: number

  constructor(message: string, facts: { offset: number }, options?: ErrorOptions) {
    super(message, options)
    this.offset = facts.offset
  }
}

/** A folder of durable records cannot be read or written, or a file in it is damaged. What was acknowledged before stays there. */
export class LedgerError extends SweepError<'LedgerError'> {
  override readonly tag = 'LedgerError'
  readonly path: string

  constructor(message: string, facts: { path: string }, options?: ErrorOptions) {
    super(message, options)
    this.path = facts.path
  }
}

/** Rebuilds a tagged error from its record, or returns `undefined` for a tag that is not ours. */
export type TaggedRebuild = (record: ErrorRecord) => Error | undefined

/** A figure cannot be rendered or written: an optional package or every font is absent, or the file cannot be. The message says what to install. */
export class PlotError extends SweepError<'PlotError'> {
  override readonly tag = 'PlotError'
}
