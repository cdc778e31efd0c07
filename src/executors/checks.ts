import { isSweepError } from '../errors/index.ts'
import type { Launcher, WorkerLink } from '../executor/index.ts'
import type { Check, Finding } from '../host/index.ts'
import { renderDuration } from '../util/index.ts'

const START_MS = 20_000

/** Starts a real worker of each kind. */
export const executorChecks: readonly Check[] = [
  {
    name: 'worker process',
    run: async () => startOne((await import('./process-launcher.ts')).processLauncher),
  },
  { name: 'worker thread', run: async () => startOne((await import('./thread-launcher.ts')).threadLauncher) },
]

async function startOne(launcher: Launcher): Promise<Finding> {
  const began = performance.now()
  let worker: WorkerLink | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`it did not answer within ${renderDuration(START_MS)}`)), START_MS)
      worker = launcher.launch({
        onMessage: (message) => message.type === 'ready' && resolve(),
        onLost: ({ error }) => reject(error),
      })
    })
    return { status: 'ok', text: `answered after ${renderDuration(performance.now() - began)}` }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const remedy = isSweepError(error, 'WorkerLostError') ? 'Run `node --version` and look at NODE_OPTIONS.' : ''
    return { status: 'problem', text, ...(remedy === '' ? {} : { remedy }) }
  } finally {
    clearTimeout(timer)
    await worker?.stop()
  }
}
