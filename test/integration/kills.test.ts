import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type RunEvent, range, SingleNodeExecutor, sweep } from 'windrow'
import { childrenOf, isRunning } from '../support/processes.js'
import { scratchFolder } from '../support/scratch.js'
import { waitUntil } from '../support/wait.js'
import { product } from './tasks.js'

describe('workers that are killed', () => {
  it('lose no point and spoil no result, fifty times over', async () => {
    const executor = new SingleNodeExecutor({ workers: 'processes', maxWorkers: 2 })
    let kills = 0
    let blocks = 0
    const killAtRandom = (): void => {
      if (kills >= 50 || blocks++ % 3 !== 0) return
      const workers = childrenOf(process.pid)
      const victim = workers[Math.floor(Math.random() * workers.length)]
      if (victim === undefined) return
      setTimeout(() => {
        if (kills >= 50 || !isRunning(victim)) return
        kills += 1
        process.kill(victim, 'SIGKILL')
      }, Math.random() * 10)
    }
    const progress = (event: RunEvent): void => {
      if (event.type === 'points-finished') killAtRandom()
    }
    try {
      for (let round = 0; kills < 50; round++) {
        const ds = await sweep(product, { a: range(1000), b: range(100) }, { executor, progress })
        const { values } = ds.get('product')
        for (let i = 0; i < 100_000; i++) {
          if (values[i] !== Math.floor(i / 100) * (i % 100)) assert.fail(`point ${i} of round ${round} is ${values[i]}`)
        }
      }
    } finally {
      await executor.shutdown()
    }
    assert.equal(kills, 50)
  })
})

describe('a caller that is killed', () => {
  it('leaves no process behind although its workers spin', async (t) => {
    const folder = scratchFolder(t)
    const log = join(folder, 'log')
    const caller: ChildProcess = fork(new URL('./spinning-caller.js', import.meta.url), [log, join(folder, 'gate')])
    const spinning = await waitUntil('both workers spin', () => {
      const pids = new Set(readLines(log).map((line) => Number(line.split(' ')[0])))
      return pids.size === 2 && [...pids]
    })
    assert.ok(spinning.every(isRunning))
    caller.kill('SIGKILL')
    await waitUntil('no worker is left', () => !spinning.some(isRunning) && !isRunning(caller.pid ?? 0), 2000)
  })

  it('leaves no process behind although its workers removed their working directory before they spun', async (t) => {
    const folder = scratchFolder(t)
    const log = join(folder, 'log')
    const cwd = join(folder, 'cwd')
    mkdirSync(cwd)
    const program = new URL('./removed-folder-caller.js', import.meta.url)
    const caller: ChildProcess = fork(program, [log, join(cwd, 'gate')], { cwd })
    const spinning = await waitUntil('both workers spin', () => {
      const pids = new Set(readLines(log).map((line) => Number(line.split(' ')[0])))
      return pids.size === 2 && [...pids]
    })
    t.after(() => {
      for (const pid of spinning) if (isRunning(pid)) process.kill(pid, 'SIGKILL')
    })
    caller.kill('SIGKILL')
    await waitUntil('no worker is left', () => !spinning.some(isRunning) && !isRunning(caller.pid ?? 0), 2000)
  })

  it('works in a directory that was removed, and its workers with it', async (t) => {
    const folder = scratchFolder(t)
    const cwd = join(folder, 'cwd')
    mkdirSync(cwd)
    const child = fork(new URL('./removed-folder-sweep.js', import.meta.url), [cwd], { cwd, silent: true })
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    await once(child, 'close')
    assert.equal(said, 'products 0 0 0 1; working directory ENOENT\n')
  })
})

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').filter(Boolean)
  } catch {
    return []
  }
}
