import { escapeControls } from '../../util/index.ts'
import { complexAt } from '../element/complex.ts'
import { isFloat, isMissing } from '../element/dtype.ts'
import type { DType, Elements } from '../variable.ts'
import { formatComplex } from './format-complex.ts'
import { toExponentialEven } from './round-even.ts'

/** Element `i` as xarray prints it in a line of a dataset: floats to four digits, strings quoted. */
export function formatItem(dtype: DType, elements: Elements, i: number): string {
  if (dtype === 'complex128') return formatComplex(complexAt(elements.values as Float64Array, i))
  if (isMissing(dtype, elements, i)) return missingText(dtype)
  const value = elements.values[i] ?? ''
  if (typeof value === 'string') return quote(value)
  if (isFloat(dtype)) return formatFloat(Number(value))
  if (dtype === 'bool') return value === 1 ? 'True' : 'False'
  return dtype === 'datetime' ? formatDate(Number(value)) : String(value)
}

/** What stands for a missing element. */
export function missingText(dtype: DType): string {
  if (isFloat(dtype)) return 'nan'
  return dtype === 'datetime' ? 'NaT' : '<NA>'
}

/** A string in single quotes, or in double ones where it has single quotes itself. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(mark, `\\${mark}`)
  return mark + escapeControls(body) + mark
}

/** A date alone at midnight, else date and time without needless digits. */
export function formatDate(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return 'NaT'
  const [day = '', time = ''] = date.toISOString().slice(0, -1).split('T')
  if (time === '00:00:00.000') return day
  return `${day}T${time.endsWith('.000') ? time.slice(0, -4) : `${time}000`}`
}

/** A float to four digits, with a point or an exponent (Python's format `.4`). */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', exponentText = '0'] = toExponentialEven(value, 3).split('e')
  const digits = mantissa.replace(/\.?0+$/, '')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 3) return withPoint(Number(`${mantissa}e${exponentText}`), exponent)
  return `${digits}e${exponentText.startsWith('-') ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function withPoint(value: number, exponent: number): string {
  const text = value.toFixed(Math.max(1, 3 - exponent))
  return text.replace(/(\.\d+?)0+$/, '$1')
}
