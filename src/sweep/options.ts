import { availableParallelism } from 'node:os'
import type { Attrs } from '../dataset/index.ts'
import type { ProgressOption } from '../events/index.ts'
import type { Executor } from '../executor/index.ts'
import { nearestName } from '../util/index.ts'
import { currentContext, isInsideWorker } from '../worker/index.ts'
import type { CasesOf } from './types.ts'

/** Options of `sweep` and of the runs of a `Runner`. */
export interface SweepOptions<Params = Record<string, unknown>> {
  /** Explicit points besides the axes: every case runs with every combination. They become a dim `case`. */
  readonly cases?: CasesOf<Params>
  /**
   * Makes the parameters of `cases` dims of their own instead of coordinates along `case`: their distinct values, sorted.
   * Combinations that no case names are missing. Two equal cases are refused, and so is a grid that is mostly holes.
   *
   * @default false
   */
  readonly grid?: boolean
  /** The same value for all points; recorded in the dataset's attributes. */
  readonly constants?: Partial<Params>
  /** The same value for all points, not recorded: tables, file names, anything large. */
  readonly unrecorded?: Partial<Params>
  /** Names of the outputs: one name for a single value, several for a returned tuple. Default: the keys of the returned object. */
  readonly vars?: string | readonly string[]
  /** Names of the inner dims of outputs that are arrays: output → dim or dims. */
  readonly dims?: Readonly<Record<string, string | readonly string[]>>
  /** Coordinates of inner dims: dim → values. */
  readonly coords?: Readonly<Record<string, Iterable<unknown>>>
  /** Attributes of the dataset. */
  readonly attrs?: Attrs
  /** Attributes of outputs and coordinates: name → units, long_name, … */
  readonly varAttrs?: Readonly<Record<string, Attrs>>
  /** What runs the points; it is not shut down afterwards. Default: processes made for this sweep. */
  readonly executor?: Executor
  /**
   * How many workers, when no `executor` is given: `true` is one per core, `false` runs in the calling thread.
   *
   * @default true, and false inside a worker
   */
  readonly parallel?: boolean | number
  /**
   * Runs the points in a random order (the dataset is the same): `true`, or a seed for the order.
   *
   * @default false
   */
  readonly shuffle?: boolean | number
  /**
   * Seed of the run: with it, `ctx.random()` gives the same numbers again. Default: a new one, recorded in the dataset.
   */
  readonly seed?: number | string
  /**
   * `'raise'` starts nothing new after the first point that failed and rejects with what is done; `'collect'` finishes.
   *
   * @default 'raise'
   */
  readonly onError?: 'raise' | 'collect'
  /**
   * Further attempts after a task error.
   *
   * @default 0
   */
  readonly retries?: number
  /** Milliseconds a point may run from its start; then its signal is aborted and, if that does not help, its worker ended. */
  readonly timeoutMs?: number
  /**
   * Points in flight per worker, for asynchronous functions.
   *
   * @default 1
   */
  readonly concurrency?: number
  /** At most so many points are started a second, over all workers. */
  readonly rateLimit?: { readonly perSecond: number }
  /**
   * Workers that a point, running alone, may lose before it counts as failed.
   *
   * @default 3
   */
  readonly maxWorkerLosses?: number
  /**
   * `'bar'`, `'lines'`, `'json'` (a line an event), a function of each event and the progress so far; `true` is a bar on a
   * terminal and lines elsewhere.
   *
   * @default a bar on a terminal; elsewhere lines once a sweep has run for two seconds; nothing inside a worker
   */
  readonly progress?: ProgressOption
  /** Once aborted nothing new starts; the promise rejects with what is done. */
  readonly signal?: AbortSignal
  /**
   * File to write the dataset to: `.nc`, `.h5` while it is computed; `.parquet`, `.csv`, `.tsv` as a table at the end, from
   * memory.
   */
  readonly out?: string
}

/** Values of inner dims by name. */
export type InnerCoords = Readonly<Record<string, Iterable<unknown>>>

/** Says that an option names nothing. */
// biome-ignore lint/complexity/noBannedTypes: an empty object type is just what is meant
export type NoNames = {}

/** `SweepOptions` with the options that name parameters and outputs typed by what the caller wrote. */
export type TypedOptions<Params, Constants, Unrecorded, Cases, Vars, Coords> = Omit<
  SweepOptions<Params>,
  'constants' | 'unrecorded' | 'cases' | 'vars' | 'coords'
> & {
  readonly constants?: Constants & NamesOf<Constants, Params>
  readonly unrecorded?: Unrecorded & NamesOf<Unrecorded, Params>
  readonly cases?: Cases
  readonly vars?: Vars
  readonly coords?: Coords
}

/** Nothing may be given that the function does not take. */
type NamesOf<Given, Params> = { readonly [Name in Exclude<keyof Given, keyof Params>]: never }

const OPTION_NAMES = [
  'cases',
  'grid',
  'constants',
  'unrecorded',
  'vars',
  'dims',
  'coords',
  'attrs',
  'varAttrs',
  'executor',
  'parallel',
  'shuffle',
  'seed',
  'onError',
  'retries',
  'timeoutMs',
  'concurrency',
  'rateLimit',
  'maxWorkerLosses',
  'progress',
  'signal',
  'out',
] as const satisfies readonly (keyof SweepOptions)[]

/** Options with every default filled in and every value checked. */
export interface ResolvedSweepOptions {
  readonly cases: unknown
  readonly grid: boolean
  readonly constants: Readonly<Record<string, unknown>>
  readonly unrecorded: Readonly<Record<string, unknown>>
  readonly vars: readonly string[] | undefined
  readonly dims: Readonly<Record<string, readonly string[]>>
  readonly coords: Readonly<Record<string, Iterable<unknown>>>
  readonly attrs: Attrs
  readonly varAttrs: Readonly<Record<string, Attrs>>
  readonly executor: Executor | undefined
  /** Workers to make for this sweep; 0 runs inline. */
  readonly workers: number
  readonly shuffleSeed: number | undefined
  readonly seed: string
  readonly onError: 'raise' | 'collect'
  readonly retries: number
  readonly timeoutMs: number | undefined
  readonly concurrency: number
  readonly perSecond: number | undefined
  readonly maxWorkerLosses: number
  readonly progress: ProgressOption | 'patient'
  readonly signal: AbortSignal | undefined
  readonly out: string | undefined
}

/** Refuses what is wrong, names it, and fills in the defaults. */
export function resolveSweepOptions(options: SweepOptions): ResolvedSweepOptions {
  refuseUnknown(options)
  const { parallel, shuffle = false, grid = false, onError = 'raise', vars, rateLimit } = options
  oneOf('onError', onError, ['raise', 'collect'])
  if (typeof grid !== 'boolean')
    throw new TypeError(`Expected \`grid\` to be true or false, got \`${String(grid)}\` (${typeof grid}).`)
  if (typeof shuffle !== 'boolean') wholeNumber('shuffle', shuffle, Number.MIN_SAFE_INTEGER)
  return {
    cases: options.cases,
    grid,
    constants: recordOf('constants', options.constants),
    unrecorded: recordOf('unrecorded', options.unrecorded),
    vars: typeof vars === 'string' ? [vars] : vars,
    dims: Object.fromEntries(Object.entries(options.dims ?? {}).map(([name, dims]) => [name, [dims].flat()])),
    coords: recordOf('coords', options.coords) as Readonly<Record<string, Iterable<unknown>>>,
    attrs: options.attrs ?? {},
    varAttrs: options.varAttrs ?? {},
    executor: options.executor,
    workers: resolveWorkers(parallel),
    shuffleSeed: shuffle === false ? undefined : shuffle === true ? 1 : shuffle,
    seed: resolveSeed(options.seed),
    onError,
    retries: wholeNumber('retries', options.retries ?? 0, 0),
    timeoutMs: options.timeoutMs === undefined ? undefined : positive('timeoutMs', options.timeoutMs),
    concurrency: wholeNumber('concurrency', options.concurrency ?? 1, 1),
    perSecond: rateLimit === undefined ? undefined : positive('rateLimit.perSecond', rateLimit.perSecond),
    maxWorkerLosses: wholeNumber('maxWorkerLosses', options.maxWorkerLosses ?? 3, 1),
    progress: options.progress ?? defaultProgress(),
    signal: options.signal,
    out: options.out,
  }
}

function refuseUnknown(options: SweepOptions): void {
  for (const name of Object.keys(options)) {
    if ((OPTION_NAMES as readonly string[]).includes(name)) continue
    if (name === 'resources') {
      throw new TypeError(
        '`resources` is not an option: values that are given to the function but not recorded are `unrecorded`.',
      )
    }
    const near = nearestName(name, OPTION_NAMES)
    throw new TypeError(
      `\`${name}\` is not an option of \`sweep\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
    )
  }
}

function defaultProgress(): boolean | 'patient' {
  if (isNested()) return false
  return process.stderr.isTTY === true ? true : 'patient'
}

/** True within a point of another sweep. */
function isNested(): boolean {
  return isInsideWorker() || currentContext() !== undefined
}

function resolveWorkers(parallel: boolean | number | undefined): number {
  if (typeof parallel === 'number') return wholeNumber('parallel', parallel, 1)
  return (parallel ?? !isNested()) ? availableParallelism() : 0
}

function resolveSeed(seed: number | string | undefined): string {
  if (seed === undefined) return globalThis.crypto.randomUUID()
  if (typeof seed === 'string' || Number.isSafeInteger(seed)) return String(seed)
  throw new TypeError(`Expected \`seed\` to be a whole number or a text, got \`${String(seed)}\` (${typeof seed}).`)
}

function recordOf(name: string, value: object | undefined): Readonly<Record<string, unknown>> {
  if (value === undefined) return {}
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new TypeError(
    `Expected \`${name}\` to be an object of names and values, got \`${String(value)}\` (${typeof value}).`,
  )
}

function wholeNumber(name: string, value: number, min: number): number {
  if (Number.isSafeInteger(value) && value >= min) return value
  throw new TypeError(
    `Expected \`${name}\` to be a whole number from ${min} up, got \`${String(value)}\` (${typeof value}).`,
  )
}

function positive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value
  throw new TypeError(`Expected \`${name}\` to be a positive number, got \`${String(value)}\` (${typeof value}).`)
}

function oneOf(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return
  throw new TypeError(
    `Expected \`${name}\` to be one of ${allowed.map((item) => `'${item}'`).join(', ')}, got \`${String(value)}\`.`,
  )
}
