import type { AxisDescription, AxisValues } from './space.ts'

/** A description of values that follow a rule. */
export type SequenceDescription = Exclude<AxisDescription, { readonly kind: 'list' }>

/**
 * Numbers that follow a rule: any element in O(1), no memory however long. Iterate it, or take `toArray()`.
 *
 * @example
 * ```ts
 * import { linspace } from 'windrow'
 * const T = linspace(1.5, 3.5, 21)
 * console.log(T.length, T.at(20)) // 21 3.5
 * ```
 */
export class Sequence implements AxisValues<number> {
  readonly description: SequenceDescription

  constructor(description: SequenceDescription) {
    this.description = description
  }

  get length(): number {
    return this.description.length
  }

  /** The element at `index`; negative ones count from the end. */
  at(index: number): number | undefined {
    const { length } = this.description
    const place = index < 0 ? length + index : index
    return place >= 0 && place < length ? elementOf(this.description, place) : undefined
  }

  toArray(): number[] {
    return Array.from({ length: this.length }, (_, i) => elementOf(this.description, i))
  }

  map<Result>(fn: (value: number, index: number) => Result): Result[] {
    return this.toArray().map(fn)
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let i = 0; i < this.length; i++) yield elementOf(this.description, i)
  }

  toString(): string {
    const { kind, length, start } = this.description
    return `${kind}(${start} … ${this.at(-1)}, ${length})`
  }
}

/**
 * Whole numbers from 0 below `stop`, or from `start` below `stop` in steps, as numpy's `arange`.
 *
 * @example
 * ```ts
 * range(8) // 0 … 7
 * range(10, 0, -2) // 10, 8, 6, 4, 2
 * ```
 */
export function range(stop: number): Sequence
export function range(start: number, stop: number, step?: number): Sequence
export function range(first: number, second?: number, step = 1): Sequence {
  const [start, stop] = second === undefined ? [0, first] : [first, second]
  finite('start', start)
  finite('stop', stop)
  finite('step', step)
  if (step === 0) throw new TypeError('Expected `step` to be other than 0.')
  const length = Math.ceil((stop - start) / step)
  if (!(length >= 1)) {
    throw new TypeError(`Expected \`range\` to have at least one value, got start ${start}, stop ${stop}, step ${step}.`)
  }
  return new Sequence({ kind: 'range', start, step, length: safeLength(length) })
}

/** `count` evenly spaced numbers from `start` to `stop`, both included, as numpy's `linspace`. */
export function linspace(start: number, stop: number, count: number): Sequence {
  finite('start', start)
  finite('stop', stop)
  return new Sequence({ kind: 'linspace', start, stop, length: counted(count) })
}

/** `count` numbers from `start` to `stop`, both included, each the same multiple of the one before, as numpy's `geomspace`. */
export function geomspace(start: number, stop: number, count: number): Sequence {
  finite('start', start)
  finite('stop', stop)
  if (start * stop <= 0) throw new TypeError(`Expected \`start\` and \`stop\` to have the same sign and not be 0, got ${start} and ${stop}.`)
  return new Sequence({ kind: 'geomspace', start, stop, length: counted(count) })
}

/** `count` numbers from `base ** start` to `base ** stop`, both included, as numpy's `logspace`. */
export function logspace(start: number, stop: number, count: number, { base = 10 }: { base?: number } = {}): Sequence {
  finite('start', start)
  finite('stop', stop)
  if (!(base > 0 && Number.isFinite(base))) throw new TypeError(`Expected \`base\` to be a positive number, got \`${String(base)}\`.`)
  return new Sequence({ kind: 'logspace', start, stop, base, length: counted(count) })
}

function elementOf(description: SequenceDescription, i: number): number {
  const { start, length } = description
  if (description.kind === 'range') return start + i * description.step
  const { kind, stop } = description
  if (i === 0 && kind !== 'logspace') return start
  if (i === length - 1 && length > 1 && kind !== 'logspace') return stop
  const part = length > 1 ? i / (length - 1) : 0
  if (kind === 'linspace') return start + i * ((stop - start) / (length - 1))
  if (kind === 'geomspace') return start * (stop / start) ** part
  return description.base ** (i === length - 1 && length > 1 ? stop : start + part * (stop - start))
}

function finite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new TypeError(`Expected \`${name}\` to be a finite number, got \`${String(value)}\` (${typeof value}).`)
}

function counted(count: number): number {
  if (Number.isSafeInteger(count) && count >= 1) return count
  throw new TypeError(`Expected \`count\` to be a whole number from 1 up, got \`${String(count)}\` (${typeof count}).`)
}

function safeLength(length: number): number {
  if (Number.isSafeInteger(length)) return length
  throw new TypeError(`Expected \`range\` to have at most 2^53 − 1 values, got ${length}.`)
}
