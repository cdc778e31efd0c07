/** A signal that aborts with the first of several, until it is unlinked. */
export interface LinkedSignal {
  readonly signal: AbortSignal
  /** Aborts the linked signal alone; the ones it follows know nothing of it. */
  readonly abort: (reason?: unknown) => void
  /** Takes every listener off the signals it follows. Call it when the work ends, however it ends. */
  readonly unlink: () => void
}

/**
 * Follows several signals, of which some may be absent. Unlike `AbortSignal.any`, nothing stays registered on a
 * long-lived signal after `unlink`, so a signal that outlives a million calls does not grow.
 */
export function linkSignals(signals: Iterable<AbortSignal | undefined>): LinkedSignal {
  const controller = new AbortController()
  const removals: (() => void)[] = []
  const unlink = (): void => {
    for (const remove of removals.splice(0)) remove()
  }
  const abort = (reason?: unknown): void => {
    unlink()
    controller.abort(reason)
  }
  for (const signal of signals) {
    if (controller.signal.aborted) break
    if (signal !== undefined) removals.push(onAbort(signal, abort))
  }
  if (controller.signal.aborted) unlink()
  return { signal: controller.signal, abort, unlink }
}

/** Calls `listener` once with the reason when `signal` aborts, at once if it has already. Returns how to take it back. */
export function onAbort(signal: AbortSignal, listener: (reason: unknown) => void): () => void {
  if (signal.aborted) {
    listener(signal.reason)
    return () => {}
  }
  const handler = (): void => listener(signal.reason)
  signal.addEventListener('abort', handler, { once: true })
  return () => signal.removeEventListener('abort', handler)
}

/** Why a signal was aborted, always as an `Error`: the reason itself, or one that has the reason as its cause. */
export function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason
  if (reason instanceof Error) return reason
  const text = typeof reason === 'string' && reason !== '' ? reason : 'This operation was aborted'
  const error = new Error(text, { cause: reason })
  error.name = 'AbortError'
  return error
}
