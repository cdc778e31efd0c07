import { inBuild } from '../harness/paths.ts'
import { callsOf } from '../work.ts'
import type { OpenAdapter } from './adapter.ts'
import { loadPeer } from './load-peer.ts'

interface JestWorkerPackage {
  readonly Worker: new (file: string, options: Readonly<Record<string, unknown>>) => JestWorker
}

type JestWorker = Readonly<Record<string, (argument: unknown) => Promise<unknown>>> & { end(): Promise<unknown> }

const TASKS = ['double', 'product', 'spin', 'spinSkewed', 'wait', 'elementOf']

export function jestWorker(enableWorkerThreads: boolean): OpenAdapter {
  return async ({ workers }) => {
    const pool = await startJestWorker(enableWorkerThreads, workers)
    return {
      plan(work) {
        const calls = callsOf(work)
        return () => Promise.all(calls.map((call) => pool[work.task]!(call)))
      },
      close: async () => void (await pool.end()),
    }
  }
}

export async function startJestWorker(enableWorkerThreads: boolean, workers: number): Promise<JestWorker> {
  const { Worker } = await loadPeer<JestWorkerPackage>('jest-worker')
  return new Worker(inBuild('tasks.js'), {
    enableWorkerThreads,
    numWorkers: workers,
    exposedMethods: TASKS,
    forkOptions: { serialization: 'advanced' },
  })
}
