export { type Context, context, currentContext } from './context.ts'
export { GRACE_MS } from './grace.ts'
export { Engine, type EngineHost } from './engine.ts'
export { isInsideWorker } from './inside-worker.ts'
export { createRandom, type PointSeed, seedOfPoint } from './generator.ts'
export { clockMs, findOverdue } from './running-slots.ts'

/** URL of the entry module of a kind of worker. */
export function workerEntry(kind: 'process' | 'thread'): URL {
  return new URL(`./entry-${kind}${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)
}
