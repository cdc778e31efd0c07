/** Critical temperature of the infinite square lattice in units of J / k_B: L. Onsager, Phys. Rev. 65, 117 (1944). */
export const CRITICAL_TEMPERATURE: number = 2 / Math.log(1 + Math.SQRT2)

/** Spontaneous magnetisation per spin of the infinite lattice: C. N. Yang, Phys. Rev. 85, 808 (1952). */
export function exactMagnetisation(T: number): number {
  return T < CRITICAL_TEMPERATURE ? (1 - Math.sinh(2 / T) ** -4) ** 0.125 : 0
}

/** Energy per spin of the infinite lattice in units of J: Onsager (1944), −coth 2β (1 + (2/π) (2 tanh² 2β − 1) K(k)). */
export function exactEnergy(T: number): number {
  const tanh = Math.tanh(2 / T)
  // κ = √(1 − k²) without its cancellation, up to the sign. K grows only as −ln κ where κ, its factor, vanishes.
  const kappa = 2 * tanh * tanh - 1
  return kappa === 0 ? -1 / tanh : -(1 + (2 / Math.PI) * kappa * ellipticK(Math.abs(kappa))) / tanh
}

/** Complete elliptic integral of the first kind at complementary modulus `kappa`, by the arithmetic-geometric mean. */
function ellipticK(kappa: number): number {
  let a = 1
  let b = kappa
  for (let i = 0; i < 40 && Math.abs(a - b) > 1e-15 * a; i++) {
    const mean = (a + b) / 2
    b = Math.sqrt(a * b)
    a = mean
  }
  return Math.PI / (2 * a)
}
