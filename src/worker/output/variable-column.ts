import {
  type Attrs,
  type Column,
  commonAttrs,
  hasNaN,
  isJson,
  type NumericValues,
  sizeOf,
  type Variable,
} from '../../dataset/index.ts'
import { OutputError } from '../../errors/index.ts'
import { widthOfValues } from './labelled-result.ts'

type Typed = NumericValues

/** One variable of results that are datasets: takes it from point after point as it is, and gives all away as a column. */
export class VariableColumn {
  readonly name: string
  readonly isNumber = false
  readonly #isCoord: boolean
  #kind: Variable | undefined
  #width = 1
  #attrs: Attrs = {}
  #rows: (Pick<Variable, 'values' | 'missing'> | undefined)[] = []

  constructor(name: string, isCoord: boolean) {
    this.name = name
    this.#isCoord = isCoord
  }

  get bytes(): number {
    const { dtype = 'string', shape = [] } = this.#kind ?? {}
    return this.#rows.length * sizeOf(shape) * this.#width * (dtype === 'string' ? 16 : 8)
  }

  /** Throws `OutputError` when the variable lies over other dims, is of another kind or another shape. */
  check(value: Variable | undefined): void {
    if (value === undefined) return
    if (this.#kind === undefined) {
      this.#kind = { ...value, values: [], missing: undefined }
      this.#width = widthOfValues(value)
      this.#attrs = value.attrs
      return
    }
    refuseOther(this.name, this.#kind, value)
  }

  put(value: Variable | undefined): void {
    if (value === undefined) {
      this.#rows.push(undefined)
      return
    }
    const { values, missing } = value
    this.#rows.push({ values: values.slice(), missing })
    this.#attrs = commonAttrs(this.#attrs, value.attrs)
  }

  /** The rows so far; the column is empty afterwards and keeps its kind. */
  take(): Column {
    const { dims = [], shape = [], dtype = 'float64' } = this.#kind ?? {}
    const rows = this.#rows
    this.#rows = []
    const size = sizeOf(shape)
    const missing = marksOf(rows, size, hasNaN(dtype))
    const values =
      dtype === 'string'
        ? textsOf(rows, size)
        : this.#numbersOf(rows as readonly ({ values: Typed } | undefined)[], size)
    const inner = { dims, attrs: this.#attrs, isCoord: this.#isCoord }
    return { name: this.name, dtype, shape, values, ...(missing === undefined ? {} : { missing }), inner }
  }

  #numbersOf(rows: readonly ({ readonly values: Typed } | undefined)[], size: number): Typed {
    const template = rows.find((row) => row !== undefined)?.values ?? new Float64Array(0)
    const step = size * this.#width
    const all = new (template.constructor as new (length: number) => Typed)(rows.length * step)
    const isNaNKind = hasNaN(this.#kind?.dtype ?? 'float64')
    for (const [i, row] of rows.entries()) {
      if (row !== undefined) all.set(row.values as never, i * step)
      else if (isNaNKind) all.fill(Number.NaN as never, i * step, (i + 1) * step)
    }
    return all
  }
}

function marksOf(
  rows: readonly (Pick<Variable, 'missing'> | undefined)[],
  size: number,
  isNaNKind: boolean,
): Uint8Array | undefined {
  const isMarked = rows.some((row) => (row === undefined ? !isNaNKind : row.missing !== undefined))
  if (!isMarked) return undefined
  const marks = new Uint8Array(rows.length * size)
  for (const [i, row] of rows.entries()) {
    if (row === undefined) marks.fill(1, i * size, (i + 1) * size)
    else if (row.missing !== undefined) marks.set(row.missing, i * size)
  }
  return marks
}

function textsOf(rows: readonly (Pick<Variable, 'values'> | undefined)[], size: number): readonly string[] {
  return rows.flatMap((row) =>
    row === undefined ? new Array<string>(size).fill('') : (row.values as readonly string[]),
  )
}

function refuseOther(name: string, known: Variable, value: Variable): void {
  if (String(known.dims) !== String(value.dims)) {
    throw new OutputError(
      `Output \`${name}\` lies over (${value.dims.join(', ')}) here and over (${known.dims.join(', ')}) at an earlier point.\n` +
        'Return the same dims from every point.',
    )
  }
  if (known.dtype !== value.dtype || isJson(known.attrs) !== isJson(value.attrs)) {
    throw new OutputError(
      `Output \`${name}\` is ${value.dtype} here and ${known.dtype} at an earlier point.\nReturn one kind of value for all points; \`null\` where there is none.`,
    )
  }
  if (String(known.shape) !== String(value.shape)) {
    throw new OutputError(
      `Output \`${name}\` has shape [${value.shape}] here and [${known.shape}] at an earlier point.\nGive the dims coordinates, by which they are joined.`,
    )
  }
}
