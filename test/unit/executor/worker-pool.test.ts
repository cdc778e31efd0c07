import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { WorkerLostError } from '../../../src/errors/index.ts'
import { type LaunchHooks, type RangeRun, WorkerPool } from '../../../src/executor/index.ts'

/** A pool whose workers do nothing by themselves. */
function silentPool(): { pool: WorkerPool; hooks: LaunchHooks[]; killed: number[] } {
  const hooks: LaunchHooks[] = []
  const killed: number[] = []
  const launch = (
    given: LaunchHooks,
  ): ReturnType<ConstructorParameters<typeof WorkerPool>[0]['launcher']['launch']> => {
    const worker = hooks.push(given) - 1
    const kill = (): void => {
      killed.push(worker)
      given.onLost({ error: new WorkerLostError('It was killed.', {}) })
    }
    return { pid: undefined, send: () => undefined, kill, stop: async () => undefined }
  }
  return { pool: new WorkerPool({ launcher: { kind: 'silent', launch }, maxWorkers: 1 }), hooks, killed }
}

const run: RangeRun = {
  setup: { taskName: 'task' } as RangeRun['setup'],
  spec: { size: 1, concurrency: 1, retries: 0, stopOnFailure: false, maxWorkerLosses: 1 },
  onBlock: () => undefined,
  onFailure: () => undefined,
}

describe('the shell of the pool', () => {
  it('ends workers that never say that they are up, and tells so', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { pool, killed } = silentPool()
    const rejected = assert.rejects(pool.run(run), /No silent worker stays alive long enough to load `task`/)
    for (let start = 0; start < 3; start++) t.mock.timers.tick(60_000)
    await rejected
    assert.deepEqual(killed, [0, 1, 2])
  })

  it('rejects a run whose worker speaks another version of the protocol', async () => {
    const { pool, hooks } = silentPool()
    const rejected = assert.rejects(pool.run(run), /A worker speaks version 99 of the protocol, this program version 2/)
    hooks[0]?.onMessage({ type: 'ready', version: 99, pid: 1, host: 'here', node: 'v20.0.0' })
    await pool.shutdown()
    await rejected
  })

  it('rejects a run whose worker reports points that it does not hold, and no other', async () => {
    const { pool, hooks, killed } = silentPool()
    const rejected = assert.rejects(pool.run(run), /which it does not hold/)
    const block = { type: 'block', run: 0, failures: [], released: [], busyMs: 0 } as const
    hooks[0]?.onMessage({ ...block, done: { lo: 5, hi: 7 } })
    await rejected
    assert.deepEqual(killed, [0])
    await pool.shutdown()
  })
})
