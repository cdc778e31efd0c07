import { inBuild } from '../harness/paths.ts'
import { callsOf } from '../work.ts'
import type { OpenAdapter } from './adapter.ts'
import { loadPeer } from './load-peer.ts'

interface TinypoolPackage {
  readonly default: new (
    options: Readonly<Record<string, unknown>>,
  ) => {
    run(argument: unknown, options: { readonly name: string }): Promise<unknown>
    destroy(): Promise<void>
  }
}

export function tinypool(concurrentTasksPerWorker: number): OpenAdapter {
  return async ({ workers, concurrency }) => {
    const { default: Tinypool } = await loadPeer<TinypoolPackage>('tinypool')
    const pool = new Tinypool({
      filename: inBuild('tasks.js'),
      runtime: 'worker_threads',
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: Math.max(concurrentTasksPerWorker, concurrency),
    })
    return {
      plan(work) {
        const calls = callsOf(work)
        const options = { name: work.task }
        return () => Promise.all(calls.map((call) => pool.run(call, options)))
      },
      close: () => pool.destroy(),
    }
  }
}
