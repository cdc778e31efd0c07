import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { etaAt, NO_PROGRESS, type Progress, type RunEvent, reduceProgress } from '../../../src/events/index.ts'
import { ended, failed, finished, logged, START_MS, started, workerLost, workerStarted } from './run-events.ts'

function progressAfter(events: readonly RunEvent[]): Progress {
  return events.reduce(reduceProgress, NO_PROGRESS)
}

/** Blocks of `points` points, each `msPerPoint(point)` long. */
function blocks(count: number, points: number, msPerPoint: (block: number) => number): RunEvent[] {
  let atMs = 0
  return Array.from({ length: count }, (_, block) => {
    atMs += points * msPerPoint(block)
    return finished(atMs, points)
  })
}

test('points, failures, losses and busy time add up', () => {
  const {
    pace: _,
    rate,
    ...progress
  } = progressAfter([
    started(10),
    workerStarted(0),
    workerStarted(1),
    finished(1000, 3, { failed: 1 }),
    failed(3),
    logged(2, 'x'),
    workerLost(1),
    finished(2000, 4),
    ended(2500, 'failed'),
  ])
  assert.deepEqual(progress, {
    task: 'ising',
    total: 10,
    done: 7,
    failed: 1,
    workers: 1,
    lost: 1,
    startedAtMs: START_MS,
    updatedAtMs: START_MS + 2500,
    busyMs: 20,
    etaMs: undefined,
    outcome: 'failed',
  })
  assert.equal(rate?.toFixed(9), '4.000000000')
})

test('any partition of the points into blocks ends with the same counts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ done: fc.nat(50), failed: fc.nat(5), after: fc.integer({ min: -50, max: 5000 }) })),
      (parts) => {
        let atMs = 0
        const events = parts.map(({ done, failed: bad, after }) => {
          atMs += after
          return finished(atMs, done, { failed: bad })
        })
        const total = parts.reduce((sum, part) => sum + part.done + part.failed, 0)
        const progress = progressAfter([started(total), ...events])
        assert.equal(progress.done + progress.failed, total)
        assert.ok(progress.rate === undefined || progress.rate > 0)
        assert.ok(progress.etaMs === undefined || progress.etaMs >= 0)
      },
    ),
  )
})

test('workers to come are counted until the first has started', () => {
  assert.equal(progressAfter([started(10, 4)]).workers, 4)
  assert.equal(progressAfter([started(10, 4), workerStarted(0)]).workers, 1)
})

test('rate and ETA are unknown until two blocks are back', () => {
  const one = progressAfter([started(), workerStarted(), finished(1000, 10)])
  assert.deepEqual([one.rate, one.etaMs], [undefined, undefined])
  assert.equal(etaAt(one, START_MS + 5000), undefined)
  const two = reduceProgress(one, finished(2000, 10))
  assert.equal(two.rate?.toFixed(9), '10.000000000')
  assert.ok(Math.abs((two.etaMs ?? 0) - 65_200) < 1)
})

test('the time that workers take to start does not lower the rate', () => {
  const progress = progressAfter([started(), workerStarted(0, 5000), finished(6000, 10), finished(7000, 10)])
  assert.equal(progress.rate?.toFixed(9), '10.000000000')
})

test('under steady work rate and ETA are exact at every size of points', () => {
  for (const msPerPoint of [0.01, 1, 60_000]) {
    const progress = progressAfter([started(1000), workerStarted(), ...blocks(50, 10, () => msPerPoint)])
    assert.ok(Math.abs((progress.rate ?? 0) * msPerPoint - 1000) < 1e-6)
    assert.ok(Math.abs((progress.etaMs ?? 0) / (500 * msPerPoint) - 1) < 1e-6)
  }
})

test('when later points are ten times slower the ETA follows the recent past more than the whole', () => {
  const slower = blocks(200, 10, (block) => (block < 100 ? 10 : 100))
  const progress = progressAfter([started(3000), workerStarted(), ...slower])
  const left = 1000
  const whole = (left * (110_000 / 2000)) | 0
  const eta = progress.etaMs ?? 0
  assert.ok(eta > whole * 1.4 && eta <= left * 100, `${eta}`)
})

test('blocks of several workers that come in pairs do not make the rate jump', () => {
  const pairs = Array.from({ length: 20 }, (_, pair) => [
    finished((pair + 1) * 60_000, 1),
    finished((pair + 1) * 60_000 + 100, 1, { worker: 1 }),
  ])
  const rates = pairs
    .flat()
    .map(
      (_, count) =>
        progressAfter([started(100), workerStarted(0), workerStarted(1), ...pairs.flat().slice(0, count + 1)]).rate ??
        0,
    )
  for (const rate of rates.slice(16)) assert.ok(rate > (0.75 * 2) / 60 && rate < (1.25 * 2) / 60, `${rate}`)
})

test('the ETA counts down while a block is under way, and rises when the silence is longer than any before', () => {
  const progress = progressAfter([started(100), workerStarted(), ...blocks(20, 1, () => 10_000)])
  const at = (afterMs: number): number => Math.round((etaAt(progress, progress.updatedAtMs + afterMs) ?? 0) / 1000)
  assert.deepEqual([at(0), at(5_000), at(10_000)], [800, 795, 790])
  assert.ok(at(200_000) > 1000, `${at(200_000)}`)
})

test('nothing is left at the end', () => {
  const events = [started(20), workerStarted(), finished(1000, 10), finished(2000, 10)]
  assert.equal(progressAfter(events).etaMs, 0)
  assert.equal(progressAfter([...events, ended(2000)]).etaMs, undefined)
})
