import type { Output } from '../output.ts'

/** Follows the signals that ask a program to stop. */
export interface Interrupts {
  /** Aborted by the first of them; the second one ends the program at once. */
  readonly signal: AbortSignal
  /** 128 and the number of the signal, as shells tell it; `undefined` while none came. */
  readonly exitCode: number | undefined
  close(): void
}

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

export function watchInterrupts(output: Output): Interrupts {
  const stop = new AbortController()
  let exitCode: number | undefined
  const remove = Object.entries(CODES).map(([name, code]) => {
    const listener = (): void => {
      if (stop.signal.aborted) process.exit(code)
      exitCode = code
      output.note(
        '\nStopping: no new points start, running ones have a second to end. Press Ctrl-C again to stop at once.',
      )
      stop.abort()
    }
    process.on(name, listener)
    return () => process.off(name, listener)
  })
  return {
    signal: stop.signal,
    get exitCode() {
      return exitCode
    },
    close: () => {
      for (const each of remove) each()
    },
  }
}
