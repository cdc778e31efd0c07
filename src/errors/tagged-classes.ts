import type { ErrorRecord } from './error-record.ts'
import type { Failure } from './failure.ts'
import {
  CommandError,
  type ErrorTag,
  FormatError,
  LedgerError,
  MergeError,
  OutputError,
  PlotError,
  PointTimeoutError,
  ShipError,
  StoreError,
  SweepAbortedError,
  SweepFailedError,
  type TaggedErrors,
  type TaggedRebuild,
  TaskLoadError,
  WorkerLostError,
} from './sweep-error.ts'

type Properties = Readonly<Record<string, unknown>>

/** How each of our errors is made again from the facts that travelled. */
const REBUILDERS: { readonly [Tag in ErrorTag]: (message: string, facts: Properties) => TaggedErrors[Tag] } = {
  ShipError: (message, facts) =>
    new ShipError(message, {
      task: text(facts.task) ?? '',
      variable: text(facts.variable),
      file: text(facts.file),
      line: number(facts.line),
    }),
  TaskLoadError: (message, facts) => new TaskLoadError(message, { task: text(facts.task) ?? '' }),
  OutputError: (message) => new OutputError(message),
  CommandError: (message, facts) =>
    new CommandError(message, {
      argv: Array.isArray(facts.argv) ? facts.argv.filter((word) => typeof word === 'string') : [],
      cwd: text(facts.cwd) ?? '',
      exitCode: number(facts.exitCode),
      killedBy: text(facts.killedBy),
      durationMs: number(facts.durationMs) ?? Number.NaN,
      lastLines: text(facts.lastLines) ?? '',
    }),
  PointTimeoutError: (message, facts) =>
    new PointTimeoutError(message, { timeoutMs: number(facts.timeoutMs) ?? Number.NaN }),
  WorkerLostError: (message, facts) =>
    new WorkerLostError(message, {
      exitCode: number(facts.exitCode),
      killedBy: text(facts.killedBy),
      stderr: text(facts.stderr) ?? '',
    }),
  SweepFailedError: (message, facts) =>
    new SweepFailedError(message, { dataset: facts.dataset, failures: failures(facts.failures) }),
  SweepAbortedError: (message, facts) =>
    new SweepAbortedError(message, { dataset: facts.dataset, failures: failures(facts.failures) }),
  StoreError: (message, facts) => new StoreError(message, { path: text(facts.path) ?? '' }),
  MergeError: (message, facts) =>
    new MergeError(message, { variable: text(facts.variable) ?? '', point: record(facts.point) }),
  PlotError: (message) => new PlotError(message),
  FormatError: (message, facts) => new FormatError(message, { offset: number(facts.offset) ?? Number.NaN }),
  LedgerError: (message, facts) => new LedgerError(message, { path: text(facts.path) ?? '' }),
}

export function isTag(tag: unknown): tag is ErrorTag {
  return typeof tag === 'string' && Object.hasOwn(REBUILDERS, tag)
}

export const rebuildTagged: TaggedRebuild = (record: ErrorRecord) => {
  return isTag(record.tag) ? REBUILDERS[record.tag](record.message, record.properties ?? {}) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function record(value: unknown): Properties {
  return typeof value === 'object' && value !== null ? (value as Properties) : {}
}

/** A dataset does not travel with its error, and of very many failures only the first. */
function failures(value: unknown): readonly Failure[] {
  return Array.isArray(value) ? (value as readonly Failure[]) : []
}
