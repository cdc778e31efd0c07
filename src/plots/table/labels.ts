/** The shortest texts that tell numbers apart: 0.30000000000000004 beside 0.1 is 0.3. */
export function numberLabels(values: readonly number[]): string[] {
  const distinct = new Set(values).size
  for (let digits = 6; digits < 17; digits++) {
    const labels = values.map((value) => numberLabel(value, digits))
    if (new Set(labels).size === distinct) return labels
  }
  return values.map(String)
}

/** A number in at most so many digits, with a power of ten where many zeros would be written. */
export function numberLabel(value: number, digits = 6): string {
  const rounded = Number(value.toPrecision(digits))
  const size = Math.abs(rounded)
  if (rounded === 0) return '0'
  if (size >= 1e-4 && size < 1e6) return minus(String(rounded))
  if (size < 1e15 && size >= 1 && Number.isInteger(rounded) && String(rounded).replace(/0+$/, '').length > 4) {
    return minus(String(rounded))
  }
  const [mantissa = '', exponent = ''] = rounded.toExponential().split('e')
  const power = powerOfTen(Number(exponent))
  return minus(mantissa === '1' ? power : mantissa === '-1' ? `-${power}` : `${mantissa}×${power}`)
}

/** `10⁻³`. */
export function powerOfTen(exponent: number): string {
  const raised = [...String(exponent)].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign))))
  return `10${raised.join('')}`
}

/** Dates as days where all are midnights (UTC), else with as much of the time as they need. */
export function dateLabels(times: readonly number[]): string[] {
  const texts = times.map((time) => (Number.isFinite(time) ? new Date(time).toISOString() : ''))
  const ends = [10, 16, 19, 23]
  const rests = ['T00:00:00.000Z', ':00.000Z', '.000Z', 'Z']
  const enough = ends.findIndex((end, i) => texts.every((text) => text === '' || text.slice(end) === rests[i]))
  return texts.map((text) => text.slice(0, ends[enough] ?? 23).replace('T', ' '))
}

const minus = (text: string): string => text.replace(/^-/, '−')
