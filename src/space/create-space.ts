import { isPlainObject, kindOf, nearestName, printValue } from '../util/index.ts'
import { describeValues, openValues, readAxis } from './axis.ts'
import { type CasesInput, readCases } from './cases.ts'
import { IndexedSpace } from './indexed-space.ts'
import { clash, refuseSymbols } from './refuse.ts'
import type { Axis, Cases, Space, SpaceDescription } from './space.ts'

/** What a space is made of: axes, explicit points, or both. */
export interface SpaceInput {
  /** Axis name → its values: an array, a typed array, what `range` and `linspace` return, or any iterable that ends. */
  readonly combos?: Readonly<Record<string, Iterable<unknown>>> | undefined
  /** Points as a list of objects over the same names, or as an object of equally long columns. */
  readonly cases?: CasesInput | undefined
}

const PARTS = ['combos', 'cases']

/**
 * The space of every case with every combination of the axes. The last axis varies fastest.
 *
 * Values are copied, objects among them are not. Throws `TypeError` for what would give wrong data later: an empty axis, a
 * value that is there twice, a name in both parts, cases over different names, values that workers cannot get, and more
 * than 2^53 − 1 points.
 *
 * @example
 * ```ts
 * const space = createSpace({ combos: { T: linspace(1, 2, 11), L: [16, 32] } })
 * space.size // 22
 * space.pointAt(1) // { T: 1, L: 32 }
 * ```
 */
export function createSpace(input: SpaceInput): Space {
  refuseUnknownParts(input)
  const cases = input.cases === undefined ? undefined : readCases(input.cases)
  const axes = readAxes(input.combos ?? {})
  for (const { name } of axes) {
    if (cases?.names.includes(name)) throw clash(name, { first: 'an axis', second: 'cases' })
  }
  if (axes.length === 0 && cases === undefined) {
    throw new TypeError(
      'Expected at least one axis or case, got none.\nGive an axis such as `{ T: [1, 2, 3] }`; an axis with one value runs one point.',
    )
  }
  refuseTooMany(axes, cases)
  return new IndexedSpace({ axes, cases, description: describe(axes, cases) })
}

/**
 * The space that a description was taken from, in another process. Nothing is checked again, so it costs as good as nothing.
 *
 * @example
 * ```ts
 * const same = openSpace(structuredClone(space.description))
 * ```
 */
export function openSpace(description: SpaceDescription): Space {
  if (description?.version !== 1) {
    throw new TypeError(
      `Expected the description of a space in version 1, got version \`${printValue(description?.version)}\`.\n` +
        'Another version of windrow made it; use the same version on both sides.',
    )
  }
  const axes = description.axes.map(({ name, values }) => ({ name, values: openValues(values) }))
  const { cases } = description
  const size = cases?.columns[cases.names[0] ?? '']?.length ?? 0
  return new IndexedSpace({ axes, cases: cases === undefined ? undefined : { ...cases, size }, description })
}

function readAxes(combos: unknown): readonly Axis[] {
  if (!isPlainObject(combos)) {
    throw new TypeError(
      `Expected \`combos\` to be an object of axes such as \`{ T: [1, 2, 3] }\`, got ${kindOf(combos)}.`,
    )
  }
  refuseSymbols(combos, 'combos')
  return Object.entries(combos).map(([name, values]) => readAxis(name, values))
}

function refuseUnknownParts(input: SpaceInput): void {
  for (const name of Object.keys(input)) {
    if (PARTS.includes(name)) continue
    const nearest = nearestName(name, PARTS)
    const hint = nearest === undefined ? 'It has `combos` and `cases`.' : `Did you mean \`${nearest}\`?`
    throw new TypeError(`A space has no part \`${name}\`.\n${hint}`)
  }
}

function refuseTooMany(axes: readonly Axis[], cases: Cases | undefined): void {
  const lengths = axes.map(({ name, values }) => ({ name, length: values.length }))
  const sizes = cases === undefined ? lengths : [{ name: 'cases', length: cases.size }, ...lengths]
  const size = sizes.reduce((product, { length }) => product * length, 1)
  if (Number.isSafeInteger(size)) return
  throw new TypeError(
    `Expected a space of at most 2^53 − 1 points, got about ${size.toPrecision(2)}: ${sizes.map(({ name, length }) => `\`${name}\` ${length}`).join(' × ')}.\n` +
      'Shorten an axis, or sweep it in parts.',
  )
}

function describe(axes: readonly Axis[], cases: Cases | undefined): SpaceDescription {
  return {
    version: 1,
    ...(cases === undefined ? {} : { cases: { names: cases.names, columns: cases.columns } }),
    axes: axes.map(({ name, values }) => ({ name, values: describeValues(values) })),
  }
}
