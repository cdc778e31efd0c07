import type { Target } from './target.ts'

/**
 * A target of complex numbers for an output that began with real ones. Real numbers stay and go on where they are, because
 * other threads may be writing them there; both are joined at the end.
 */
export function joinTargets(real: Target, complex: Target): Target {
  real.toFloat()
  return {
    dtype: 'complex128',
    shape: complex.shape,
    shared: real.shared,
    arrive: (indices) => real.arrive(indices),
    put: (indices, column) => (column.dtype === 'complex128' ? complex : real).put(indices, column),
    toFloat: () => undefined,
    elements() {
      const values = complex.elements().values as Float64Array
      const reals = real.elements().values as Float64Array
      for (let i = 0; i < reals.length; i++) {
        if (Number.isNaN(reals[i])) continue
        values[2 * i] = reals[i] as number
        values[2 * i + 1] = 0
      }
      return { values }
    },
  }
}
