import type { Progress } from '../progress.ts'
import type { RunEvent } from '../run-event.ts'
import type { Environment, TextStream } from './terminal.ts'

/** Shows a run to somebody: is given each event with the progress that it led to. */
export interface Display {
  show(event: RunEvent, progress: Progress): void
  /** Shows the end, if the run has not done so itself, and lets go of stream and timers. */
  close(progress: Progress): void
}

/** Where a display writes, and its clock. */
export interface DisplayOptions {
  readonly stream: TextStream
  readonly now: () => number
  readonly env: Environment
}

/** Text of an event that deserves a line of its own, beside the numbers. */
export function noteOf(event: RunEvent): string | undefined {
  if (event.type === 'point-logged') return `point ${event.index}: ${event.text.trimEnd()}`
  if (event.type === 'worker-lost') return `worker ${event.worker} lost: ${event.reason}`
  return undefined
}
