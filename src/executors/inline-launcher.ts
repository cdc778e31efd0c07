import { hostname } from 'node:os'
import { WorkerLostError } from '../errors/index.ts'
import type { Launcher, LaunchHooks, WorkerLink } from '../executor/index.ts'
import { type FromWorker, PROTOCOL_VERSION, type ToWorker } from '../protocol/index.ts'
import { type Engine, loadEngine } from '../worker/index.ts'

/** The worker is the calling thread itself: nothing is started and nothing contained; a synchronous loop cannot be stopped. */
export async function createInlineLauncher(): Promise<Launcher> {
  const EngineClass = await loadEngine()
  return { kind: 'inline', launch: (hooks) => new InlineWorker(hooks, EngineClass) }
}

class InlineWorker implements WorkerLink {
  readonly pid: number = process.pid
  readonly #hooks: LaunchHooks
  readonly #engine: Engine
  #alive = true

  constructor(hooks: LaunchHooks, EngineClass: typeof Engine) {
    this.#hooks = hooks
    this.#engine = new EngineClass({ send: (message) => this.#deliver(message) })
    this.#deliver({
      type: 'ready',
      version: PROTOCOL_VERSION,
      pid: process.pid,
      host: hostname(),
      node: process.version,
    })
  }

  send(message: ToWorker): void {
    setImmediate(() => this.#alive && this.#engine.receive(message))
  }

  kill(): void {
    if (!this.#alive) return
    this.#alive = false
    setImmediate(() => this.#hooks.onLost({ error: new WorkerLostError('The inline worker was stopped.', {}) }))
  }

  async stop(): Promise<void> {
    this.#alive = false
  }

  /** Later, as from any other worker, so that the caller is never called from within its own call. */
  #deliver(message: FromWorker): void {
    setImmediate(() => this.#alive && this.#hooks.onMessage(message))
  }
}
