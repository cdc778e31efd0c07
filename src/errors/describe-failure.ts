import { escapeControls, plural, renderDuration } from '../util/index.ts'
import type { ErrorRecord } from './error-record.ts'
import type { Failure } from './failure.ts'
import { locationInStack } from './stack-location.ts'

const MAX_VALUE_LENGTH = 40
const MAX_LINE_LENGTH = 300

/** What `describeFailures` shows. */
export interface DescribeFailuresOptions {
  /**
   * How many failures are told one by one; the rest is counted.
   *
   * @default 3
   */
  readonly max?: number
}

/**
 * Two lines for a person: the point and its error, then where in the source, how often it was tried, where it ran.
 *
 * ```text
 * Point 12 (T = 2.1, L = 16): RangeError: Invalid array length
 *     at /home/me/ising.ts:14:9, 3 attempts, on node07 after 1m 05s
 * ```
 */
export function describeFailure(failure: Failure): string {
  return `${describePoint(failure.index, failure.point)}: ${firstLine(failure.error)}\n    ${circumstances(failure)}`
}

/** How many points failed and the first few of them, as `describeFailure` tells each. Empty text for no failures. */
export function describeFailures(failures: readonly Failure[], options: DescribeFailuresOptions = {}): string {
  const { max = 3 } = options
  if (failures.length === 0) return ''
  const shown = failures.slice(0, max).map((failure) => indent(describeFailure(failure)))
  const rest = failures.length - shown.length
  const more = rest > 0 && shown.length > 0 ? [`  … and ${renderRest(rest)}`] : []
  const colon = shown.length > 0 ? ':' : '.'
  return [`${plural(failures.length, 'point')} failed${colon}`, ...shown, ...more].join('\n')
}

/** `Point 12 (T = 2.1, L = 16)`. */
export function describePoint(index: number, point: Readonly<Record<string, unknown>>): string {
  const parameters = Object.entries(point).map(([name, value]) => `${name} = ${printValue(value)}`)
  return parameters.length === 0 ? `Point ${index}` : `Point ${index} (${parameters.join(', ')})`
}

/** Name and first line of the message, as Node prints them. */
export function firstLine(error: ErrorRecord): string {
  const line = error.message.trimStart().split(/\r?\n/, 1)[0]?.trimEnd() ?? ''
  const text = line === '' ? error.name : error.name === 'NonError' ? `thrown ${line}` : `${error.name}: ${line}`
  const code = typeof error.code === 'string' && !text.includes(error.code) ? ` [${error.code}]` : ''
  return escapeControls(`${shorten(text, MAX_LINE_LENGTH)}${code}`)
}

function circumstances({ error, attempts, workerLosses, host, durationMs }: Failure): string {
  // The stack of one of our own errors leads into windrow, never to what the user wrote.
  const location = error.tag === undefined ? locationInStack(error.stack) : undefined
  const ran = durationMs > 0 ? ` after ${renderDuration(durationMs)}` : ''
  const parts = [
    location === undefined ? '' : `at ${location}`,
    attempts > 1 ? plural(attempts, 'attempt') : '',
    workerLosses > 0 ? `${plural(workerLosses, 'worker')} lost` : '',
    `on ${host}${ran}`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function renderRest(rest: number): string {
  return `${plural(rest, 'more', 'more')}`
}

function printValue(value: unknown): string {
  if (typeof value === 'string') return escapeControls(shorten(JSON.stringify(value), MAX_VALUE_LENGTH))
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${value.byteLength} bytes)`
  if (typeof value !== 'object' || value === null) return String(value)
  try {
    return shorten(JSON.stringify(value), MAX_VALUE_LENGTH)
  } catch {
    return Object.prototype.toString.call(value)
  }
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
