import { inBuild } from '../harness/paths.ts'
import { callsOf, valuesOf } from '../work.ts'
import type { OpenAdapter } from './adapter.ts'
import { loadPeer } from './load-peer.ts'

export interface PiscinaPackage {
  readonly Piscina: new (options: Readonly<Record<string, unknown>>) => Piscina
  readonly FixedQueue: new () => unknown
  readonly move: (value: unknown) => unknown
}

export interface Piscina {
  run(
    argument: unknown,
    options: { readonly name: string; readonly transferList?: readonly unknown[] },
  ): Promise<unknown>
  destroy(): Promise<void>
}

/** As it comes: one task in flight in each worker. */
export const piscina: OpenAdapter = async ({ workers }) => openPiscina(await startPiscina(workers))

/** With every documented option that makes it faster at small tasks. */
export const piscinaTuned: OpenAdapter = async ({ workers, concurrency }) => {
  const { FixedQueue } = await loadPeer<PiscinaPackage>('piscina')
  const concurrentTasksPerWorker = Math.max(10, concurrency)
  return openPiscina(
    await startPiscina(workers, { concurrentTasksPerWorker, recordTiming: false, taskQueue: new FixedQueue() }),
  )
}

const CHUNK = 1000

/** A user who cuts the list by hand and sends a thousand calls in one message. */
export const piscinaChunked: OpenAdapter = async ({ workers }) => {
  const pool = await startPiscina(workers)
  return {
    plan(work) {
      const values = valuesOf(work.axes[0]!)
      return async () => {
        const chunks: Promise<unknown>[] = []
        for (let lo = 0; lo < values.length; lo += CHUNK) {
          chunks.push(pool.run({ xs: values.slice(lo, lo + CHUNK) }, { name: 'doubleAll' }))
        }
        return ((await Promise.all(chunks)) as number[][]).flat()
      }
    },
    close: () => pool.destroy(),
  }
}

export async function startPiscina(workers: number, options: Readonly<Record<string, unknown>> = {}): Promise<Piscina> {
  const { Piscina } = await loadPeer<PiscinaPackage>('piscina')
  return new Piscina({ filename: inBuild('tasks.js'), minThreads: workers, maxThreads: workers, ...options })
}

function openPiscina(pool: Piscina): ReturnType<OpenAdapter> {
  return Promise.resolve({
    plan(work) {
      const calls = callsOf(work)
      const options = { name: work.task }
      return () => Promise.all(calls.map((call) => pool.run(call, options)))
    },
    close: () => pool.destroy(),
  })
}
