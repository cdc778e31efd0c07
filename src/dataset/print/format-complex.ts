import type { Complex } from '../element/complex.ts'
import { type FloatLayout, planFloats, renderFloat } from './format-floats.ts'

/** One complex number as Python prints it: the shortest digits that say each part exactly. */
export function formatComplex({ re, im }: Complex): string {
  const imaginary = formatPart(im)
  if (Object.is(re, 0)) return `${imaginary}j`
  return `(${formatPart(re)}${imaginary.startsWith('-') ? '' : '+'}${imaginary}j)`
}

/** Complex numbers that are printed together, as numpy lays them out: each part like floats, the `j` before the padding. */
export function formatComplexes(values: readonly Complex[]): string[] {
  const real = planFloats(
    values.map(({ re }) => re),
    'float64',
  )
  const imaginary: FloatLayout = planFloats(
    values.map(({ im }) => im),
    'float64',
    '+',
  )
  return values.map(({ re, im }) => {
    const text = renderFloat(im, imaginary)
    const { length } = text.trimEnd()
    return `${renderFloat(re, real)}${text.slice(0, length)}j${text.slice(length)}`
  })
}

function formatPart(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0'
  const [mantissa = '', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) return String(value)
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
