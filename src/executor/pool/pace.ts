/** How many points may start now, so that no more than `perSecond` do on average; a token bucket a tenth of a second deep. */
export interface Pace {
  allowance(nowMs: number): number
  spend(points: number): void
  /** When the next point may start. */
  nextAtMs(nowMs: number): number
}

/** A pace of `perSecond` starts a second; unlimited without it. */
export function createPace(perSecond: number | undefined, startMs: number): Pace {
  if (perSecond === undefined) {
    return { allowance: () => Number.POSITIVE_INFINITY, spend: () => undefined, nextAtMs: (nowMs) => nowMs }
  }
  const depth = Math.max(1, perSecond / 10)
  let tokens = 1
  let filledAtMs = startMs
  const fill = (nowMs: number): void => {
    tokens = Math.min(depth, tokens + ((nowMs - filledAtMs) * perSecond) / 1000)
    filledAtMs = nowMs
  }
  return {
    allowance(nowMs) {
      fill(nowMs)
      return Math.floor(tokens + 1e-9)
    },
    spend(points) {
      tokens -= points
    },
    nextAtMs(nowMs) {
      fill(nowMs)
      return nowMs + Math.max(1, ((1 - tokens) * 1000) / perSecond)
    },
  }
}
