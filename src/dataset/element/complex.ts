/** A complex number as a JavaScript value. */
export interface Complex {
  readonly re: number
  readonly im: number
}

/** True for an object whose own properties are the numbers `re` and `im` and nothing else, of whatever class. */
export function isComplex(value: unknown): value is Complex {
  if (typeof value !== 'object' || value === null) return false
  const { re, im } = value as { re?: unknown; im?: unknown }
  return typeof re === 'number' && typeof im === 'number' && Object.keys(value).length === 2
}

/** Element `i` of real and imaginary parts that lie in turn. */
export function complexAt(values: Float64Array, i: number): Complex {
  return { re: values[2 * i] ?? Number.NaN, im: values[2 * i + 1] ?? Number.NaN }
}

/** Real numbers as complex ones; NaN becomes a missing one, in both parts. */
export function toComplex(real: ArrayLike<number>): Float64Array {
  const values = new Float64Array(2 * real.length)
  for (let i = 0; i < real.length; i++) {
    const re = real[i] as number
    values[2 * i] = re
    if (Number.isNaN(re)) values[2 * i + 1] = re
  }
  return values
}
