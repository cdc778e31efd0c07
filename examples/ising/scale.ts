/** Maps values of an axis to pixels, and says where its ticks stand. */
export interface Scale {
  /** Pixel of a value. */
  (value: number): number
  /** Values with a label. */
  readonly ticks: readonly number[]
  /** Values with a short tick and no label. */
  readonly minorTicks: readonly number[]
  readonly label: (tick: number) => string
}

export type Interval = readonly [number, number]

/** Equal steps of 1, 2 or 5 times a power of ten, about `count` of them. */
export function linearScale([low, high]: Interval, [from, to]: Interval, count = 5): Scale {
  const map = (value: number) => from + ((value - low) / (high - low)) * (to - from)
  const step = niceStep((high - low) / count)
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const label = (tick: number) => tick.toFixed(digits).replace('-', '−')
  return Object.assign(map, { ticks: multiples(step, low, high), minorTicks: [], label })
}

/** A labelled tick at each power of ten, minor ones at 2 to 9 times it. */
export function logScale([low, high]: Interval, [from, to]: Interval): Scale {
  const linear = linearScale([Math.log10(low), Math.log10(high)], [from, to])
  const exponents = multiples(1, Math.log10(low), Math.log10(high))
  const decades = [Math.floor(Math.log10(low)), ...exponents].map((exponent) => 10 ** exponent)
  const minor = decades.flatMap((decade) => [2, 3, 4, 5, 6, 7, 8, 9].map((factor) => factor * decade))
  return Object.assign((value: number) => linear(Math.log10(value)), {
    ticks: exponents.map((exponent) => 10 ** exponent),
    minorTicks: minor.filter((tick) => tick >= low && tick <= high),
    label: (tick: number) => String(Number(tick.toPrecision(1))),
  })
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const distance = (step: number) => Math.abs(Math.log(step / rough))
  return [1, 2, 5, 10].map((factor) => factor * power).reduce((a, b) => (distance(b) < distance(a) ? b : a))
}

function multiples(step: number, low: number, high: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step)
}
