import { readAxis } from './axis.ts'
import { readCases } from './cases.ts'
import { encodePoint } from './encode-point.ts'
import { Sequence } from './sequence.ts'
import type { Axis, AxisDescription, Cases, Point, Space, SpaceDescription } from './space.ts'

/** What a space is made of: axes, explicit points, or both. */
export interface SpaceInput {
  /** Axis name → its values. */
  readonly combos?: Readonly<Record<string, Iterable<unknown>>>
  /** Points as a list of objects or as an object of equally long columns. */
  readonly cases?: readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, readonly unknown[]>>
}

/**
 * The space of every case with every combination of the axes.
 *
 * Throws `TypeError` for an empty axis, a value that is there twice, names that are in both, cases whose names differ.
 *
 * @example
 * ```ts
 * const space = createSpace({ combos: { T: linspace(1, 2, 11), L: [16, 32] } })
 * space.size // 22
 * space.pointAt(1) // { T: 1, L: 32 }
 * ```
 */
export function createSpace({ combos = {}, cases: given }: SpaceInput): Space {
  const axes = Object.entries(combos).map(([name, values]) => readAxis(name, values))
  const cases = given === undefined ? undefined : readCases(given)
  for (const { name } of axes) {
    if (cases?.names.includes(name)) throw new TypeError(`\`${name}\` is an axis and also in \`cases\`; give its values in one of them.`)
  }
  if (axes.length === 0 && cases === undefined) {
    throw new TypeError('Expected at least one axis or case, got none.\nGive an object such as `{ T: [1, 2, 3] }`; to run one point, give each axis one value.')
  }
  return new IndexedSpace(axes, cases)
}

/** The same space from its description, in another process. */
export function openSpace(description: SpaceDescription): Space {
  if (description.version !== 1) {
    throw new TypeError(`Expected a space description of version 1, got ${String(description.version)}; it was written by another version of windrow.`)
  }
  const axes = description.axes.map(({ name, values }) => ({ name, values: values.kind === 'list' ? values.values : new Sequence(values) }))
  const { cases } = description
  const columns = cases === undefined ? undefined : Object.values(cases.columns)[0]
  return new IndexedSpace(axes, cases === undefined ? undefined : { ...cases, size: columns?.length ?? 0 })
}

class IndexedSpace implements Space {
  readonly names: readonly string[]
  readonly shape: readonly number[]
  readonly size: number
  readonly axes: readonly Axis[]
  readonly cases: Cases | undefined
  #repeats: Uint32Array | undefined

  constructor(axes: readonly Axis[], cases: Cases | undefined) {
    this.axes = axes
    this.cases = cases
    this.names = [...(cases?.names ?? []), ...axes.map(({ name }) => name)]
    this.shape = [...(cases === undefined ? [] : [cases.size]), ...axes.map(({ values }) => values.length)]
    this.size = this.shape.reduce((product, length) => product * length, 1)
    if (!Number.isSafeInteger(this.size)) {
      throw new TypeError(`Expected a space of at most 2^53 − 1 points, got ${this.shape.join(' × ')}.`)
    }
  }

  get description(): SpaceDescription {
    return {
      version: 1,
      ...(this.cases === undefined ? {} : { cases: { names: this.cases.names, columns: this.cases.columns } }),
      axes: this.axes.map(({ name, values }) => ({ name, values: describeAxis(values) })),
    }
  }

  positionAt(index: number): number[] {
    if (!(Number.isSafeInteger(index) && index >= 0 && index < this.size)) {
      throw new TypeError(`Expected an index from 0 to ${this.size - 1}, got \`${String(index)}\`.`)
    }
    const position = new Array<number>(this.shape.length).fill(0)
    let rest = index
    for (let i = this.shape.length - 1; i >= 0; i--) {
      const length = this.shape[i] ?? 1
      position[i] = rest % length
      rest = Math.floor(rest / length)
    }
    return position
  }

  pointAt(index: number): Point {
    const position = this.positionAt(index)
    const point: Record<string, unknown> = {}
    const { cases } = this
    if (cases !== undefined) for (const name of cases.names) point[name] = cases.columns[name]?.[position[0] ?? 0]
    const offset = cases === undefined ? 0 : 1
    this.axes.forEach(({ name, values }, i) => {
      point[name] = values.at(position[i + offset] ?? 0)
    })
    return point
  }

  keyBytesAt(index: number): Uint8Array {
    return encodePoint(this.pointAt(index))
  }

  repeatsBefore(index: number): number {
    if (this.cases === undefined) return 0
    this.#repeats ??= countRepeats(this.cases)
    return this.#repeats[this.positionAt(index)[0] ?? 0] ?? 0
  }
}

function describeAxis(values: Axis['values']): AxisDescription {
  if (values instanceof Sequence) return values.description
  return { kind: 'list', values: values as readonly unknown[] | Float64Array }
}

/** For each case, how many equal ones come before it. */
function countRepeats({ names, columns, size }: Cases): Uint32Array {
  const seen = new Map<string, number>()
  return Uint32Array.from({ length: size }, (_, row) => {
    const point = Object.fromEntries(names.map((name) => [name, columns[name]?.[row]]))
    const key = Array.from(encodePoint(point), (byte) => String.fromCharCode(byte)).join('')
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before
  })
}
