import {
  type ArrayValues,
  allocate,
  type Column,
  type DType,
  hasNaN,
  jointKind,
  sizeOf,
  toComplex,
  widthOf,
} from '../../dataset/index.ts'
import { OutputError } from '../../errors/index.ts'
import { type Described, describeValue } from './describe-value.ts'
import { fillElements, fillTexts, type Room } from './fill-elements.ts'

/** One output of a run: takes the values of points, row after row, and gives them away as a column. */
export class OutputColumn {
  readonly name: string
  #described: Described | undefined
  /** Elements of a row. */
  #size = 1
  /** Places of a row in the array of values. */
  #places = 1
  #rows = 0
  #values: ArrayValues | undefined
  #texts: string[] = []
  /** Shorter than the elements where the last of them are there. */
  #missing: Uint8Array | undefined
  /** The value that was checked is complex, and those before it are real. */
  #turnsComplex = false

  constructor(name: string) {
    this.name = name
  }

  get isNumber(): boolean {
    return this.#described?.dtype === 'float64' && this.#described.shape.length === 0
  }

  get bytes(): number {
    return (this.#values?.BYTES_PER_ELEMENT ?? 16) * this.#rows * this.#places
  }

  /** Throws `OutputError` when `value` does not fit the column; changes nothing but the kind of a column without one. */
  check(value: unknown): void {
    this.#turnsComplex = false
    if (value === undefined || value === null) return
    if (typeof value === 'number' && this.isNumber) return
    const described = describeValue(this.name, value)
    if (this.#described === undefined) this.#become(described)
    else {
      refuseOther(this.name, this.#described, described)
      this.#turnsComplex = described.dtype === 'complex128' && this.#described.dtype !== 'complex128'
    }
  }

  /** Appends a value that `check` has let pass. */
  put(value: unknown): void {
    if (this.#turnsComplex) this.#turnComplex()
    const row = this.#rows++
    if (this.#described === undefined) return
    this.reserve(row + 1)
    if (typeof value === 'number' && this.isNumber) (this.#values as Float64Array)[row] = value
    else if (value === undefined || value === null) this.#putMissing(row)
    else if (this.#described.dtype === 'string') fillTexts(value, this.#texts, this.#mark)
    else fillElements(value, this.#room(this.#described.dtype), row * this.#size)
  }

  /** Room for `rows` rows in all. */
  reserve(rows: number): void {
    if (this.#values === undefined || this.#values.length >= rows * this.#places) return
    const Type = this.#values.constructor as new (length: number) => ArrayValues
    const grown = new Type(Math.max(rows, Math.min(2 * this.#rows, this.#rows + 2 ** 16)) * this.#places)
    grown.set(this.#values as never)
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
    const values =
      this.#described === undefined ? new Float64Array(rows).fill(Number.NaN) : this.#takeValues(rows * this.#places)
    const missing = this.#takeMissing(rows * this.#size)
    this.#rows = 0
    return { name: this.name, dtype, shape, values, ...(missing === undefined ? {} : { missing }) }
  }

  #takeValues(length: number): ArrayValues | readonly string[] {
    if (this.#described?.dtype === 'string') {
      const texts = this.#texts
      this.#texts = []
      return texts
    }
    const values = this.#values as ArrayValues
    this.#values = values.slice(0, 0)
    return values.length === length ? values : values.slice(0, length)
  }

  #takeMissing(length: number): Uint8Array | undefined {
    const marks = this.#missing
    this.#missing = undefined
    if (marks === undefined || marks.length === length) return marks
    const missing = new Uint8Array(length)
    missing.set(marks.subarray(0, length))
    return missing
  }

  #become(described: Described): void {
    this.#described = described
    this.#size = sizeOf(described.shape)
    this.#places = this.#size * widthOf(described.dtype)
    const rows = this.#rows
    if (described.dtype === 'string') this.#texts = []
    else this.#values = allocate(described.dtype, Math.max(rows, 16) * this.#size)
    for (let row = 0; row < rows; row++) this.#putMissing(row)
  }

  /** Real numbers become complex ones. */
  #turnComplex(): void {
    this.#turnsComplex = false
    if (this.#described === undefined || this.#values === undefined) return
    this.#values = toComplex(this.#values as Float64Array)
    this.#described = { dtype: 'complex128', shape: this.#described.shape }
    this.#places = 2 * this.#size
  }

  #room(dtype: DType): Room {
    return { dtype, values: this.#values as ArrayValues, mark: this.#mark }
  }

  #putMissing(row: number): void {
    const dtype = this.#described?.dtype ?? 'float64'
    const from = row * this.#places
    if (hasNaN(dtype)) (this.#values as Float64Array).fill(Number.NaN, from, from + this.#places)
    else if (dtype === 'string') for (let i = 0; i < this.#size; i++) fillTexts(null, this.#texts, this.#mark)
    else for (let i = 0; i < this.#size; i++) this.#mark(row * this.#size + i)
  }

  readonly #mark = (place: number): void => {
    if (this.#missing === undefined || this.#missing.length <= place) {
      const grown = new Uint8Array(Math.max(2 * place, 64))
      if (this.#missing !== undefined) grown.set(this.#missing)
      this.#missing = grown
    }
    this.#missing[place] = 1
  }
}

/** Real and complex numbers are one kind, the complex one. */
function refuseOther(name: string, expected: Described, got: Described): void {
  if (jointKind(expected.dtype, got.dtype) === undefined) {
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
