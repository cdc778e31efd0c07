import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { dryRun, range, renderEstimate } from 'windrow'
import { scratchFolder } from '../support/scratch.js'
import { waitUntil } from '../support/wait.js'
import {
  childHolds,
  crashesAtLast,
  failsAtLast,
  holdMegabytes,
  loopsAtFirst,
  shapedBy,
  waitsAt,
} from './estimate-tasks.js'

const MB = 1e6

describe('a dry run', () => {
  it('sees the peak of each point, and not that of the point before', async () => {
    const { sampled, memory } = await dryRun(holdMegabytes, { megabytes: [200, 1] }, { parallel: 2 })
    const [large = 0, small = 0] = sampled.map(({ peakBytes = 0 }) => peakBytes)
    assert.ok(large > 230 * MB && large < 400 * MB, `${large} bytes for 200 MB and Node`)
    assert.ok(small > 20 * MB && large - small > 150 * MB, `${small} bytes for 1 MB and Node after ${large}`)
    assert.equal(memory?.perWorkerBytes, large)
    assert.equal(memory?.peakBytes, 2 * large + (memory?.callerBytes ?? 0))
  })

  it('counts what child processes hold', async (t) => {
    const folder = scratchFolder(t)
    const files = { gate: join(folder, 'gate'), ready: join(folder, 'ready') }
    const running = dryRun(childHolds, { megabytes: [150] }, { constants: files, budgetMs: 60_000 })
    await waitUntil('the child has its memory', () => existsSync(files.ready))
    let looks = 0
    await waitUntil('it was looked at', () => ++looks > 10)
    writeFileSync(files.gate, '')
    const { sampled } = await running
    const [{ outcome, peakBytes = 0 } = { outcome: 'none' }] = sampled
    assert.equal(outcome, 'done')
    assert.ok(peakBytes > 220 * MB && peakBytes < 500 * MB, `${peakBytes} bytes for 150 MB in a child and two Nodes`)
  })

  it('names the slowest point, and bounds the time of the sweep by it', async (t) => {
    const folder = scratchFolder(t)
    const files = { gate: join(folder, 'gate'), ready: join(folder, 'ready') }
    const running = dryRun(waitsAt, { x: range(3) }, { constants: files, budgetMs: 60_000, parallel: 1 })
    await waitUntil('the first point runs', () => existsSync(files.ready))
    writeFileSync(files.gate, '')
    const { perPoint, time, sampled } = await running
    assert.deepEqual(perPoint?.slowest, { x: 0 })
    assert.equal(sampled.length, 3)
    const [first = 0, ...others] = sampled.map(({ durationMs }) => durationMs)
    assert.equal(perPoint?.maxMs, first)
    assert.ok(others.every((durationMs) => durationMs < first))
    assert.ok((time?.expectedMs ?? 0) >= first)
  })

  it('stops a point that never ends when its time is up, and says so', async () => {
    const estimate = await dryRun(loopsAtFirst, { x: range(1000) }, { budgetMs: 300, parallel: 2 })
    assert.deepEqual(
      estimate.sampled.map(({ index, outcome, error }) => ({ index, outcome, error })),
      [{ index: 0, outcome: 'unfinished', error: undefined }],
    )
    assert.equal(estimate.time?.isLowerBound, true)
    assert.ok((estimate.time?.expectedMs ?? 0) >= (300 * 1000) / 2)
    assert.deepEqual(estimate.notEstimated, [
      'How long a point takes: none that was tried finished.',
      'What results take: no point that was tried gave any.',
    ])
    assert.match(renderEstimate(estimate), /unfinished Point 0 \(x = 0\) was stopped after /)
  })

  it('reports points that fail or lose their worker, and goes on', async () => {
    const failing = await dryRun(failsAtLast, { x: range(10) })
    assert.equal(failing.sampled.filter(({ outcome }) => outcome === 'done').length, 9)
    const failed = failing.sampled.filter(({ outcome }) => outcome === 'failed')
    assert.deepEqual(
      failed.map(({ point, error }) => ({ point, name: error?.name, message: error?.message })),
      [{ point: { x: 9 }, name: 'RangeError', message: 'too large' }],
    )
    const crashing = await dryRun(crashesAtLast, { x: range(10) }, { samples: 3 })
    assert.deepEqual(
      crashing.sampled.map(({ outcome, error }) => [outcome, error?.tag]),
      [
        ['done', undefined],
        ['failed', 'WorkerLostError'],
        ['done', undefined],
      ],
    )
  })

  it('says what results there are and what they take, in a grid for all its places', async () => {
    const same = await dryRun(shapedBy, { n: [1000] })
    assert.deepEqual(same.result, {
      outputs: [
        { name: 'wave', dtype: 'float64', shape: [1000], bytesPerPoint: 8000 },
        { name: 'name', dtype: 'string', shape: [], bytesPerPoint: 12 },
      ],
      bytesPerPoint: 8012,
      memoryBytes: 8012,
      diskBytes: 8012,
    })
    const cases = [
      { a: 1, b: 1 },
      { a: 2, b: 2 },
    ]
    const grid = await dryRun(({ a, b }: { a: number; b: number }) => a * b, {}, { cases, grid: true })
    assert.equal(grid.points, 2)
    assert.equal(grid.result?.memoryBytes, 8 * 4)
  })

  it('finds results that a sweep would refuse', async () => {
    const { sampled } = await dryRun(shapedBy, { n: [1, 2] })
    assert.deepEqual(
      sampled.map(({ outcome, error }) => [outcome, error?.tag]),
      [
        ['done', undefined],
        ['failed', 'OutputError'],
      ],
    )
  })

  it('checks its arguments as a sweep does, before anything runs', async () => {
    const fn = ({ x }: { x: number }) => x
    await assert.rejects(dryRun(fn, { x: [] }), /Expected axis `x` to have at least one value/)
    await assert.rejects(dryRun(fn, { x: [1] }, { retires: 1 } as object), /did you mean `retries`/)
    await assert.rejects(dryRun(fn, { y: [1] } as never), /The function takes no parameter `y`/)
    await assert.rejects(dryRun(fn, { x: [1] }, { out: '/no/such/folder/x.nc' }), { tag: 'StoreError' })
    await assert.rejects(dryRun(fn, { x: [1] }, { samples: 0 }), {
      name: 'TypeError',
      message: 'Expected `samples` to be a number from 1 up, got `0` (number).',
    })
  })

  it('is plain data', async () => {
    const estimate = await dryRun(failsAtLast, { x: range(10) }, { samples: 2 })
    assert.deepEqual(structuredClone(estimate), estimate)
  })
})
