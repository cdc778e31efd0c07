import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { isSweepError, move, range, SingleNodeExecutor, sweep } from 'windrow'
import { scratchFolder } from '../support/scratch.js'
import { waitUntil } from '../support/wait.js'
import { atGate, inFlight, product } from './tasks.js'

describe('concurrency', () => {
  it('keeps so many points in flight in each worker, and no more', async (t) => {
    const log = join(scratchFolder(t), 'log')
    await sweep(inFlight, { x: range(80) }, { constants: { log }, parallel: 2, concurrency: 7 })
    const flying = new Map<string, number>()
    let most = 0
    for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
      const pid = line.slice(1)
      flying.set(pid, (flying.get(pid) ?? 0) + (line[0] === '+' ? 1 : -1))
      most = Math.max(most, flying.get(pid) ?? 0)
    }
    assert.equal(most, 7)
  })
})

describe('an aborted sweep', () => {
  it('starts nothing new, keeps what is done and says so', async (t) => {
    const folder = scratchFolder(t)
    const [gate, log] = [join(folder, 'gate'), join(folder, 'log')]
    writeFileSync(log, '')
    const controller = new AbortController()
    let finished = 0
    const sweeping = sweep(
      atGate,
      { x: range(100) },
      {
        constants: { gate, log },
        parallel: 2,
        signal: controller.signal,
        progress: (event) => {
          if (event.type === 'points-finished') finished += event.done
        },
      },
    )
    await waitUntil('two points run', () => readFileSync(log, 'utf8').split('\n').length > 2)
    controller.abort()
    await assert.rejects(sweeping, (error) => isSweepError(error, 'SweepAbortedError') && error.failures.length === 0)
    assert.equal(finished, 0)
    assert.equal(readFileSync(log, 'utf8').trim().split('\n').length, 2)
  })

  it('ends at once when the signal was aborted before', async () => {
    await assert.rejects(
      sweep(product, { a: range(10), b: [1] }, { signal: AbortSignal.abort(), parallel: 1 }),
      (error) => isSweepError(error, 'SweepAbortedError'),
    )
  })
})

describe('an executor', () => {
  it('refuses work after it was shut down, and shuts down twice without harm', async () => {
    const executor = new SingleNodeExecutor({ maxWorkers: 1 })
    await sweep(product, { a: [1], b: [2] }, { executor })
    await executor.shutdown()
    await executor.shutdown()
    await assert.rejects(sweep(product, { a: [1], b: [2] }, { executor }), /this one was shut down/)
  })

  it('rejects what still runs when it is shut down', async (t) => {
    const folder = scratchFolder(t)
    const log = join(folder, 'log')
    writeFileSync(log, '')
    const executor = new SingleNodeExecutor({ maxWorkers: 1 })
    const sweeping = sweep(atGate, { x: range(3) }, { constants: { gate: join(folder, 'gate'), log }, executor })
    const rejected = assert.rejects(sweeping, /shut down while it ran/)
    await waitUntil('a point runs', () => readFileSync(log, 'utf8') !== '')
    await executor.shutdown()
    await rejected
  })

  it('paces the starts of points over all workers', async () => {
    const startedMs = performance.now()
    await sweep(product, { a: range(30), b: [1] }, { parallel: 2, rateLimit: { perSecond: 100 } })
    assert.ok(performance.now() - startedMs >= 190, 'thirty points at a hundred a second take at least 0.2 s')
  })
})

describe('large arrays on threads', () => {
  const at = ({ i, table }: { i: number; table: Float64Array }): number => table[i] ?? Number.NaN

  it('are shared when they lie in shared memory: a task sees what the caller writes', async () => {
    const table = new Float64Array(new SharedArrayBuffer(80)).fill(1)
    const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 1 })
    await sweep(at, { i: [0] }, { executor, unrecorded: { table } })
    const write = ({ i, table }: { i: number; table: Float64Array }): number => {
      table[i] = 7
      return i
    }
    await sweep(write, { i: [3] }, { executor, unrecorded: { table } })
    await executor.shutdown()
    assert.equal(table[3], 7)
  })

  it('are taken over, not copied, when they are moved to one worker', async () => {
    const table = Float64Array.from({ length: 1000 }, (_, i) => i)
    const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 1 })
    const ds = await sweep(at, { i: range(1000) }, { executor, unrecorded: { table: move(table) } })
    await executor.shutdown()
    assert.equal(ds.get('at').sum().item(), 499_500)
    assert.equal(table.length, 0)
  })

  it('are shared by all workers when they are moved to several', async () => {
    const table = Float64Array.from({ length: 1000 }, (_, i) => i)
    const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 2 })
    const ds = await sweep(at, { i: range(1000) }, { executor, unrecorded: { table: move(table) } })
    await executor.shutdown()
    assert.equal(ds.get('at').sum().item(), 499_500)
  })

  it('stay usable when they are plain', async () => {
    const table = Float64Array.from({ length: 1000 }, (_, i) => i)
    const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 2 })
    await sweep(at, { i: range(1000) }, { executor, unrecorded: { table } })
    await executor.shutdown()
    assert.equal(table.length, 1000)
  })
})
