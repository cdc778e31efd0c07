import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { inBuild } from '../harness/paths.ts'
import { sizeOf } from '../work.ts'
import type { OpenAdapter } from './adapter.ts'
import { type Share, sharesOf } from './by-hand.ts'

/** Two processes, equal shares; results come as raw bytes through a pipe and are copied into place. */
export const splitProcesses: OpenAdapter = async ({ workers }) => {
  const children = Array.from({ length: workers }, startChild)
  await Promise.all(children.map((child) => once(child, 'message')))
  return {
    plan: (work) => async () => {
      const out = new Float64Array(sizeOf(work))
      const shares = sharesOf(work, workers)
      await Promise.all(children.map((child, w) => receive(child, shares[w]!, out)))
      return out
    },
    close: async () => {
      for (const child of children) child.kill()
    },
  }
}

function startChild(): ChildProcess {
  const script = inBuild('adapters/workers/split-process.js')
  return spawn(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'] })
}

function receive(child: ChildProcess, share: Share, out: Float64Array): Promise<void> {
  const bytes = new Uint8Array(out.buffer, 8 * share.lo, 8 * (share.hi - share.lo))
  if (bytes.length === 0) return Promise.resolve()
  const pipe = child.stdio[4] as Readable
  return new Promise((resolve) => {
    let received = 0
    const take = (chunk: Uint8Array): void => {
      bytes.set(chunk, received)
      received += chunk.length
      if (received < bytes.length) return
      pipe.off('data', take)
      resolve()
    }
    pipe.on('data', take)
    child.send(share)
  })
}
