import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type RunEvent, range, SingleNodeExecutor, sweep } from 'windrow'
import { failOnLeaks } from '../support/no-leaks.js'
import {
  anyArguments,
  closing3,
  closing5,
  countedArguments,
  fakingTimers,
  fakingTimersAsync,
  lateAtFirst,
  neverAt,
  nowAndThenAsync,
  nowAndThenInstance,
  oddAt,
  scribbling4,
  scribbling5,
  unreadable,
  untilAborted,
} from './hostile-tasks.js'
import { product } from './tasks.js'

const ALL = ['processes', 'threads', 'inline'] as const
const numbers = (count: number): number[] => [...range(count)]

failOnLeaks()

async function withExecutor<Result>(
  workers: (typeof ALL)[number],
  act: (executor: SingleNodeExecutor) => Promise<Result>,
): Promise<Result> {
  const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
  try {
    return await act(executor)
  } finally {
    await executor.shutdown()
  }
}

describe('a task that spoils what ties its worker to the caller', () => {
  for (const task of [closing5, scribbling4, scribbling5]) {
    it(`is given up at that point alone (${task.name})`, async () => {
      const ds = await sweep(task, { x: range(60) }, { constants: { bad: 50 }, parallel: 2, onError: 'collect' })
      assert.deepEqual(
        ds.failures.map(({ index, workerLosses }) => [index, workerLosses]),
        [[50, 3]],
      )
      assert.equal(ds.get(task.name).count().item(), 59)
    })
  }

  it('loses nothing when it closes the pipe of its orders', async () => {
    const ds = await sweep(closing3, { x: range(60) }, { constants: { bad: 50 }, parallel: 2 })
    assert.deepEqual([...ds.get('closing3').values], numbers(60))
  })

  for (const workers of ['processes', 'threads'] as const) {
    it(`does not stop ${workers} by replacing timers and clock`, async () => {
      for (const task of [fakingTimers, fakingTimersAsync as unknown as typeof fakingTimers]) {
        const ds = await withExecutor(workers, (executor) =>
          sweep(task, { x: range(100) }, { executor, timeoutMs: 60_000 }),
        )
        assert.deepEqual([...ds.get(task.name).values], numbers(100))
      }
    })
  }
})

describe('what a task returns', () => {
  for (const workers of ALL) {
    it(`fails its point alone when it cannot be read (${workers})`, async () => {
      const ds = await withExecutor(workers, (executor) =>
        sweep(unreadable, { x: range(60) }, { constants: { bad: 50 }, executor, onError: 'collect' }),
      )
      assert.deepEqual(
        ds.failures.map(({ index }) => index),
        [50],
      )
      assert.equal(ds.get('unreadable').count().item(), 59)
    })
  }

  it('is judged by what most points return, whoever comes first', async () => {
    for (const [odd, bad] of [
      [0, -1],
      [500, 300],
    ] as const) {
      const ds = await sweep(oddAt, { x: range(2000) }, { constants: { odd, bad }, parallel: 2, onError: 'collect' })
      assert.deepEqual(
        ds.failures.map(({ index }) => index),
        bad < 0 ? [odd] : [bad, odd],
      )
    }
  })

  it('is judged alike whether points run one by one or in a compiled loop', async () => {
    const ds = await sweep(nowAndThenInstance, { x: range(100) }, { parallel: false, onError: 'collect' })
    assert.deepEqual(
      ds.failures.map(({ index }) => index),
      numbers(100).filter((x) => x % 2 === 1),
    )
  })
})

describe('the context', () => {
  it('reaches functions that look at it without naming it', async () => {
    const rest = await sweep(anyArguments, { x: range(100) }, { parallel: false })
    assert.deepEqual(
      [...rest.get('anyArguments').values],
      numbers(100).map((x) => 2 * x),
    )
    const counted = await sweep(countedArguments, { x: range(100) }, { parallel: false })
    assert.deepEqual([...counted.get('countedArguments').values], numbers(100))
  })

  it('is the point behind the `await` of a function that is asynchronous only now and then', async () => {
    const ds = await sweep(nowAndThenAsync, { x: range(100) }, { parallel: false })
    assert.deepEqual([...ds.get('nowAndThenAsync').values], numbers(100))
  })

  for (const workers of ALL) {
    it(`aborts the signal of the very first asynchronous point too, without losing a worker (${workers})`, async () => {
      const lost: RunEvent[] = []
      const ds = await withExecutor(workers, (executor) =>
        sweep(
          untilAborted,
          { x: range(4) },
          {
            executor,
            timeoutMs: 100,
            retries: 1,
            progress: (event) => event.type === 'worker-lost' && lost.push(event),
          },
        ),
      )
      assert.deepEqual([...ds.get('untilAborted').values], numbers(4))
      assert.deepEqual(lost, [])
    })
  }
})

describe('a point that runs too long', () => {
  it('is tried again also when it ends before its worker is ended', async () => {
    const ds = await sweep(
      lateAtFirst,
      { x: range(3) },
      { constants: { ms: 120 }, timeoutMs: 100, retries: 1, parallel: false },
    )
    assert.deepEqual([...ds.get('lateAtFirst').values], numbers(3))
  })

  it('fails inline too when it never ends and gives way', async () => {
    const ds = await sweep(
      neverAt,
      { x: range(20) },
      { constants: { bad: 7 }, timeoutMs: 50, parallel: false, onError: 'collect' },
    )
    assert.deepEqual(
      ds.failures.map(({ index, error }) => [index, error.tag]),
      [[7, 'PointTimeoutError']],
    )
  })

  it('is found in each of two sweeps that share a thread', async () => {
    await withExecutor('threads', async (executor) => {
      const options = { executor, timeoutMs: 200, onError: 'collect' } as const
      const both = await Promise.all(
        [3, 5].map((bad) => sweep(neverAt, { x: range(8) }, { ...options, constants: { bad } })),
      )
      assert.deepEqual(
        both.map((ds) => ds.failures.map(({ index }) => index)),
        [[3], [5]],
      )
    })
  })
})

describe('a progress callback that throws', () => {
  for (const type of ['run-started', 'worker-started', 'points-finished', 'run-finished'] as const) {
    it(`rejects the sweep and nothing else (${type})`, async () => {
      const progress = (event: RunEvent): void => {
        if (event.type === type) throw new Error('not me')
      }
      await assert.rejects(sweep(product, { a: range(9), b: [1] }, { parallel: 1, progress }), /^Error: not me$/)
    })
  }

  it('may shut the executor down when a point fails, and nothing is started afterwards', async () => {
    const executor = new SingleNodeExecutor({ maxWorkers: 2 })
    let closed: Promise<void> | undefined
    const progress = (event: RunEvent): void => {
      if (event.type === 'point-failed') closed = executor.shutdown()
    }
    await assert.rejects(
      sweep(
        neverAt,
        { x: range(20) },
        { constants: { bad: 7 }, timeoutMs: 50, executor, onError: 'collect', progress },
      ),
      /was shut down while it ran/,
    )
    await closed
  })
})

describe('constants', () => {
  const task = ({ x, given }: { x: number; given: unknown }): number => (given === undefined ? -1 : x)

  it('that have no copy are refused at once, by name, for every kind of worker', async () => {
    class Model {
      readonly a = 1
    }
    for (const parallel of [false, 1]) {
      await assert.rejects(
        sweep(task, { x: range(3) }, { constants: { given: (x: number) => x }, parallel }),
        /^TypeError: `constants.given` is a function/,
      )
      await assert.rejects(
        sweep(task, { x: range(3) }, { unrecorded: { given: { model: new Model() } }, parallel }),
        /^TypeError: `unrecorded.given.model` is an instance of `Model`/,
      )
      await assert.rejects(
        sweep(task, { x: range(3) }, { constants: { given: Symbol('s') }, parallel }),
        /^TypeError: `constants.given` is a symbol/,
      )
    }
  })

  it('are those at the moment of the call', async () => {
    const constants = { a: 2 }
    const sweeping = sweep(product, { b: range(3) }, { constants, parallel: 1 })
    constants.a = 100
    assert.deepEqual([...(await sweeping).get('product').values], [0, 2, 4])
  })
})

describe('workers that cannot be started', () => {
  it('are told with what the system said', async (t) => {
    const name = 'WINDROW_TEST_HUGE'
    process.env[name] = 'x'.repeat(3e6)
    t.after(() => delete process.env[name])
    await assert.rejects(sweep(product, { a: range(9), b: [1] }, { parallel: 2 }), /could not be started: .*E2BIG/)
  })
})
