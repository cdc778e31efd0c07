import { WorkerLostError } from '../errors/index.ts'
import type { Launcher, LaunchHooks, WorkerLink } from '../executor/index.ts'

/** Makes a launcher of a function that may throw: a worker that cannot even be started is one that is lost at once. */
export function createLauncher(kind: string, start: (hooks: LaunchHooks) => WorkerLink): Launcher {
  return {
    kind,
    launch(hooks) {
      try {
        return start(hooks)
      } catch (error) {
        return lostAtOnce(kind, hooks, error)
      }
    },
  }
}

function lostAtOnce(kind: string, hooks: LaunchHooks, cause: unknown): WorkerLink {
  const text = cause instanceof Error ? cause.message : String(cause)
  const error = new WorkerLostError(`A worker ${kind} could not be started: ${text}`, {}, { cause })
  const timer = setImmediate(() => hooks.onLost({ error }))
  return { pid: undefined, send: () => undefined, kill: () => undefined, stop: async () => clearImmediate(timer) }
}
