export type { Engine, EngineHost } from './engine.ts'
export { entryOf } from './entry-url.ts'
export { isInsideWorker } from './inside-worker.ts'
export { clockMs } from './own-clock.ts'
export { type Context, context, currentContext } from './point/context.ts'
export { GRACE_MS } from './point/grace.ts'
export { findOverdue } from './point/running-slots.ts'

/** The working half of a worker, loaded when a worker is to run in this very thread. */
export async function loadEngine(): Promise<typeof import('./engine.ts').Engine> {
  return (await import('./engine.ts')).Engine
}
