import { printValue } from '../util/index.ts'
import { findRepeatedNumber } from './axis-duplicates.ts'
import { bytesAsText, createPointEncoder } from './key/encode-point.ts'
import type { Axis, Cases, Point, Space, SpaceDescription } from './space.ts'

/** A space by arithmetic on its index; its parts were checked by who makes it. */
export class IndexedSpace implements Space {
  readonly names: readonly string[]
  readonly cases: Cases | undefined
  readonly axes: readonly Axis[]
  readonly shape: readonly number[]
  readonly size: number
  readonly description: SpaceDescription
  /** Points from one value of an entry of `shape` to its next. */
  readonly #strides: readonly number[]
  #encode: ((values: readonly unknown[]) => Uint8Array) | undefined
  #repeats: Uint32Array | 'none' | undefined

  constructor({
    axes,
    cases,
    description,
  }: { axes: readonly Axis[]; cases: Cases | undefined; description: SpaceDescription }) {
    this.axes = axes
    this.cases = cases
    this.description = description
    const lengths = axes.map(({ values }) => values.length)
    this.names = [...(cases?.names ?? []), ...axes.map(({ name }) => name)]
    this.shape = cases === undefined ? lengths : [cases.size, ...lengths]
    this.#strides = stridesOf(this.shape)
    this.size = (this.shape[0] ?? 1) * (this.#strides[0] ?? 1)
  }

  positionAt(index: number): number[] {
    refuseOutside(index, this.size)
    let rest = index
    return this.#strides.map((stride) => {
      const place = Math.floor(rest / stride)
      rest -= place * stride
      return place
    })
  }

  pointAt(index: number): Point {
    const values = this.#valuesAt(index)
    const point: Record<string, unknown> = {}
    for (let i = 0; i < values.length; i++) point[this.names[i] as string] = values[i]
    return point
  }

  keyBytesAt(index: number): Uint8Array {
    this.#encode ??= createPointEncoder(this.names)
    return this.#encode(this.#valuesAt(index))
  }

  repeatsBefore(index: number): number {
    refuseOutside(index, this.size)
    if (this.cases === undefined) return 0
    this.#repeats ??= countRepeats(this.cases)
    return this.#repeats === 'none' ? 0 : (this.#repeats[Math.floor(index / (this.#strides[0] ?? 1))] ?? 0)
  }

  /** The values at `index` in the order of `names`. */
  #valuesAt(index: number): unknown[] {
    refuseOutside(index, this.size)
    const values: unknown[] = []
    const { axes, cases } = this
    const strides = this.#strides
    let rest = index
    let entry = 0
    if (cases !== undefined) {
      const row = Math.floor(rest / (strides[0] as number))
      rest -= row * (strides[0] as number)
      for (const name of cases.names) values.push(cases.columns[name]?.[row])
      entry = 1
    }
    for (const { values: elements } of axes) {
      const stride = strides[entry] as number
      const place = Math.floor(rest / stride)
      rest -= place * stride
      values.push(elements.at(place))
      entry += 1
    }
    return values
  }
}

/**
 * The index of the point at `position`, one number for each entry of `space.shape`: the inverse of `positionAt`.
 *
 * @example
 * ```ts
 * indexOfPosition(space, space.positionAt(17)) // 17
 * ```
 */
export function indexOfPosition(space: Space, position: readonly number[]): number {
  const { shape } = space
  const isInside = shape.every((length, i) => {
    const place = position[i]
    return place !== undefined && Number.isSafeInteger(place) && place >= 0 && place < length
  })
  if (!isInside || position.length !== shape.length) {
    throw new TypeError(`Expected a position inside (${shape.join(', ')}), got \`${printValue(position)}\`.`)
  }
  return shape.reduce((index, length, i) => index * length + (position[i] ?? 0), 0)
}

function stridesOf(shape: readonly number[]): readonly number[] {
  const strides = new Array<number>(shape.length).fill(1)
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = (strides[i + 1] ?? 1) * (shape[i + 1] ?? 1)
  return strides
}

function refuseOutside(index: number, size: number): void {
  if (Number.isSafeInteger(index) && index >= 0 && index < size) return
  throw new TypeError(`Expected an index from 0 to ${size - 1}, got \`${printValue(index)}\`.`)
}

/** For each case, how many equal ones come before it. A column of numbers that all differ settles it without keys. */
function countRepeats({ names, columns, size }: Cases): Uint32Array | 'none' {
  const lists = names.map((name) => columns[name] ?? [])
  if (lists.some((column) => isAllNumbers(column) && findRepeatedNumber(Float64Array.from(column)) === undefined))
    return 'none'
  const encode = createPointEncoder(names)
  const seen = new Map<string, number>()
  return Uint32Array.from({ length: size }, (_, row) => {
    const key = bytesAsText(encode(lists.map((column) => column[row])))
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before
  })
}

function isAllNumbers(column: readonly unknown[]): column is readonly number[] {
  return column.every((value) => typeof value === 'number')
}
