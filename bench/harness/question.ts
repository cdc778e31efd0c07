/** One benchmark: a question, the cases it is asked for, and who answers it. */
export interface Question<C extends Case = Case> {
  readonly title: string
  /** What is timed, and how; printed above the table. */
  readonly method: string
  readonly metric: Metric
  /** Contestants that the ratio columns are taken to. */
  readonly peers: readonly string[]
  /** Whether cases hold an amount of work that was calibrated. */
  readonly calibrated?: boolean
  cases(setting: Setting): readonly C[]
  readonly contestants: readonly Contestant<C>[]
}

export interface Case {
  readonly name: string
}

/** `rate`: calls a second; `time`: milliseconds; `efficiency`: time of the contestant's `ideal` a call ÷ own time a call. */
export type Metric = 'rate' | 'time' | 'efficiency'

/** What a run fixes for all its measurements. */
export interface Setting {
  readonly quick: boolean
  /** Nanoseconds of one iteration of `burn`, on an idle core. */
  readonly nsPerIteration: number
  /** The same for the Python peers' own loop; NaN without Python. */
  readonly pythonNsPerIteration: number
}

export interface Contestant<C extends Case = Case> {
  readonly name: string
  /** Name of the contestant whose time a call counts as 1; only for `efficiency`. */
  readonly ideal?: string
  /** One measurement, in a process of its own. Throws `NotMeasured` when something that it needs is absent. */
  measure(oneCase: C, setting: Setting): Promise<Measurement>
}

export interface Measurement {
  readonly ms: number
  /** Number of calls in `ms`. */
  readonly calls: number
  /** Further numbers that get a column of their own. */
  readonly details?: Readonly<Record<string, number>>
}

/** The contestant cannot take part here, and why. */
export class NotMeasured extends Error {
  override readonly name = 'NotMeasured'
}

export const WORKERS = 2
