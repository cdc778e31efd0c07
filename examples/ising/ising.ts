import type { Context } from 'windrow'
/** One point of the sweep: the Ising model on an `L` × `L` torus at temperature `T`, in units of J / k_B. */
export interface IsingPoint {
  readonly T: number
  readonly L: number
  /** Label of an independent repetition. The generator comes from `ctx`: every point has its own. */
  readonly seed: number
}

/** Estimates from one run; `⟨…⟩` is the mean over its measurements, `m` the sum of all spins divided by L². */
export interface IsingEstimates {
  /** Magnetisation per spin, ⟨|m|⟩. */
  m: number
  /** Energy per spin in units of J, −⟨Σ s_i s_j⟩ / L² over the 2 L² bonds. */
  e: number
  /** ⟨m²⟩. */
  m2: number
  /** ⟨m⁴⟩. */
  m4: number
  /** Susceptibility per spin in units of 1 / J, L² (⟨m²⟩ − ⟨|m|⟩²) / T: Landau and Binder, "A Guide to Monte Carlo Simulations", §2.1. */
  chi: number
  /** Binder cumulant, 1 − ⟨m⁴⟩ / (3 ⟨m²⟩²): K. Binder, Z. Phys. B 43, 119 (1981). */
  binder: number
}

/** What the simulation needs of the context that a sweep hands over: uniform random numbers in [0, 1). */
export type RandomSource = Pick<Context, 'random'>

/** A run measures `SWEEPS_TIMES_L / L` times, a sweep (L² flipped spins) apart: fewer on larger lattices, or they would take all the time. */
const SWEEPS_TIMES_L = 32_000
/** Part of a run, before the first measurement, that forgets the start. */
const WARM_UP = 0.1

/**
 * Simulates the two-dimensional Ising model with Wolff's cluster algorithm (U. Wolff, Phys. Rev. Lett. 62, 361 (1989)),
 * which decorrelates within a few sweeps even at the critical temperature.
 *
 * @example
 * ```ts
 * const { m } = ising({ T: 2, L: 16, seed: 0 }, { random: Math.random })
 * console.log(m) // about 0.911
 * ```
 */
export function ising({ T, L, seed: _ }: IsingPoint, ctx: RandomSource): IsingEstimates {
  checkPoint(T, L)
  const lattice = createLattice(L)
  const bondProbability = 1 - Math.exp(-2 / T)
  const flip = () => flipCluster(lattice, bondProbability, ctx)
  const sweeps = Math.ceil(SWEEPS_TIMES_L / L)
  const clustersPerSweep = warmUp(flip, L * L, Math.ceil(sweeps * WARM_UP))
  return measure(lattice, sweeps, T, () => {
    for (let i = 0; i < clustersPerSweep; i++) flip()
  })
}

function checkPoint(T: number, L: number): void {
  if (!(T > 0 && T < Infinity)) throw new TypeError(`Expected \`T\` to be a temperature above 0, got \`${T}\`.`)
  if (!Number.isInteger(L) || L < 3) {
    throw new TypeError(`Expected \`L\` to be an integer from 3 up (a smaller torus has double bonds), got \`${L}\`.`)
  }
}

interface Lattice {
  /** +1 or −1, row by row. */
  readonly spins: Int8Array
  /** The four neighbours of site `i` stand at `4 i … 4 i + 3`: right, below, left, above. */
  readonly neighbours: Int32Array
  /** Sites of the growing cluster whose neighbours are still to be looked at. */
  readonly frontier: Int32Array
}

function createLattice(L: number): Lattice {
  const neighbours = new Int32Array(4 * L * L)
  for (let y = 0; y < L; y++) {
    for (let x = 0; x < L; x++) {
      const right = y * L + ((x + 1) % L)
      const below = ((y + 1) % L) * L + x
      const left = y * L + ((x + L - 1) % L)
      const above = ((y + L - 1) % L) * L + x
      neighbours.set([right, below, left, above], 4 * (y * L + x))
    }
  }
  return { spins: new Int8Array(L * L).fill(1), neighbours, frontier: new Int32Array(L * L) }
}

/** Grows one cluster from a random site and flips it; returns its size. */
function flipCluster({ spins, neighbours, frontier }: Lattice, bondProbability: number, ctx: RandomSource): number {
  const start = Math.floor(ctx.random() * spins.length)
  const spin = spins[start]!
  spins[start] = -spin
  frontier[0] = start
  let waiting = 1
  let size = 1
  while (waiting > 0) {
    const first = 4 * frontier[--waiting]!
    for (let k = first; k < first + 4; k++) {
      const site = neighbours[k]!
      if (spins[site] === spin && ctx.random() < bondProbability) {
        spins[site] = -spin // flipped at once, so that no site joins twice
        frontier[waiting++] = site
        size++
      }
    }
  }
  return size
}

/**
 * Flips clusters for that many sweeps, and returns how many clusters make one sweep. Measuring after a fixed number of
 * clusters keeps the means unbiased; measuring whenever enough spins have flipped would favour large clusters.
 */
function warmUp(flip: () => number, sites: number, sweeps: number): number {
  let flipped = 0
  let clusters = 0
  for (; flipped < sweeps * sites; clusters++) flipped += flip()
  const perSweep = Math.max(1, Math.round((clusters * sites) / flipped))
  for (let i = 0; i < perSweep * Math.ceil(sweeps / 10); i++) flip()
  return perSweep
}

function measure({ spins, neighbours }: Lattice, sweeps: number, T: number, sweepOnce: () => void): IsingEstimates {
  const sites = spins.length
  let m = 0
  let e = 0
  let m2 = 0
  let m4 = 0
  for (let sweep = 0; sweep < sweeps; sweep++) {
    sweepOnce()
    let magnetisation = 0
    let bonds = 0
    for (let i = 0; i < sites; i++) {
      const spin = spins[i]!
      magnetisation += spin
      bonds += spin * (spins[neighbours[4 * i]!]! + spins[neighbours[4 * i + 1]!]!)
    }
    const square = (magnetisation / sites) ** 2
    m += Math.abs(magnetisation) / sites / sweeps
    e -= bonds / sites / sweeps
    m2 += square / sweeps
    m4 += (square * square) / sweeps
  }
  return { m, e, m2, m4, chi: (sites * (m2 - m * m)) / T, binder: 1 - m4 / (3 * m2 * m2) }
}
