/** Milliseconds since a moment. */
export type ElapsedMs = () => number

/** Starts a stopwatch that also counts the time in which the machine slept, where one of its clocks does. */
export function startStopwatch(): ElapsedMs {
  const monotonicMs = performance.now()
  const wallMs = Date.now()
  return () => Math.max(performance.now() - monotonicMs, Date.now() - wallMs)
}
