import { inBuild } from '../harness/paths.ts'
import { callsOf } from '../work.ts'
import type { OpenAdapter } from './adapter.ts'
import { loadPeer } from './load-peer.ts'

export interface WorkerpoolPackage {
  readonly default: { pool(script: string, options: Readonly<Record<string, unknown>>): Workerpool }
}

export interface Workerpool {
  exec(method: string, args: readonly unknown[], options?: { readonly transfer: readonly unknown[] }): Promise<unknown>
  terminate(): Promise<unknown>
}

export function workerpool(workerType: 'thread' | 'process'): OpenAdapter {
  return async ({ workers }) => {
    const pool = await startWorkerpool(workerType, workers)
    return {
      plan(work) {
        const calls = callsOf(work).map((call) => [call])
        return () => Promise.all(calls.map((call) => pool.exec(work.task, call)))
      },
      close: async () => void (await pool.terminate()),
    }
  }
}

export async function startWorkerpool(workerType: 'thread' | 'process', workers: number): Promise<Workerpool> {
  const { default: api } = await loadPeer<WorkerpoolPackage>('workerpool')
  return api.pool(inBuild('adapters/workers/workerpool-worker.js'), {
    workerType,
    minWorkers: workers,
    maxWorkers: workers,
    forkOpts: { serialization: 'advanced' },
  })
}
