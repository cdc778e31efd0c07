import { createBarDisplay } from './display/bar-display.ts'
import type { Display, DisplayOptions } from './display/display.ts'
import { createJsonDisplay } from './display/json-display.ts'
import { createLinesDisplay } from './display/lines-display.ts'
import { canRedraw, type Environment, type TextStream } from './display/terminal.ts'
import { NO_PROGRESS, type Progress, reduceProgress } from './progress.ts'
import type { RunEvent } from './run-event.ts'

/** Receives each event of a run and the progress that it led to. */
export type ProgressListener = (event: RunEvent, progress: Progress) => void

/**
 * How progress is shown: `'bar'` one redrawn line, `'lines'` now and then a line, `'json'` a line of JSON for each event,
 * a function, `true` a bar on a terminal and lines elsewhere, `false` nothing.
 */
export type ProgressOption = boolean | 'bar' | 'lines' | 'json' | ProgressListener

/** Where progress is shown. */
export interface ProgressSinkOptions {
  /** @default process.stderr */
  readonly stream?: TextStream
  /** @default Date.now */
  readonly now?: () => number
  /** @default process.env */
  readonly env?: Environment
}

/** Follows one run. */
export interface ProgressSink {
  /** Takes in an event. What a listener function throws passes through, so the run can end with it. */
  dispatch(event: RunEvent): void
  /** Shows the end and lets go of stream and timers. Calling it again does nothing. */
  close(): void
  /** The progress after the last event. */
  readonly progress: Progress
}

/** Streams that show a bar: two bars on one line would overwrite each other, so a second run writes lines. */
const streamsWithBar = new WeakSet<TextStream>()

/** Makes what shows a run as `option` says. Its timers do not keep the process alive. */
export function createProgressSink(option: ProgressOption, options: ProgressSinkOptions = {}): ProgressSink {
  const { stream = process.stderr, now = Date.now, env = process.env } = options
  const display = createDisplay(option, { stream, now, env })
  let progress = NO_PROGRESS
  let isClosed = false
  return {
    dispatch(event) {
      if (isClosed) return
      progress = reduceProgress(progress, event)
      display?.show(event, progress)
    },
    close() {
      if (isClosed) return
      isClosed = true
      display?.close(progress)
    },
    get progress() {
      return progress
    },
  }
}

function createDisplay(option: ProgressOption, options: DisplayOptions): Display | undefined {
  if (option === false) return undefined
  if (typeof option === 'function') return { show: (event, progress) => void option(event, progress), close: () => {} }
  if (option === 'json') return createJsonDisplay(options)
  if (option === 'lines') return createLinesDisplay(options)
  if (option === 'bar' || option === true) return createBarOrLines(option === 'bar', options)
  throw new TypeError(
    `Expected \`progress\` to be true, false, 'bar', 'lines', 'json' or a function, got \`${String(option)}\` (${typeof option}).`,
  )
}

/** A bar is drawn where lines can be redrawn; asked for by name, also on a pipe that somebody else shows on a terminal. */
function createBarOrLines(isAskedFor: boolean, options: DisplayOptions): Display {
  const { stream, env } = options
  const isPossible = isAskedFor ? env.TERM !== 'dumb' : canRedraw(stream, env)
  if (!isPossible || streamsWithBar.has(stream)) return createLinesDisplay(options)
  streamsWithBar.add(stream)
  const bar = createBarDisplay(options)
  return {
    show: bar.show,
    close: (progress) => {
      streamsWithBar.delete(stream)
      bar.close(progress)
    },
  }
}
