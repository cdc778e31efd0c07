import { callsOf, FUNCTIONS } from '../work.ts'
import type { OpenAdapter } from './adapter.ts'
import { loadPeer } from './load-peer.ts'

interface PMapPackage {
  default(
    input: readonly unknown[],
    mapper: (value: never) => unknown,
    options: { readonly concurrency: number },
  ): Promise<unknown[]>
}

/** One process, as many calls in flight as all workers of the others have together. */
export const pMap: OpenAdapter = async ({ workers, concurrency }) => {
  const { default: map } = await loadPeer<PMapPackage>('p-map')
  return {
    plan(work) {
      const calls = callsOf(work)
      return () => map(calls, FUNCTIONS[work.task], { concurrency: workers * concurrency })
    },
    close: async () => {},
  }
}
