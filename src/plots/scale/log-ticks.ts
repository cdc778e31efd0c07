import { numberLabel, powerOfTen } from '../table/labels.ts'

/** Ticks of a logarithmic axis, and the labels of some of them. */
export interface LogTicks {
  readonly values: readonly number[]
  /** Label by tick; the others are marks without a number. */
  readonly labels: ReadonlyMap<number, string>
}

/** Labels that stand on an axis without touching each other. */
const MOST_LABELS = 8

/** Powers of ten, with 2 and 5 between few of them, and even steps within less than one. */
export function logTicks(low: number, high: number): LogTicks {
  const first = Math.floor(Math.log10(low) + 1e-9)
  const last = Math.ceil(Math.log10(high) - 1e-9)
  const isInside = (value: number): boolean => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)
  const span = Math.log10(high / low)
  const at = (digits: readonly number[]): number[] => multiples(first, last, digits).filter(isInside)
  const all = at([1, 2, 3, 4, 5, 6, 7, 8, 9])
  const candidates = span > 2.2 ? [at([1])] : [at([1, 2, 5]), all]
  const labelled = candidates.find((values) => values.length >= 3) ?? evenTicks(low, high)
  const stride = span > 2.2 ? Math.ceil(labelled.length / MOST_LABELS) : 1
  const shown = labelled.filter((value) => stride === 1 || Math.round(Math.log10(value)) % stride === 0)
  const values = span > 6.5 ? at([1]) : [...new Set([...all, ...labelled])].sort((a, b) => a - b)
  return { values: stride > 1 && span > 20 ? shown : values, labels: labelsOf(shown) }
}

function multiples(first: number, last: number, digits: readonly number[]): number[] {
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return decades.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
}

/** About five round numbers. */
function evenTicks(low: number, high: number): number[] {
  const rough = (high - low) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10)
  const first = Math.ceil(low / step)
  const count = Math.floor(high / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Plain numbers where all are short, else powers of ten. */
function labelsOf(values: readonly number[]): Map<number, string> {
  const arePlain = values.every((value) => value >= 1e-3 && value <= 1e4)
  return new Map(values.map((value) => [value, arePlain ? numberLabel(value) : withPower(value)]))
}

function withPower(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e')
  return mantissa === '1' ? powerOfTen(Number(exponent)) : `${mantissa}×${powerOfTen(Number(exponent))}`
}
