import { fittedRoot, type Sample } from './fitted-root.ts'

/** What a sweep over T × L × seed gave, as flat arrays: the value of point (t, l, s) stands at `(t · L.length + l) · seeds + s`. */
export interface Moments {
  /** Temperatures, ascending. */
  readonly T: ArrayLike<number>
  /** Lattice sizes, ascending. */
  readonly L: ArrayLike<number>
  readonly seeds: number
  /** ⟨m²⟩ of each point, NaN where it did not finish. */
  readonly m2: ArrayLike<number>
  /** ⟨m⁴⟩ of each point, NaN where it did not finish. */
  readonly m4: ArrayLike<number>
}

/** Where the Binder cumulants of two lattice sizes cross. */
export interface Crossing {
  readonly sizes: readonly [number, number]
  readonly T: number
  /** Standard error, by the jackknife over seeds. */
  readonly error: number
}

export interface CriticalTemperature {
  /** Mean of the crossings. */
  readonly T: number
  /** Standard error, by the jackknife over seeds: crossings that share a lattice size are not independent. */
  readonly error: number
  readonly crossings: readonly Crossing[]
}

/** The line is fitted where |T − crossing| · L, the variable of finite-size scaling, is at most this. */
const SCALED_WINDOW = 1.6

/**
 * Estimates the critical temperature from where the Binder cumulants of successive lattice sizes cross: K. Binder,
 * Z. Phys. B 43, 119 (1981). Returns `undefined` where they do not cross.
 */
export function criticalTemperature(moments: Moments): CriticalTemperature | undefined {
  const crossings: Crossing[] = []
  const replicas: number[][] = []
  for (let l = 0; l + 1 < moments.L.length; l++) {
    const T = crossingOf(moments, l)
    const without = Array.from({ length: moments.seeds }, (_, seed) => crossingOf(moments, l, seed))
    const error = jackknifeError(without)
    if (!Number.isFinite(T + error)) continue
    crossings.push({ sizes: [moments.L[l]!, moments.L[l + 1]!], T, error })
    replicas.push(without)
  }
  if (crossings.length === 0) return undefined
  const combined = Array.from({ length: moments.seeds }, (_, seed) => meanOf(replicas.map((replica) => replica[seed]!)))
  return { T: meanOf(crossings.map(({ T }) => T)), error: jackknifeError(combined), crossings }
}

/** Where the cumulants of sizes `l` and `l + 1` cross, averaged over all seeds but `left`; NaN where they do not. */
function crossingOf(moments: Moments, l: number, left?: number): number {
  const points = Array.from(moments.T, (T, t): Sample => {
    const row = t * moments.L.length + l
    return [T, logGap(moments, row + 1, left) - logGap(moments, row, left)]
  }).filter(([, gap]) => Number.isFinite(gap))
  const rough = lastRise(points)
  const window = SCALED_WINDOW / moments.L[l + 1]!
  return fittedRoot(
    points.filter(([T]) => Math.abs(T - rough) <= window),
    rough,
  )
}

/**
 * Logarithm of how far the cumulant lies below its value 2/3 of perfect order. The difference of two sizes vanishes where
 * the cumulants cross, and is much closer to a straight line there than the difference of the cumulants.
 */
function logGap({ seeds, m2, m4 }: Moments, row: number, left: number | undefined): number {
  let [count, square, fourth] = [0, 0, 0]
  for (let seed = 0; seed < seeds; seed++) {
    const i = row * seeds + seed
    if (seed === left || !Number.isFinite(m2[i]! + m4[i]!)) continue
    count++
    square += m2[i]!
    fourth += m4[i]!
  }
  // Averaged before the ratio is taken: the mean of ratios is biased.
  return Math.log((fourth * count) / (3 * square ** 2) - 1 / 3)
}

/** Where the last rise through 0 before the greatest value lies, between two points; NaN without one. */
function lastRise(points: readonly Sample[]): number {
  const peak = points.reduce((best, [, y], i) => (y > points[best]![1] ? i : best), 0)
  for (let i = peak; i > 0; i--) {
    const [[x0, y0], [x1, y1]] = [points[i - 1]!, points[i]!]
    if (y0 <= 0 && y1 > 0) return x0 - (y0 * (x1 - x0)) / (y1 - y0)
  }
  return Number.NaN
}

function jackknifeError(replicas: readonly number[]): number {
  const n = replicas.length
  const mean = meanOf(replicas)
  return Math.sqrt(((n - 1) / n) * replicas.reduce((sum, value) => sum + (value - mean) ** 2, 0))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
