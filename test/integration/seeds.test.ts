import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { range, SingleNodeExecutor, sweep } from 'windrow'
import { childrenOf } from '../support/processes.js'
import { drawing } from './tasks.js'

type Workers = 'processes' | 'threads' | 'inline'

async function digest(options: {
  workers: Workers
  maxWorkers: number
  shuffle?: number
  kills?: number
}): Promise<string> {
  const executor = new SingleNodeExecutor({ workers: options.workers, maxWorkers: options.maxWorkers })
  let kills = options.kills ?? 0
  const captured = [0.5, 1.5]
  const scaled = (
    { x, y }: { x: number; y: number },
    ctx: Parameters<typeof drawing>[1],
  ): ReturnType<typeof drawing> => {
    const { sum, below, seed } = drawing({ x, y }, ctx)
    return { sum: sum * (captured[x % 2] ?? 0), below, seed }
  }
  const ds = await sweep(
    scaled,
    { x: range(60), y: range(50) },
    {
      executor,
      seed: 2026,
      ...(options.shuffle === undefined ? {} : { shuffle: options.shuffle }),
      progress: (event) => {
        if (event.type !== 'points-finished' || kills === 0) return
        const [victim] = childrenOf(process.pid)
        if (victim === undefined) return
        kills -= 1
        process.kill(victim, 'SIGKILL')
      },
    },
  )
  await executor.shutdown()
  assert.equal(kills, 0)
  const hash = createHash('sha256')
  for (const name of ['sum', 'below', 'seed'] as const) hash.update(ds.get(name).values as Float64Array)
  return hash.digest('hex')
}

describe('random numbers', () => {
  it('are the same for any number and kind of workers, in any order, after any loss', async () => {
    const expected = await digest({ workers: 'inline', maxWorkers: 1 })
    for (const workers of ['processes', 'threads'] as const) {
      for (const maxWorkers of [1, 2, 5]) {
        assert.equal(await digest({ workers, maxWorkers }), expected, `${maxWorkers} ${workers}`)
      }
    }
    assert.equal(await digest({ workers: 'processes', maxWorkers: 2, shuffle: 9 }), expected, 'shuffled')
    assert.equal(await digest({ workers: 'threads', maxWorkers: 2, shuffle: 10 }), expected, 'shuffled threads')
    assert.equal(await digest({ workers: 'processes', maxWorkers: 2, kills: 3 }), expected, 'after three kills')
  })
})
