/**
 * The speed of a run from the moments at which blocks of points came back. Two costs of a point are kept: over the whole
 * run, and over the recent past, in which every interval fades with its age. The time in which it fades is ten seconds,
 * or longer where blocks are rarer, so that neither bursts nor slow points make the numbers dance.
 */
export interface Pace {
  /** When counting began. */
  readonly sinceMs: number
  /** When the last block came back. */
  readonly lastAtMs: number
  readonly blocks: number
  readonly points: number
  /** Faded points of the recent past, and the faded time they took. */
  readonly recentPoints: number
  readonly recentMs: number
  /** Workers that have started. */
  readonly started: number
}

const FADE_MS = 10_000
const BLOCKS_A_WORKER = 4
/** What the recent cost weighs in a forecast: later points are more like the recent ones than like the first. */
const RECENT_WEIGHT = 0.7
const BLOCKS_TO_KNOW = 2

export const IDLE_PACE: Pace = Object.freeze(initialPace(0))

export function initialPace(atMs: number): Pace {
  return { sinceMs: atMs, lastAtMs: atMs, blocks: 0, points: 0, recentPoints: 0, recentMs: 0, started: 0 }
}

/** Takes in a block that came back. Clocks may step back: such an interval counts as none. */
export function advancePace(pace: Pace, points: number, { atMs, workers }: { atMs: number; workers: number }): Pace {
  const intervalMs = Math.max(0, atMs - pace.lastAtMs)
  const blocks = pace.blocks + 1
  const meanIntervalMs = Math.max(0, atMs - pace.sinceMs) / blocks
  const fadeMs = Math.max(FADE_MS, BLOCKS_A_WORKER * Math.max(1, workers) * meanIntervalMs)
  const kept = Math.exp(-intervalMs / fadeMs)
  return {
    ...pace,
    lastAtMs: Math.max(pace.lastAtMs, atMs),
    blocks,
    points: pace.points + points,
    recentPoints: pace.recentPoints * kept + points,
    recentMs: pace.recentMs * kept + intervalMs,
  }
}

/** Points per second of the recent past. */
export function rateOf(pace: Pace): number | undefined {
  return isKnown(pace) ? (1000 * pace.recentPoints) / pace.recentMs : undefined
}

/**
 * Milliseconds that `left` more points will take. What is under way since the last block is credited up to what blocks
 * have taken so far; silence beyond that counts as slow points.
 */
export function remainingMs(
  pace: Pace,
  { left, workers, nowMs }: { left: number; workers: number; nowMs: number },
): number | undefined {
  if (left === 0) return pace.points > 0 ? 0 : undefined
  if (!isKnown(pace)) return undefined
  const silenceMs = Math.max(0, nowMs - pace.lastAtMs)
  const elapsedMs = pace.lastAtMs - pace.sinceMs
  const meanIntervalMs = elapsedMs / pace.blocks
  const recent = pace.recentMs / pace.recentPoints
  const withSilence = (pace.recentMs + silenceMs) / (pace.recentPoints + pace.points / pace.blocks)
  const cost = RECENT_WEIGHT * Math.max(recent, withSilence) + (1 - RECENT_WEIGHT) * (elapsedMs / pace.points)
  return Math.max(0, left * cost - Math.min(silenceMs, meanIntervalMs * Math.max(1, workers)))
}

function isKnown(pace: Pace): boolean {
  return pace.blocks >= BLOCKS_TO_KNOW && pace.recentPoints > 0 && pace.recentMs > 0
}
