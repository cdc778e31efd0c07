import { describeFailure } from '../../errors/index.ts'
import type { Progress } from '../progress.ts'
import { renderBar } from '../render-bar.ts'
import { renderSummary } from '../render-progress.ts'
import { type Display, type DisplayOptions, noteOf } from './display.ts'
import { createQuietWriter } from './quiet-writer.ts'
import { canShowColor, canShowUnicode, lineWidth } from './terminal.ts'

const REDRAW_MS = 100
const IDLE_REDRAW_MS = 1_000
const CLEAR_LINE = '\r\x1b[K'

/**
 * One line at the bottom of a terminal, redrawn at most ten times a second. What points log, and the first failure, is
 * printed above it; at the end one line of summary stays.
 */
export function createBarDisplay({ stream, now, env }: DisplayOptions): Display {
  const writer = createQuietWriter(stream)
  const style = { color: canShowColor(stream, env), unicode: canShowUnicode(env) }
  let drawnAtMs = Number.NEGATIVE_INFINITY
  let latest: Progress | undefined
  let drawn: Progress | undefined
  let hasFailed = false
  let timer: NodeJS.Timeout | undefined

  const draw = (before = ''): void => {
    if (latest === undefined) return
    drawnAtMs = now()
    drawn = latest
    writer.write(`${CLEAR_LINE}${before}${renderBar(latest, { ...style, width: lineWidth(stream), nowMs: drawnAtMs })}`)
  }
  const tick = (): void => {
    const sinceMs = now() - drawnAtMs
    if (sinceMs >= (drawn === latest ? IDLE_REDRAW_MS : REDRAW_MS)) draw()
  }
  const finish = (progress: Progress): void => {
    clearInterval(timer)
    timer = undefined
    if (latest === undefined) return
    latest = undefined
    writer.write(`${CLEAR_LINE}${markOf(progress, style)}${renderSummary(progress)}\n`)
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
      writer.close()
    },
  }
}

function markOf({ outcome }: Progress, { color, unicode }: { color: boolean; unicode: boolean }): string {
  const [mark, code] = outcome === 'completed' ? (['✔', '32'] as const) : (['✖', '31'] as const)
  if (!unicode) return ''
  return color ? `\x1b[${code}m${mark}\x1b[0m ` : `${mark} `
}
