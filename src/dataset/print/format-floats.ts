import { toExponentialEven, toFixedEven } from './round-even.ts'

/** How numpy lays out floats that are printed together: plain or with exponents, padded to one width. */
export interface FloatLayout {
  /** True where positive numbers have a plus. */
  readonly isSigned: boolean
  readonly isExponential: boolean
  readonly isFloat32: boolean
  /** Digits after the point at most. */
  readonly precision: number
  readonly padLeft: number
  readonly padRight: number
  readonly exponentDigits: number
}

const PRECISION = 8

/** Finds the layout for values that are printed together. */
export function planFloats(values: readonly number[], dtype: string, sign: '-' | '+' = '-'): FloatLayout {
  const isFloat32 = dtype === 'float32'
  const isSigned = sign === '+'
  const finite = values.filter(Number.isFinite)
  const isExponential = needsExponent(finite, isFloat32 ? 1e6 : 1e8)
  const parts = finite.map((value) =>
    split(shortest(value, isFloat32), { isExponential, isSigned, precision: PRECISION }),
  )
  const precision = Math.max(0, ...parts.map(({ fraction }) => fraction.length))
  const exponentDigits = Math.max(0, ...parts.map(({ exponent }) => exponent.length - 1))
  const padRight = isExponential ? exponentDigits + 2 + precision : precision
  let padLeft = Math.max(0, ...parts.map(({ whole }) => whole.length))
  if (finite.length < values.length) {
    const longest = isSigned || values.includes(Number.NEGATIVE_INFINITY) ? 4 : 3
    padLeft = Math.max(padLeft, longest - padRight - 1)
  }
  return { isSigned, isExponential, isFloat32, precision, padLeft, padRight, exponentDigits }
}

/** One value in a layout. */
export function renderFloat(value: number, layout: FloatLayout): string {
  const { isSigned, isExponential, isFloat32, precision, padLeft, padRight, exponentDigits } = layout
  if (!Number.isFinite(value)) {
    const plus = isSigned ? '+' : ''
    const text = Number.isNaN(value) ? `${plus}nan` : value > 0 ? `${plus}inf` : '-inf'
    return text.padStart(padLeft + padRight + 1)
  }
  const parted = isExponential ? value : shortest(value, isFloat32)
  const { whole, fraction, exponent } = split(parted, { isExponential, isSigned, precision })
  if (!isExponential) return `${whole.padStart(padLeft)}.${fraction.padEnd(padRight)}`
  const power = exponent.slice(0, 1) + exponent.slice(1).padStart(exponentDigits, '0')
  return `${whole.padStart(padLeft)}.${fraction.padEnd(precision, '0')}e${power}`
}

function needsExponent(finite: readonly number[], cutoff: number): boolean {
  const sizes = finite.filter((value) => value !== 0).map(Math.abs)
  if (sizes.length === 0) return false
  const [least, greatest] = [Math.min(...sizes), Math.max(...sizes)]
  return greatest >= cutoff || least < 0.0001 || greatest / least > 1000
}

/** The number whose few digits say a float32 exactly. */
function shortest(value: number, isFloat32: boolean): number {
  if (!isFloat32) return value
  for (let digits = 1; digits < 10; digits++) {
    const rounded = Number(toExponentialEven(value, digits - 1))
    if (Math.fround(rounded) === value) return rounded
  }
  return value
}

interface Parts {
  readonly whole: string
  readonly fraction: string
  /** Sign and at least two digits, or empty. */
  readonly exponent: string
}

type Digits = Pick<FloatLayout, 'isExponential' | 'isSigned' | 'precision'>

function split(value: number, { isExponential, isSigned, precision }: Digits): Parts {
  const text = isExponential ? toExponentialEven(value, precision) : toFixedEven(value, precision)
  const sign = Object.is(value, -0) ? '-' : isSigned && value >= 0 ? '+' : ''
  const [mantissa = '', power = ''] = text.split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const exponent = power === '' ? '' : power.slice(0, 1) + power.slice(1).padStart(2, '0')
  return { whole: sign + whole, fraction: fraction.replace(/0+$/, ''), exponent }
}
