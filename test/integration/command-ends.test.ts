import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { command, isSweepError, type RunEvent, range, SingleNodeExecutor, sweep } from 'windrow'
import { failOnLeaks } from '../support/no-leaks.js'
import { childrenOf, isRunning } from '../support/processes.js'
import { scratchFolder } from '../support/scratch.js'
import { waitUntil } from '../support/wait.js'

failOnLeaks()

const TREE = fileURLToPath(new URL('./programs/tree.sh', import.meta.url))

/** A program that starts others, one of them in a session of its own, and heeds no SIGTERM. */
const tree = (log: string, options: { killAfterMs?: number } = {}) =>
  command(['sh', TREE, log, '{x}'], { parse: 'text', ...options })

/** Numbers of the processes that the programs started, once there are `count` programs. */
function started(log: string, count = 1): Promise<number[]> {
  return waitUntil('the programs run', () => {
    const lines = linesOf(log)
    return lines.length >= count && lines.flatMap((line) => line.split(' ').map(Number))
  })
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1)
  } catch {
    return []
  }
}

function allGone(pids: readonly number[]): Promise<boolean> {
  return waitUntil('no process is left', () => !pids.some(isRunning))
}

describe('a point that runs too long', () => {
  for (const workers of ['processes', 'threads', 'inline'] as const) {
    it(`ends its program and all that it started, and costs no worker (${workers})`, async (t) => {
      const log = join(scratchFolder(t), 'log')
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 1 })
      const lost: RunEvent[] = []
      const progress = (event: RunEvent): void => void (event.type === 'worker-lost' && lost.push(event))
      const options = { executor, progress, timeoutMs: 600, onError: 'collect' } as const
      try {
        const ds = await sweep(tree(log, { killAfterMs: 50 }), { x: [1] }, options)
        assert.equal(ds.failures[0]?.error.tag, 'PointTimeoutError')
        assert.match(ds.failures[0].error.cause?.message ?? '', /^`tree` was stopped: it was killed by SIGKILL after /)
        assert.deepEqual(lost, [])
      } finally {
        await executor.shutdown()
      }
      await allGone(await started(log))
    })
  }

  it('lets its program clean up for as long as `killAfterMs` says', async (t) => {
    const log = join(scratchFolder(t), 'log')
    const script = 'trap "sleep 0.6; echo saved > \\"$1\\"; exit 1" TERM; sleep 1000 & wait'
    const task = command(['sh', '-c', script, 'sh', log], { env: { X: '{x}' }, killAfterMs: 60_000 })
    const ds = await sweep(task, { x: [1] }, { timeoutMs: 300, onError: 'collect', parallel: 1 })
    assert.match(ds.failures[0]?.error.cause?.message ?? '', /^`sh` was stopped: it ended with exit code 1 after /)
    assert.deepEqual(linesOf(log), ['saved'])
  })
})

describe('a sweep that is aborted', () => {
  for (const workers of ['processes', 'inline'] as const) {
    it(`ends its programs (${workers})`, async (t) => {
      const log = join(scratchFolder(t), 'log')
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const stop = new AbortController()
      try {
        const sweeping = sweep(tree(log, { killAfterMs: 50 }), { x: range(4) }, { executor, signal: stop.signal })
        const pids = await started(log)
        stop.abort()
        await assert.rejects(sweeping, (error) => isSweepError(error, 'SweepAbortedError'))
        await allGone([...pids, ...(await started(log))])
      } finally {
        await executor.shutdown()
      }
    })
  }
})

describe('a direct call', () => {
  it('ends its program when its signal is aborted, and says why', async (t) => {
    const log = join(scratchFolder(t), 'log')
    const stop = new AbortController()
    const running = tree(log, { killAfterMs: 50 })({ x: 1 }, { signal: stop.signal })
    const pids = await started(log)
    const reason = new Error('enough')
    stop.abort(reason)
    await assert.rejects(running, { tag: 'CommandError', killedBy: 'SIGKILL', cause: reason })
    await allGone(pids)
  })
})

describe('a program that leaves others behind', () => {
  it('has those of its group ended with it', async (t) => {
    const log = join(scratchFolder(t), 'log')
    const task = command(['sh', '-c', 'sleep 1000 & echo $! > "$1"; echo 1', 'sh', log], { parse: 'number' })
    assert.equal(await task({}), 1)
    await allGone(await started(log))
  })

  it('is not waited for when one in a session of its own holds its output open', async (t) => {
    const log = join(scratchFolder(t), 'log')
    const script =
      'setsid sh -c "echo \\$\\$ > \\"\\$1\\"; exec sleep 1000" sh "$1" & while ! test -s "$1"; do sleep 0.01; done; echo 1'
    const task = command(['sh', '-c', script, 'sh', log], { parse: 'number' })
    assert.equal(await task({}), 1)
    const [pid = 0] = await started(log)
    assert.ok(isRunning(pid))
    process.kill(pid, 'SIGKILL')
  })
})

describe('a worker that is killed', () => {
  it('takes its programs along, with all that they started', async (t) => {
    const log = join(scratchFolder(t), 'log')
    const executor = new SingleNodeExecutor({ workers: 'processes', maxWorkers: 1 })
    let worker = 0
    const progress = (event: RunEvent): void => {
      if (event.type === 'worker-started') worker = event.pid ?? 0
    }
    try {
      const sweeping = sweep(tree(log), { x: [1] }, { executor, progress, maxWorkerLosses: 1, onError: 'collect' })
      // A point that lost a worker runs again, at last alone, before it is given up.
      let isOver = false
      const ended = sweeping.finally(() => {
        isOver = true
      })
      for (let run = 1; !isOver; run++) {
        await waitUntil('the program runs or is given up', () => isOver || linesOf(log).length >= run)
        if (!isOver) process.kill(worker, 'SIGKILL')
      }
      const ds = await ended
      assert.equal(ds.failures[0]?.error.tag, 'WorkerLostError')
      await allGone(await started(log, 2))
    } finally {
      await executor.shutdown()
    }
  })
})

describe('a caller that is killed', () => {
  it('leaves none of its programs behind', async (t) => {
    const log = join(scratchFolder(t), 'log')
    const caller = startCaller(log)
    const pids = await started(log, 2)
    assert.ok(pids.every(isRunning))
    caller.kill('SIGKILL')
    await allGone([...pids, caller.pid ?? 0])
  })

  it('leaves none behind at whatever moment', async (t) => {
    for (let round = 0; round < 8; round++) await killAtSomeMoment(t)
  })
})

function startCaller(log: string): ReturnType<typeof fork> {
  return fork(new URL('./command-caller.js', import.meta.url), [TREE, log])
}

/** The programs have the log in their arguments, so that those are found too that had no time to write. */
async function killAtSomeMoment(t: TestContext): Promise<void> {
  const log = join(scratchFolder(t), 'log')
  const caller = startCaller(log)
  const exited = once(caller, 'exit')
  const workers = await waitUntil('workers start', () => {
    const pids = childrenOf(caller.pid ?? 0)
    return pids.length === 2 && pids
  })
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 300))
  caller.kill('SIGKILL')
  await exited
  await waitUntil('no worker and no program is left', () => !workers.some(isRunning) && withArgument(log).length === 0)
  await allGone(linesOf(log).flatMap((line) => line.split(' ').map(Number)))
}

function withArgument(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && commandLine(pid).includes(text) && isRunning(pid))
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
