const MARK = Symbol.for('windrow.inside-worker')

/** Remembers that this thread runs points, so that sweeps in a task run inline unless told otherwise. */
export function markAsWorker(): void {
  Reflect.set(globalThis, MARK, true)
}

/** True in worker processes and threads. */
export function isInsideWorker(): boolean {
  return Reflect.get(globalThis, MARK) === true
}
