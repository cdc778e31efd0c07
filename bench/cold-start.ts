import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { startJestWorker } from './adapters/jest-worker.ts'
import { loadPeer } from './adapters/load-peer.ts'
import { startPiscina } from './adapters/piscina.ts'
import { loadWindrow, type WorkerKind } from './adapters/windrow.ts'
import { startWorkerpool } from './adapters/workerpool.ts'
import { inBuild } from './harness/paths.ts'
import { runPython } from './harness/python.ts'
import { type Contestant, type Measurement, type Question, WORKERS } from './harness/question.ts'
import { double } from './tasks.ts'

const FORK = 'fork of an empty ES module'
const FORK_COMMONJS = 'fork of an empty CommonJS module'

type Call = (argument: { readonly x: number }) => unknown

export const question: Question = {
  title: 'How long until the first result, when no worker runs yet?',
  method:
    'From the call to the first result, libraries imported before; two workers, a function that does nothing to speak of. ' +
    'A sweep has two points and is timed to its end. A fork is timed to its first message.',
  metric: 'time',
  peers: [FORK, FORK_COMMONJS],
  cases: () => [{ name: 'first result' }],
  contestants: [
    timed(FORK, async () => forkOnce('adapters/workers/empty.js')),
    timed(FORK_COMMONJS, async () => forkOnce('adapters/workers/empty-commonjs.cjs')),
    timed('two forks of an empty ES module', async () => {
      const start = forkOnce('adapters/workers/empty.js')
      return async () => void (await Promise.all([start(), start()]))
    }),
    timed('thread of an empty ES module', async () => async () => {
      await once(new Worker(inBuild('adapters/workers/empty-thread.js')), 'message')
    }),
    timed('windrow, processes, exported function', () => sweepOnce('processes', double, 'double')),
    timed('windrow, processes, closure', () => sweepOnce('processes', closure(), 'scaled')),
    timed('windrow, processes, sweep that makes its own executor', async () => {
      const { sweep } = await loadWindrow()
      return async () => {
        const dataset = await sweep(double, { x: [1, 2] }, { parallel: WORKERS, progress: false })
        expectDouble(dataset.get('double').values[1])
      }
    }),
    timed('windrow, threads, exported function', () => sweepOnce('threads', double, 'double')),
    timed('windrow, threads, closure', () => sweepOnce('threads', closure(), 'scaled')),
    timed('import of windrow', async () => async () => void (await loadWindrow())),
    timed('piscina', async () => {
      await loadPeer('piscina')
      return async () => expectDouble(await (await startPiscina(WORKERS)).run({ x: 2 }, { name: 'double' }))
    }),
    timed('workerpool, processes', async () => {
      await loadPeer('workerpool')
      return async () => expectDouble(await (await startWorkerpool('process', WORKERS)).exec('double', [{ x: 2 }]))
    }),
    timed('jest-worker, processes', async () => {
      await loadPeer('jest-worker')
      return async () => expectDouble(await (await startJestWorker(false, WORKERS)).double!({ x: 2 }))
    }),
    python('joblib', 'joblib'),
    python('multiprocessing, fork', 'fork'),
    python('multiprocessing, spawn', 'spawn'),
  ],
}

/** `prepare` runs before the clock starts. */
function timed(name: string, prepare: () => Promise<() => Promise<void>>): Contestant {
  return {
    name,
    async measure() {
      const run = await prepare()
      const start = performance.now()
      await run()
      return { ms: performance.now() - start, calls: 1 }
    },
  }
}

function python(name: string, mode: string): Contestant {
  return { name, measure: () => runPython<Measurement>({ kind: 'cold-start', mode, workers: WORKERS }) }
}

function forkOnce(path: string): () => Promise<void> {
  const file = inBuild(path)
  return async () => void (await once(fork(file), 'message'))
}

function closure(): Call {
  const factor = 2
  return function scaled({ x }) {
    return x * factor
  }
}

async function sweepOnce(workers: WorkerKind, call: Call, name: string): Promise<() => Promise<void>> {
  const { sweep, SingleNodeExecutor } = await loadWindrow()
  return async () => {
    const executor = new SingleNodeExecutor({ workers, maxWorkers: WORKERS })
    const dataset = await sweep(call, { x: [1, 2] }, { executor, progress: false })
    expectDouble(dataset.get(name).values[1])
  }
}

function expectDouble(result: unknown): void {
  if (result !== 4) throw new Error(`Expected 4, got ${String(result)}.`)
}
