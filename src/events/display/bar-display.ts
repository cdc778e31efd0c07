import { describeFailure } from '../../errors/index.ts'
import type { Progress } from '../progress.ts'
import { renderBar } from '../render-bar.ts'
import { renderSummary } from '../render-progress.ts'
import { type Display, type DisplayOptions, noteOf } from './display.ts'
import { watchOutput } from './output-watch.ts'
import { createQuietWriter } from './quiet-writer.ts'
import { canShowColor, canShowUnicode, lineWidth, type TextStream } from './terminal.ts'

const REDRAW_MS = 100
const IDLE_REDRAW_MS = 1_000
const CLEAR_LINE = '\r\x1b[K'

/**
 * One line at the bottom of a terminal, redrawn at most ten times a second. What points log, and the first failure, is
 * printed above it, and so is what others write to the terminal; at the end one line of summary stays.
 */
export function createBarDisplay({ stream, now, env }: DisplayOptions): Display {
  const writer = createQuietWriter(stream)
  const style = { color: canShowColor(stream, env), unicode: canShowUnicode(env) }
  let drawnAtMs = Number.NEGATIVE_INFINITY
  let latest: Progress | undefined
  let drawn: Progress | undefined
  let hasFailed = false
  let timer: NodeJS.Timeout | undefined
  let line: 'free' | 'bar' | 'text of others' = 'free'

  const write = (text: string): void => watch.quietly(() => writer.write(text))
  const freeLine = (): string => (line === 'text of others' ? '\n' : CLEAR_LINE)
  const draw = (before = ''): void => {
    if (latest === undefined) return
    drawnAtMs = now()
    drawn = latest
    write(`${freeLine()}${before}${renderBar(latest, { ...style, width: lineWidth(stream), nowMs: drawnAtMs })}`)
    line = 'bar'
  }
  const watch = watchOutput(streamsOfTerminal(stream), {
    before: () => {
      if (line !== 'bar') return
      write(CLEAR_LINE)
      line = 'free'
    },
    after: (endsLine) => {
      line = endsLine ? 'free' : 'text of others'
      // Once a turn, however much is written in it.
      setImmediate(() => line === 'free' && draw()).unref()
    },
  })
  const tick = (): void => {
    const sinceMs = now() - drawnAtMs
    if (sinceMs >= (drawn === latest ? IDLE_REDRAW_MS : REDRAW_MS)) draw()
  }
  const finish = (progress: Progress): void => {
    clearInterval(timer)
    timer = undefined
    if (latest === undefined) return
    latest = undefined
    write(`${freeLine()}${markOf(progress, style)}${renderSummary(progress)}\n`)
    line = 'free'
  }

  return {
    show(event, progress) {
      if (event.type === 'run-finished') return finish(progress)
      latest = progress
      timer ??= setInterval(tick, REDRAW_MS).unref()
      let note = noteOf(event)
      if (event.type === 'point-failed' && !hasFailed) {
        hasFailed = true
        note = `first failure: ${describeFailure(event.failure)}`
      }
      if (note !== undefined) draw(`${note}\n`)
      else if (now() - drawnAtMs >= REDRAW_MS) draw()
    },
    close(progress) {
      finish(progress)
      watch.close()
      writer.close()
    },
  }
}

/** Standard output and error mostly go to one terminal. */
function streamsOfTerminal(stream: TextStream): TextStream[] {
  return stream === process.stderr && process.stdout.isTTY ? [stream, process.stdout] : [stream]
}

function markOf({ outcome }: Progress, { color, unicode }: { color: boolean; unicode: boolean }): string {
  const [mark, code] = outcome === 'completed' ? (['✔', '32'] as const) : (['✖', '31'] as const)
  if (!unicode) return ''
  return color ? `\x1b[${code}m${mark}\x1b[0m ` : `${mark} `
}
