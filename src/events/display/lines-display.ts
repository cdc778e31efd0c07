import { plural, renderCount } from '../../util/index.ts'
import type { Progress } from '../progress.ts'
import { renderLine, renderSummary } from '../render-progress.ts'
import { type Display, type DisplayOptions, noteOf } from './display.ts'
import { createQuietWriter } from './quiet-writer.ts'

const LINE_EVERY_SHARE = 0.1
const LINE_EVERY_MS = 30_000
const LINES_APART_MS = 1_000

/** Lines for a log: the first and the last, and between them one when 10 % more is done or 30 s have passed. */
export function createLinesDisplay({ stream, now }: DisplayOptions): Display {
  const writer = createQuietWriter(stream)
  let shownAtMs = 0
  let shownShare = 0
  let latest: Progress | undefined
  let timer: NodeJS.Timeout | undefined

  const line = (text: string): void => {
    writer.write(`${text}\n`)
  }
  const showProgress = (progress: Progress): void => {
    shownAtMs = now()
    shownShare = shareOf(progress)
    line(renderLine(progress))
  }
  const tick = (): void => {
    if (latest !== undefined && now() - shownAtMs >= LINE_EVERY_MS) showProgress(latest)
  }
  const finish = (progress: Progress): void => {
    clearInterval(timer)
    if (latest !== undefined) line(renderSummary(progress))
    latest = undefined
  }

  return {
    show(event, progress) {
      if (event.type === 'run-finished') return finish(progress)
      latest = progress
      const note = noteOf(event)
      if (note !== undefined) line(note)
      if (event.type === 'run-started') {
        shownAtMs = now()
        timer ??= setInterval(tick, LINES_APART_MS).unref()
        line(`${event.task}: ${renderCount(event.size)} points on ${plural(event.workers, 'worker')}`)
      } else if (event.type === 'points-finished') {
        const sinceMs = now() - shownAtMs
        const isDue = sinceMs >= LINE_EVERY_MS || shareOf(progress) - shownShare >= LINE_EVERY_SHARE
        if (isDue && sinceMs >= LINES_APART_MS && shareOf(progress) < 1) showProgress(progress)
      }
    },
    close(progress) {
      finish(progress)
      writer.close()
    },
  }
}

function shareOf({ done, failed, total }: Progress): number {
  return total === 0 ? 1 : (done + failed) / total
}
