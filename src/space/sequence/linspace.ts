import { printValue } from '../../util/index.ts'
import { Sequence } from './sequence.ts'

/**
 * Numbers from 0, or from `start`, in steps of 1, or of `step`, up to but without `stop`: numpy's `arange`.
 *
 * Element `i` is `start + i * step`. Where `step` is no exact binary fraction (0.1), rounding decides whether a last
 * element close to `stop` is there; `linspace` says the number of elements instead. A range without elements is refused.
 *
 * @example
 * ```ts
 * range(8) // 0, 1, … 7
 * range(10, 0, -2) // 10, 8, 6, 4, 2
 * ```
 */
export function range(stop: number): Sequence
export function range(start: number, stop: number, step?: number): Sequence
export function range(first: number, second?: number, step: number = 1): Sequence {
  const [start, stop] = second === undefined ? [0, first] : [first, second]
  refuseNonFinite('start', start)
  refuseNonFinite('stop', stop)
  refuseNonFinite('step', step)
  if (step === 0) throw new TypeError('Expected `step` of `range` to be other than 0, got `0`.')
  const length = Math.ceil((stop - start) / step)
  if (!(length >= 1)) {
    const side = step > 0 ? 'greater' : 'less'
    throw new TypeError(
      `Expected \`stop\` of \`range\` to be ${side} than \`start\` (${start}), got \`${stop}\`: the range would be empty.`,
    )
  }
  if (!Number.isSafeInteger(length)) {
    throw new TypeError(`Expected \`range\` to have at most 2^53 − 1 elements, got ${length}.\nTake a larger \`step\`.`)
  }
  return new Sequence({ kind: 'range', start, step, length })
}

/**
 * `count` evenly spaced numbers from `start` to `stop`, both included: numpy's `linspace`.
 *
 * The last element is exactly `stop`. With `count` 1 there is only `start`.
 *
 * @example
 * ```ts
 * linspace(0, 1, 5) // 0, 0.25, 0.5, 0.75, 1
 * ```
 */
export function linspace(start: number, stop: number, count: number): Sequence {
  refuseNonFinite('start', start)
  refuseNonFinite('stop', stop)
  refuseCount(count)
  refuseFarApart({ start, stop })
  return new Sequence({ kind: 'linspace', start, stop, length: count })
}

/**
 * `count` numbers from `start` to `stop`, both included, each the same multiple of the one before: numpy's `geomspace`.
 *
 * Both ends are exact; they have the same sign and are not 0.
 *
 * @example
 * ```ts
 * geomspace(1, 1000, 4) // 1, 10, 100, 1000
 * ```
 */
export function geomspace(start: number, stop: number, count: number): Sequence {
  refuseNonFinite('start', start)
  refuseNonFinite('stop', stop)
  refuseCount(count)
  if (start === 0) throw new TypeError('Expected `start` of `geomspace` to be other than 0, got `0`.')
  if (stop === 0 || start > 0 !== stop > 0) {
    throw new TypeError(`Expected \`stop\` of \`geomspace\` to have the sign of \`start\` (${start}), got \`${stop}\`.`)
  }
  return new Sequence({ kind: 'geomspace', start, stop, length: count })
}

/** Options of `logspace`. */
export interface LogspaceOptions {
  /**
   * What is raised to the exponents; greater than 0.
   *
   * @default 10
   */
  readonly base?: number
}

/**
 * `count` powers, from `base ** startExponent` to `base ** stopExponent`, both included: numpy's `logspace`.
 *
 * The exponents are evenly spaced. `geomspace` takes the ends themselves.
 *
 * @example
 * ```ts
 * logspace(-2, 2, 5) // 0.01, 0.1, 1, 10, 100
 * logspace(0, 4, 5, { base: 2 }) // 1, 2, 4, 8, 16
 * ```
 */
export function logspace(
  startExponent: number,
  stopExponent: number,
  count: number,
  options: LogspaceOptions = {},
): Sequence {
  const { base = 10 } = options
  refuseNonFinite('startExponent', startExponent)
  refuseNonFinite('stopExponent', stopExponent)
  refuseCount(count)
  refuseNonFinite('base', base)
  if (base <= 0) throw new TypeError(`Expected \`base\` to be greater than 0, got \`${base}\`.`)
  refuseFarApart({ startExponent, stopExponent })
  for (const [name, exponent] of Object.entries({ startExponent, stopExponent })) {
    if (Number.isFinite(base ** exponent)) continue
    throw new TypeError(`Expected \`${name}\` to give a finite power of ${base}, got \`${exponent}\`.`)
  }
  return new Sequence({ kind: 'logspace', start: startExponent, stop: stopExponent, base, length: count })
}

function refuseNonFinite(name: string, value: unknown): void {
  if (Number.isFinite(value)) return
  throw new TypeError(`Expected \`${name}\` to be a finite number, got \`${printValue(value)}\` (${typeof value}).`)
}

function refuseCount(count: unknown): void {
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 1) return
  throw new TypeError(
    `Expected \`count\` to be a whole number from 1 up, got \`${printValue(count)}\` (${typeof count}).`,
  )
}

function refuseFarApart(ends: Readonly<Record<string, number>>): void {
  const [from = 0, to = 0] = Object.values(ends)
  if (Number.isFinite(to - from)) return
  const [first, second] = Object.keys(ends)
  throw new TypeError(
    `Expected \`${first}\` and \`${second}\` to be less than 1.8e308 apart, got \`${from}\` and \`${to}\`.`,
  )
}
