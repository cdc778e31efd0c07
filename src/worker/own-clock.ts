/*
 * Clock and timers as they were when the worker started. A task may replace the globals, as fake timers do, and must not stop
 * the worker by that.
 */

/** Calls back when the event loop has had its turn. */
export const afterThisTurn: (act: () => void) => void = setImmediate

/** A timer that was started, for whoever stops it. */
export type Timer = object

export const startTimer: (act: () => void, ms: number) => Timer = setTimeout

export const stopTimer: (timer: Timer | undefined) => void = clearTimeout as (timer: Timer | undefined) => void

/** Milliseconds since the epoch on a clock that never jumps, the same in all threads of a process. */
export const clockMs: () => number = ((): (() => number) => {
  const now = performance.now.bind(performance)
  const { timeOrigin } = performance
  return () => timeOrigin + now()
})()
