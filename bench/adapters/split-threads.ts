import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { inBuild } from '../harness/paths.ts'
import { sizeOf, valuesOf, type Work } from '../work.ts'
import type { OpenAdapter } from './adapter.ts'
import { evenShares, type Share, type SkewedShare, sharesOf } from './by-hand.ts'

/** What the thread of a static split is told. */
export type ThreadOrder =
  | { readonly kind: 'range'; readonly share: Share; readonly out: Float64Array }
  | { readonly kind: 'list'; readonly values: Float64Array; readonly out: Float64Array }
  | { readonly kind: 'skewed'; readonly share: SkewedShare; readonly out: Float64Array }

/** Two threads, equal shares, results written into memory that is shared: the least that a program can do. */
export const splitThreads: OpenAdapter = async ({ workers }) => {
  const threads = Array.from({ length: workers }, () => new Worker(inBuild('adapters/workers/split-thread.js')))
  await Promise.all(threads.map((thread) => once(thread, 'message')))
  return {
    plan(work) {
      // A list is ordinary memory before it is sent, so copying it is part of the work.
      const list = work.axes[0]!.order === 'scattered' ? Float64Array.from(valuesOf(work.axes[0]!)) : undefined
      const skewed = work.task === 'spinSkewed' ? evenShares(work, workers) : undefined
      return async () => {
        const out = shared(sizeOf(work))
        const orders = ordersOf(work, { workers, out, list, skewed })
        await Promise.all(threads.map((thread, w) => answered(thread, orders[w]!)))
        return out
      }
    },
    close: async () => void (await Promise.all(threads.map((thread) => thread.terminate()))),
  }
}

interface Parts {
  readonly workers: number
  readonly out: Float64Array
  readonly list: Float64Array | undefined
  readonly skewed: readonly SkewedShare[] | undefined
}

function ordersOf(work: Work, { workers, out, list, skewed }: Parts): ThreadOrder[] {
  if (skewed) return skewed.map((share) => ({ kind: 'skewed', share, out }))
  const sharedList = list && shared(list.length)
  if (list) sharedList?.set(list)
  return sharesOf(work, workers).map((share) => {
    const part = out.subarray(share.lo, share.hi)
    if (!sharedList) return { kind: 'range', share, out: part }
    return { kind: 'list', values: sharedList.subarray(share.lo, share.hi), out: part }
  })
}

function shared(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length))
}

async function answered(thread: Worker, order: ThreadOrder): Promise<void> {
  thread.postMessage(order)
  await once(thread, 'message')
}
