import type { Column, DType } from '../../dataset/index.ts'
import { OutputError } from '../../errors/index.ts'

/** Kind and shape of one value, as a column needs it. */
interface Described {
  readonly dtype: DType
  readonly shape: readonly number[]
}

type Growable =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

const TYPED: readonly (readonly [DType, new (length: number) => Growable])[] = [
  ['float64', Float64Array],
  ['float32', Float32Array],
  ['int8', Int8Array],
  ['uint8', Uint8Array],
  ['int16', Int16Array],
  ['uint16', Uint16Array],
  ['int32', Int32Array],
  ['uint32', Uint32Array],
]

/** One output of a run: takes the values of points, row after row, and gives them away as a column. */
export class OutputColumn {
  readonly name: string
  #described: Described | undefined
  #width = 1
  #rows = 0
  #values: Growable | undefined
  #texts: string[] = []
  #missing: Uint8Array | undefined

  constructor(name: string) {
    this.name = name
  }

  get isNumber(): boolean {
    return this.#described?.dtype === 'float64' && this.#described.shape.length === 0
  }

  get bytes(): number {
    return (this.#values?.BYTES_PER_ELEMENT ?? 16) * this.#rows * this.#width
  }

  /** Throws `OutputError` when `value` does not fit the column; changes nothing but the kind of a column without one. */
  check(value: unknown): void {
    if (value === undefined || value === null) return
    if (typeof value === 'number' && this.isNumber) return
    const described = describe(this.name, value)
    if (this.#described === undefined) this.#become(described)
    else refuseOther(this.name, this.#described, described)
  }

  /** Appends a value that `check` has let pass. */
  put(value: unknown): void {
    const row = this.#rows++
    if (this.#described === undefined) return
    this.reserve(row + 1)
    if (value === undefined || value === null) this.#putMissing(row)
    else if (this.#described.dtype === 'string') fillText(value, this.#texts)
    else if (this.#values !== undefined) fill(value, this.#values, row * this.#width)
  }

  /** Room for `rows` rows in all. */
  reserve(rows: number): void {
    if (this.#values === undefined || this.#values.length >= rows * this.#width) return
    const Type = this.#values.constructor as new (length: number) => Growable
    const grown = new Type(Math.max(rows, Math.min(2 * this.#rows, this.#rows + 2 ** 16)) * this.#width)
    grown.set(this.#values as Float64Array)
    this.#values = grown
  }

  /** The array that a compiled loop writes scalar numbers to, with room for `rows`; it then says how many by `wrote`. */
  numbers(rows: number): Float64Array {
    this.reserve(this.#rows + rows)
    return this.#values as Float64Array
  }

  wrote(rows: number): void {
    this.#rows += rows
  }

  get rows(): number {
    return this.#rows
  }

  /** The rows so far; the column is empty afterwards and keeps its kind. */
  take(): Column {
    const rows = this.#rows
    const { dtype, shape } = this.#described ?? { dtype: 'float64' as const, shape: [] }
    const length = rows * this.#width
    const values = this.#described === undefined ? new Float64Array(rows).fill(Number.NaN) : this.#takeValues(length)
    const missing = this.#missing?.slice(0, length)
    this.#rows = 0
    this.#missing = undefined
    return { name: this.name, dtype, shape, values, ...(missing?.includes(1) ? { missing } : {}) }
  }

  #takeValues(length: number): Growable | readonly string[] {
    if (this.#described?.dtype === 'string') {
      const texts = this.#texts
      this.#texts = []
      return texts
    }
    const values = this.#values as Growable
    this.#values = values.slice(0, 0)
    return values.length === length ? values : values.slice(0, length)
  }

  #become(described: Described): void {
    this.#described = described
    this.#width = described.shape.reduce((product, size) => product * size, 1)
    const rows = this.#rows
    if (described.dtype === 'string') this.#texts = []
    else this.#values = new (arrayTypeOf(described.dtype))(Math.max(rows, 16) * this.#width)
    for (let row = 0; row < rows; row++) this.#putMissing(row)
  }

  #putMissing(row: number): void {
    const from = row * this.#width
    const dtype = this.#described?.dtype
    if (dtype === 'string') for (let i = 0; i < this.#width; i++) this.#texts.push('')
    else this.#values?.fill(isFloating(dtype) ? Number.NaN : 0, from, from + this.#width)
    if (isFloating(dtype)) return
    const end = from + this.#width
    if (this.#missing === undefined || this.#missing.length < end) {
      const grown = new Uint8Array(Math.max(2 * end, 64))
      if (this.#missing !== undefined) grown.set(this.#missing)
      this.#missing = grown
    }
    this.#missing.fill(1, from, end)
  }
}

function isFloating(dtype: DType | undefined): boolean {
  return dtype === 'float64' || dtype === 'float32' || dtype === 'datetime'
}

function arrayTypeOf(dtype: DType): new (length: number) => Growable {
  if (dtype === 'bool') return Uint8Array
  return TYPED.find(([name]) => name === dtype)?.[1] ?? Float64Array
}

function refuseOther(name: string, expected: Described, got: Described): void {
  if (expected.dtype !== got.dtype) {
    throw new OutputError(
      `Output \`${name}\` is ${got.dtype} here and ${expected.dtype} at an earlier point.\nReturn one kind of value for all points; \`null\` where there is none.`,
    )
  }
  if (String(expected.shape) !== String(got.shape)) {
    throw new OutputError(
      `Output \`${name}\` has shape [${got.shape}] here and [${expected.shape}] at an earlier point.\nPad it to one shape, or add an axis for what varies.`,
    )
  }
}

function describe(name: string, value: unknown): Described {
  switch (typeof value) {
    case 'number':
      return { dtype: 'float64', shape: [] }
    case 'boolean':
      return { dtype: 'bool', shape: [] }
    case 'string':
      return { dtype: 'string', shape: [] }
    case 'object':
      if (value instanceof Date) return { dtype: 'datetime', shape: [] }
      if (ArrayBuffer.isView(value)) return describeTyped(name, value)
      if (Array.isArray(value)) return describeNested(name, value)
  }
  const kind = typeof value === 'object' ? ((value as object).constructor?.name ?? 'object') : typeof value
  throw new OutputError(
    `Output \`${name}\` is of type ${kind}, which cannot be labelled.\nReturn numbers, booleans, strings, dates, or arrays of one of them.`,
  )
}

function describeTyped(name: string, value: ArrayBufferView): Described {
  const found = TYPED.find(([, Type]) => value instanceof Type)
  if (found === undefined) {
    throw new OutputError(
      `Output \`${name}\` is a ${value.constructor.name}, which cannot be labelled.\nReturn a Float64Array or an integer array of up to 32 bits.`,
    )
  }
  return { dtype: found[0], shape: [(value as Growable).length] }
}

function describeNested(name: string, value: readonly unknown[]): Described {
  const inner = value.map((item) => describe(name, item === null || item === undefined ? Number.NaN : item))
  const [first] = inner
  if (first === undefined) return { dtype: 'float64', shape: [0] }
  for (const other of inner) {
    if (other.dtype === first.dtype && String(other.shape) === String(first.shape)) continue
    throw new OutputError(
      `Output \`${name}\` is an array whose elements differ: ${first.dtype} [${first.shape}] and ${other.dtype} [${other.shape}].\nReturn a rectangular array of one kind.`,
    )
  }
  return { dtype: first.dtype, shape: [value.length, ...first.shape] }
}

function fill(value: unknown, into: Growable, from: number): number {
  if (ArrayBuffer.isView(value)) {
    into.set(value as Float64Array, from)
    return from + (value as Float64Array).length
  }
  if (Array.isArray(value)) {
    let at = from
    for (const item of value) at = fill(item, into, at)
    return at
  }
  into[from] = value === null || value === undefined ? Number.NaN : Number(value)
  return from + 1
}

function fillText(value: unknown, into: string[]): void {
  if (Array.isArray(value)) for (const item of value) fillText(item, into)
  else into.push(String(value))
}
