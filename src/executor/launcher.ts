import type { WorkerLostError } from '../errors/index.ts'
import type { FromWorker, ToWorker } from '../protocol/index.ts'

/** Starts workers of one kind. The pool behind it is the same for all kinds. */
export interface Launcher {
  /** What its workers are, for people: `process`, `thread`, `inline`. */
  readonly kind: string
  /** Starts a worker at once; messages sent before it is up wait in the channel. Never throws: what fails is a loss. */
  launch(hooks: LaunchHooks): WorkerLink
}

/** What a launcher tells of a worker. */
export interface LaunchHooks {
  onMessage(message: FromWorker): void
  /** Called once, after the last message, when the worker is gone without having been stopped. */
  onLost(loss: WorkerLoss): void
}

/** Why a worker is gone. */
export interface WorkerLoss {
  readonly error: WorkerLostError
  /** Set when it was ended because this point ran too long. */
  readonly timedOut?: { readonly run: number; readonly position: number } | undefined
}

/** A running worker. */
export interface WorkerLink {
  readonly pid: number | undefined
  /** Throws when the message cannot be cloned. */
  send(message: ToWorker): void
  /** Ends it now, whatever it does; `onLost` follows. */
  kill(): void
  /** Ends it for good; `onLost` is not called any more. Resolves when it is gone. */
  stop(): Promise<void>
}
