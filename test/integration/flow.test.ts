import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Dataset, isSweepError, move, type RunEvent, range, SingleNodeExecutor, sweep } from 'windrow'
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

  it('are refused in shared memory where workers are processes, with what to do', async () => {
    const any = ({ i }: { i: number; table: unknown }): number => i
    const table = new Float64Array(new SharedArrayBuffer(80))
    for (const [constants, place] of [
      [{ table }, 'table'],
      [{ table: { deep: [table.buffer] } }, 'table.deep[0]'],
    ] as const) {
      await assert.rejects(sweep(any, { i: [0] }, { constants }), {
        name: 'TypeError',
        message:
          `\`constants.${place}\` is shared memory, which no process gets.\n` +
          "Threads share it: `executor: new SingleNodeExecutor({ workers: 'threads' })`. To processes give a copy that is not shared, such as `Float64Array.from(array)`.",
      })
    }
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

describe('many points on threads', () => {
  const sum = ({ a, b }: { a: number; b: number }): number => a + 1000 * b

  it('are written where they belong by the workers themselves, whatever happens to some', async () => {
    const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 2 })
    const picky = ({ a, b }: { a: number; b: number }): number | null => {
      if (b === 77 && a % 100 === 5) throw new Error('bad')
      return b === 78 && a === 3 ? null : a + 1000 * b
    }
    const whole = await sweep(sum, { a: range(1000), b: range(300) }, { executor })
    const ds = await sweep(picky, { a: range(1000), b: range(300) }, { executor, onError: 'collect' })
    await executor.shutdown()
    const [all, some] = [whole.get('sum').values, ds.get('picky').values as Float64Array]
    for (let i = 0; i < 300_000; i++) {
      const [a, b] = [Math.floor(i / 300), i % 300]
      if (all[i] !== a + 1000 * b) assert.fail(`point ${i} is ${all[i]}`)
      const isMissing = (b === 77 && a % 100 === 5) || (b === 78 && a === 3)
      if (isMissing ? !Number.isNaN(some[i]) : some[i] !== a + 1000 * b) assert.fail(`point ${i} is ${some[i]}`)
    }
    assert.equal(ds.failures.length, 10)
  })

  it('are missing where the sweep was stopped', async () => {
    const controller = new AbortController()
    const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 2 })
    const slow = ({ a, b }: { a: number; b: number }): number => {
      for (let i = 0; i < 2000; i++) b += 1e-9
      return a + Math.round(1000 * b)
    }
    let done = 0
    const progress = (event: RunEvent): void => {
      if (event.type === 'points-finished') done += event.done
      if (done > 100_000) controller.abort()
    }
    const sweeping = sweep(slow, { a: range(3000), b: range(1000) }, { executor, signal: controller.signal, progress })
    await assert.rejects(sweeping, (error) => {
      if (!isSweepError(error, 'SweepAbortedError')) return false
      const { dataset } = error as { dataset: Dataset }
      return dataset.get('slow').count().item() === done && done < 3_000_000
    })
    await executor.shutdown()
  })
})
