import { TaskLoadError } from '../../errors/index.ts'

/** Milliseconds that modules may wait at their top level. */
const LOAD_LIMIT_MS = 60_000

/** What is being loaded. */
export interface Loading {
  readonly task: string
  readonly url: string
}

/** The result of loading; rejects when it does not come, because a module awaits for ever. A slow module that computes is not cut off. */
export async function withinLoadLimit<Result>(loading: Promise<Result>, { task, url }: Loading): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message =
        `The module of \`${task}\` was not loaded within ${LOAD_LIMIT_MS / 1000} s: ${url}\n` +
        'Look for an `await` outside of functions, in the module or in one that it imports, that never ends: a connection, a lock, input. Move it into the function.'
      reject(new TaskLoadError(message, { task }))
    }, LOAD_LIMIT_MS)
  })
  try {
    return await Promise.race([loading, late])
  } finally {
    clearTimeout(timer)
  }
}
