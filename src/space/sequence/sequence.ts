import type { AxisDescription, AxisValues } from '../space.ts'

/** A description of numbers that follow a rule. */
export type SequenceDescription = Exclude<AxisDescription, { readonly kind: 'list' }>

/**
 * Numbers that follow a rule: any element in O(1), no memory however many. `range`, `linspace`, `geomspace` and `logspace`
 * make them. An element is the same bit for bit however it is read. Sequences never change.
 *
 * @example
 * ```ts
 * const T = linspace(1.5, 3.5, 21)
 * console.log(T.length, T.at(-1)) // 21 3.5
 * for (const value of T) console.log(value)
 * ```
 */
export class Sequence implements AxisValues<number> {
  /** The rule as plain data. */
  readonly description: SequenceDescription

  constructor(description: SequenceDescription) {
    this.description = Object.freeze({ ...description })
    Object.freeze(this)
  }

  get length(): number {
    return this.description.length
  }

  /** The element at `index`; negative ones count from the end. */
  at(index: number): number | undefined {
    const { length } = this.description
    const whole = Math.trunc(index) || 0
    const place = whole < 0 ? length + whole : whole
    return place >= 0 && place < length ? elementOf(this.description, place) : undefined
  }

  /** All elements, in an array of their own. */
  toArray(): number[] {
    return Array.from(this.toFloat64Array())
  }

  /** All elements, in a typed array of their own. */
  toFloat64Array(): Float64Array {
    const { description } = this
    const elements = new Float64Array(description.length)
    for (let i = 0; i < elements.length; i++) elements[i] = elementOf(description, i)
    return elements
  }

  /** What `fn` makes of each element, as an array: a list of values like any other. */
  map<Result>(fn: (value: number, index: number) => Result): Result[] {
    return Array.from(this.toFloat64Array(), fn)
  }

  /** The values in their order. */
  *[Symbol.iterator](): Iterator<number> {
    const { description } = this
    for (let i = 0; i < description.length; i++) yield elementOf(description, i)
  }

  /** The call that makes it: `linspace(1.5, 3.5, 21)`. */
  toString(): string {
    return printSequence(this.description)
  }

  static {
    // Not a member by that name: the symbol has no type that a declaration could show.
    const inspect = Symbol.for('nodejs.util.inspect.custom')
    Object.defineProperty(Sequence.prototype, inspect, { value: Sequence.prototype.toString })
  }
}

/** The element at `i`, which must be from 0 below the length. The last one is exactly the end that was asked for. */
function elementOf(description: SequenceDescription, i: number): number {
  const { start } = description
  if (description.kind === 'range') return start + i * description.step
  const { stop } = description
  const last = description.length - 1
  switch (description.kind) {
    case 'linspace':
      return linearElement(start, stop, { i, last })
    case 'logspace':
      return description.base ** linearElement(start, stop, { i, last })
    case 'geomspace':
      if (i === 0) return start
      return i === last ? stop : powerBetween(start, stop, i / last)
  }
}

function linearElement(
  start: number,
  stop: number,
  { i, last }: { readonly i: number; readonly last: number },
): number {
  if (i === 0) return start
  return i === last ? stop : start + i * ((stop - start) / last)
}

/** `start` · (`stop` / `start`) ** `part`. By powers of ten, so that whole decades come out whole. */
function powerBetween(start: number, stop: number, part: number): number {
  const ratio = stop / start
  if (ratio >= 1e-290 && ratio <= 1e290) return start * 10 ** (part * Math.log10(ratio))
  const logStart = Math.log10(Math.abs(start))
  return Math.sign(start) * 10 ** (logStart + part * (Math.log10(Math.abs(stop)) - logStart))
}

function printSequence(description: SequenceDescription): string {
  const { kind, start, length } = description
  if (kind === 'range') {
    const { step } = description
    const stop = start + length * step
    if (start === 0 && step === 1) return `range(${stop})`
    return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`
  }
  const base = kind === 'logspace' && description.base !== 10 ? `, { base: ${description.base} }` : ''
  return `${kind}(${start}, ${description.stop}, ${length}${base})`
}
