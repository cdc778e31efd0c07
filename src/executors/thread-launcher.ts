import { Worker } from 'node:worker_threads'
import { WorkerLostError, workerLostMessage } from '../errors/index.ts'
import type { Launcher, LaunchHooks, WorkerLink, WorkerLoss } from '../executor/index.ts'
import { type FromWorker, movedArrays, type RunSetup, type ToWorker } from '../protocol/index.ts'
import { entryOf, findOverdue, GRACE_MS } from '../worker/index.ts'
import { createLauncher } from './failed-start.ts'
import { flagsForThread } from './node-flags.ts'

type Watch =
  | { readonly type: 'watch'; readonly run: number; readonly memory: SharedArrayBuffer; readonly timeoutMs: number }
  | { readonly type: 'unwatch'; readonly run: number }

/** Workers are threads: cheap to start and to talk to, arrays are shared; a native crash ends the whole program. */
export const threadLauncher: Launcher = createLauncher('thread', (hooks) => new ThreadWorker(hooks))

class ThreadWorker implements WorkerLink {
  readonly pid: number = process.pid
  readonly #thread: Worker
  readonly #hooks: LaunchHooks
  #failure: Error | undefined
  #timedOut: WorkerLoss['timedOut']
  /** One a run with a `timeoutMs`. */
  readonly #timers = new Map<number, NodeJS.Timeout>()
  #stopping = false

  constructor(hooks: LaunchHooks) {
    this.#hooks = hooks
    this.#thread = new Worker(entryOf('entry-thread'), { execArgv: flagsForThread(process.execArgv) })
    this.#thread.unref()
    this.#thread.on('message', (message: FromWorker | Watch) => {
      if (message?.type === 'watch') this.#watch(message)
      else if (message?.type === 'unwatch') this.#unwatch(message.run)
      else hooks.onMessage(message)
    })
    this.#thread.on('error', (error) => {
      this.#failure = error
    })
    this.#thread.on('exit', (exitCode) => this.#onExit(exitCode))
  }

  send(message: ToWorker): void {
    this.#thread.postMessage(message, message.type === 'open' ? memoryToMove(message.setup) : [])
  }

  kill(): void {
    void this.#thread.terminate()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#unwatchAll()
    await this.#thread.terminate()
  }

  #watch({ run, memory, timeoutMs }: Extract<Watch, { type: 'watch' }>): void {
    const timer = setInterval(
      () => {
        const position = findOverdue(memory, timeoutMs + GRACE_MS)
        if (position === undefined) return
        this.#timedOut = { run, position }
        this.#unwatchAll()
        this.kill()
      },
      Math.max(5, Math.min(50, timeoutMs / 4)),
    )
    timer.unref()
    this.#timers.set(run, timer)
  }

  #unwatch(run: number): void {
    clearInterval(this.#timers.get(run))
    this.#timers.delete(run)
  }

  #unwatchAll(): void {
    for (const run of [...this.#timers.keys()]) this.#unwatch(run)
  }

  #onExit(exitCode: number): void {
    this.#unwatchAll()
    if (this.#stopping) return
    const stderr =
      this.#failure === undefined
        ? ''
        : `${(this.#failure as NodeJS.ErrnoException).code ?? ''} ${this.#failure.stack ?? this.#failure}`
    const facts = { exitCode, stderr: stderr.trim() }
    const error = new WorkerLostError(
      workerLostMessage({ worker: `thread ${this.#thread.threadId}`, ...facts }),
      facts,
      {
        cause: this.#failure,
      },
    )
    this.#hooks.onLost({ error, timedOut: this.#timedOut })
  }
}

/** The memory that goes over with a run; throws when a worker before this one took it along when it was lost. */
function memoryToMove({ given, taskName }: RunSetup): ArrayBuffer[] {
  return movedArrays(given).map(([name, { buffer }]) => {
    if (buffer.byteLength > 0) return buffer as ArrayBuffer
    throw new WorkerLostError(
      `The array \`${name}\` was moved into a worker of \`${taskName}\` that was lost, and went with it.\nDo not \`move\` it, or put it into a SharedArrayBuffer.`,
      {},
    )
  })
}
