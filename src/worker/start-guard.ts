import { closeSync, openSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Worker } from 'node:worker_threads'
import { entryOf } from './entry-url.ts'

/** Starts the guard thread that holds the descriptor, and waits until it watches. */
export async function startGuard(fd: number): Promise<Worker> {
  if (hasFolder()) {
    const guard = await start(fd).catch((error: unknown) => {
      if (hasFolder()) throw error
    })
    if (guard !== undefined) return guard
  }
  return await elsewhere(() => start(fd))
}

async function start(fd: number): Promise<Worker> {
  const guard = new Worker(entryOf('guard'), { workerData: { fd }, execArgv: [] })
  await new Promise((resolve, reject) => {
    guard.once('message', resolve)
    guard.once('error', reject)
  })
  guard.removeAllListeners('error')
  guard.unref()
  return guard
}

/** Node starts no thread in a working directory that was removed. */
function hasFolder(): boolean {
  try {
    return process.cwd() !== ''
  } catch {
    return false
  }
}

/** Does something in another directory and comes back, also into one that has no path any more. */
async function elsewhere<Result>(action: () => Promise<Result>): Promise<Result> {
  const here = openSync('.', 'r')
  try {
    process.chdir(tmpdir())
    return await action()
  } finally {
    process.chdir(`/proc/self/fd/${here}`)
    closeSync(here)
  }
}
