import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import {
  NO_PROGRESS,
  type Progress,
  type RunEvent,
  reduceProgress,
  renderBar,
  renderLine,
  renderSummary,
} from '../../../src/events/index.ts'
import { ended, finished, started, workerLost, workerStarted } from './run-events.ts'

const HALF = [started(), workerStarted(0), workerStarted(1), finished(5_000, 206), finished(10_000, 208, { failed: 2 })]

function progressAfter(events: readonly RunEvent[]): Progress {
  return events.reduce(reduceProgress, NO_PROGRESS)
}

function bar(
  width: number,
  style: { color?: boolean; unicode?: boolean } = {},
  events: readonly RunEvent[] = HALF,
): string {
  const progress = progressAfter(events)
  return renderBar(progress, { width, nowMs: progress.updatedAtMs, ...style })
}

test('a bar leaves out what is missed least as the terminal gets narrower', () => {
  assert.deepEqual(
    [100, 79, 69, 60, 39, 24, 12, 3].map((width) => bar(width)),
    [
      'ising  ▕█████████████▌        ▏   61%  416/672  41.6/s  ETA 6s  2 failed  2 workers',
      'ising  ▕███████▍    ▏   61%  416/672  41.6/s  ETA 6s  2 failed  2 workers',
      'ising  ▕███████▍    ▏   61%  416/672  41.6/s  ETA 6s  2 failed',
      'ising  ▕███████▍    ▏   61%  416/672  ETA 6s  2 failed',
      '61%  416/672  ETA 6s  2 failed',
      '61%  416/672  2 failed',
      '61%',
      '61%',
    ],
  )
})

test('a bar is never wider than it may be', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 200 }),
      fc.nat(672),
      fc.nat(672),
      fc.boolean(),
      fc.boolean(),
      (width, done, bad, color, unicode) => {
        const events = [
          started(2000),
          workerStarted(),
          finished(100, done),
          finished(2000, 0, { failed: bad }),
          workerLost(),
        ]
        const text = stripVTControlCharacters(bar(width, { color, unicode }, events))
        assert.ok(text.length <= width, `${width}: ${text}`)
      },
    ),
  )
})

test('without block characters the bar is drawn in ASCII', () => {
  assert.equal(bar(79, { unicode: false }), 'ising  [#######-----]   61%  416/672  41.6/s  ETA 6s  2 failed  2 workers')
  assert.match(bar(200, { unicode: false }, [{ ...started(), task: 'x'.repeat(50) } as RunEvent]), /^x{18}\.\. {2}\[-/)
})

test('in colour the done part is green and ends red where points failed', () => {
  assert.equal(
    bar(69, { color: true }),
    '\x1b[1mising\x1b[0m  \x1b[32m███████\x1b[31m█\x1b[100m▋     \x1b[0m   61%  416/672  \x1b[2m41.6/s\x1b[0m  ETA 6s  \x1b[31m2 failed\x1b[0m',
  )
})

test('before the first worker is up the bar says what it waits for', () => {
  assert.equal(bar(79, {}, [started()]), 'ising  ▕                      ▏    0%    0/672  starting 2 workers')
})

test('a hundred percent are shown only when nothing is left', () => {
  assert.match(bar(79, {}, [started(100_000), finished(1, 99_999)]), / 99% {2} 99999\/100000/)
  assert.match(bar(79, {}, [started(100_000), finished(1, 100_000)]), / 100% /)
})

test('millions of points are told short', () => {
  const events = [started(12_000_000), workerStarted(), finished(500, 1_000_000), finished(1000, 1_000_000)]
  assert.equal(bar(79, {}, events), 'ising  ▕██          ▏   16%  2.00 M/12.0 M  2.00 M/s  ETA 5s  1 worker')
})

test('a line for logs tells the same in words', () => {
  const progress = progressAfter([...HALF, workerLost(1, 10_000)])
  assert.equal(renderLine(progress), 'ising: 416/672 points (61%), 41.6/s, ETA 6s, 2 failed, 1 worker, 1 lost')
  assert.equal(renderLine(progressAfter([started()])), 'ising: 0/672 points (0%), 2 workers')
})

test('slow points have a rate in minutes or hours', () => {
  const line = (msPerPoint: number): string =>
    renderLine(progressAfter([started(), workerStarted(), finished(msPerPoint, 1), finished(2 * msPerPoint, 1)]))
  assert.match(line(13_333), /, 4\.50\/min, /)
  assert.match(line(600_000), /, 6\.00\/h, /)
})

test('the summary tells how a run ended', () => {
  assert.equal(
    renderSummary(progressAfter([...HALF, finished(20_000, 256), ended(21_000)])),
    'ising: 672 points in 21s, 32.0/s, 2 failed',
  )
  assert.equal(
    renderSummary(progressAfter([...HALF, workerLost(1, 10_000), ended(13_000, 'aborted')])),
    'ising: aborted after 416/672 points in 13s, 32.0/s, 2 failed, 1 worker lost',
  )
  assert.equal(renderSummary(progressAfter(HALF)), 'ising: stopped after 416/672 points in 10s, 41.6/s, 2 failed')
})
