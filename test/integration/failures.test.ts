import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isSweepError, range, SingleNodeExecutor, type SweepFailedError, sweep } from 'windrow'
import {
  exitingAt,
  failingAt,
  failingUntilAttempt,
  memoryHogAt,
  otherKindAt,
  product,
  slowlyHeeding,
  spinForEverAt,
  uncaughtAt,
  uncloneableAt,
} from './tasks.js'

const CONTAINED = ['processes', 'threads'] as const

async function failedSweep(promise: Promise<unknown>): Promise<SweepFailedError> {
  try {
    await promise
  } catch (error) {
    if (isSweepError(error, 'SweepFailedError')) return error
    throw error
  }
  throw new Error('The sweep was expected to fail.')
}

describe('task errors', () => {
  it('reject with what finished, the point and the error', async () => {
    const error = await failedSweep(sweep(failingAt, { x: range(200) }, { constants: { bad: 17 }, parallel: 2 }))
    const [failure] = error.failures
    assert.equal(error.failures.length, 1)
    assert.equal(failure?.index, 17)
    assert.deepEqual(failure?.point, { x: 17 })
    assert.equal(failure?.attempts, 1)
    assert.equal(failure?.error.name, 'RangeError')
    assert.equal(failure?.error.message, 'x is 17')
    assert.match(failure?.error.stack ?? '', /tasks\.(js|ts)/)
    const { dataset } = error as { dataset: { get(name: string): { values: Float64Array } } }
    assert.equal(dataset.get('failingAt').values[0], 0)
    assert.ok(Number.isNaN(dataset.get('failingAt').values[17]))
  })

  it('are collected when asked, and every other point is computed', async () => {
    const ds = await sweep(failingAt, { x: range(200) }, { constants: { bad: 17 }, parallel: 2, onError: 'collect' })
    assert.deepEqual(
      ds.failures.map(({ index }) => index),
      [17],
    )
    assert.equal(ds.get('failingAt').count().item(), 199)
  })

  it('are tried again as often as `retries` says', async () => {
    const ds = await sweep(
      failingUntilAttempt,
      { x: range(30) },
      { constants: { attempt: 3 }, retries: 2, parallel: 2 },
    )
    assert.deepEqual(
      [...ds.get('failingUntilAttempt').values],
      [...range(30)].map((x) => 3 * x),
    )
    const error = await failedSweep(
      sweep(failingUntilAttempt, { x: range(3) }, { constants: { attempt: 4 }, retries: 2, parallel: false }),
    )
    assert.equal(error.failures[0]?.attempts, 3)
  })

  it('include results that cannot be labelled', async () => {
    for (const task of [uncloneableAt, otherKindAt]) {
      const ds = await sweep(task, { x: range(50) }, { constants: { bad: 20 }, parallel: 1, onError: 'collect' })
      assert.deepEqual(
        ds.failures.map(({ index, error }) => [index, error.tag]),
        [[20, 'OutputError']],
      )
    }
  })
})

for (const workers of CONTAINED) {
  describe(`lost workers on ${workers}`, () => {
    it('quarantine the one point that exits, with the cause of each loss', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const ds = await sweep(exitingAt, { x: range(300) }, { constants: { bad: 123 }, executor, onError: 'collect' })
      await executor.shutdown()
      assert.deepEqual(
        ds.failures.map(({ index, workerLosses }) => [index, workerLosses]),
        [[123, 3]],
      )
      assert.equal(ds.get('exitingAt').count().item(), 299)
      assert.equal(ds.failures[0]?.error.errors?.length, 3)
      if (workers === 'processes')
        assert.match(ds.failures[0]?.error.message ?? '', /exit(ed|s)? .*code 3[\s\S]*I am leaving/)
    })

    it('quarantine the one point that throws where nobody catches', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const ds = await sweep(
        uncaughtAt,
        { x: range(60) },
        { constants: { bad: 7 }, executor, onError: 'collect', concurrency: 4 },
      )
      await executor.shutdown()
      assert.deepEqual(
        ds.failures.map(({ index }) => index),
        [7],
      )
      assert.equal(ds.get('uncaughtAt').count().item(), 59)
    })

    it('fail only the point that spins for ever', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const ds = await sweep(
        spinForEverAt,
        { x: range(1000) },
        { constants: { at: 700 }, executor, onError: 'collect', timeoutMs: 200 },
      )
      await executor.shutdown()
      assert.deepEqual(
        ds.failures.map(({ index, error }) => [index, error.tag]),
        [[700, 'PointTimeoutError']],
      )
      assert.equal(ds.get('spinForEverAt').count().item(), 999)
    })

    it('fail only the asynchronous points that take too long, without losing a worker', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const events: string[] = []
      const ds = await sweep(
        slowlyHeeding,
        { x: range(6), ms: [1, 100_000] },
        {
          executor,
          onError: 'collect',
          timeoutMs: 100,
          concurrency: 12,
          progress: (event) => events.push(event.type),
        },
      )
      await executor.shutdown()
      assert.deepEqual(
        ds.failures.map(({ point }) => point.ms),
        new Array(6).fill(100_000),
      )
      assert.ok(!events.includes('worker-lost'), 'a worker was lost')
      assert.ok(ds.failures.every(({ error }) => error.tag === 'PointTimeoutError'))
    })
  })
}

describe('running out of memory', () => {
  it('costs its point and no other', async () => {
    process.env.NODE_OPTIONS = '--max-old-space-size=64'
    try {
      const ds = await sweep(
        memoryHogAt,
        { x: range(20) },
        { constants: { bad: 5 }, parallel: 2, onError: 'collect', maxWorkerLosses: 1 },
      )
      assert.deepEqual(
        ds.failures.map(({ index }) => index),
        [5],
      )
      assert.match(ds.failures[0]?.error.message ?? '', /heap out of memory|ran out of memory/)
    } finally {
      delete process.env.NODE_OPTIONS
    }
  })
})

describe('wrong use', () => {
  const refused = async (promise: () => Promise<unknown>, message: RegExp): Promise<void> => {
    await assert.rejects(promise, (error) => error instanceof TypeError && message.test(error.message))
  }

  it('is refused before anything starts, naming the argument', async () => {
    await refused(() => sweep(product, { a: [], b: [1] }), /axis `a`.*at least one value/)
    await refused(() => sweep(product, { a: [1, 1], b: [1] }), /Axis `a` has the value `1` more than once/)
    await refused(() => sweep(product, { a: [1], b: [1] }, { retries: -1 }), /`retries`.*whole number/)
    await refused(() => sweep(product, { a: [1], b: [1] }, { retrys: 1 } as never), /did you mean `retries`/)
    await refused(() => sweep(product, { a: [1], b: [1] }, { resources: {} } as never), /`unrecorded`/)
    await refused(
      () => sweep(product, { a: [1], b: [1] }, { constants: { b: 1 } }),
      /`b` is an axis and also in `constants`/,
    )
    await refused(() => sweep(product, { a: [1], b: [1], c: [1] } as never), /takes no parameter `c`/)
    await refused(() => sweep('product' as never, { a: [1] } as never), /`fn` to be a function/)
  })
})
