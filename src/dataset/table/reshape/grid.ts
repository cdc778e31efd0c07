import { copierBetween, isMissingAt, newElements, settle } from '../../element/copy.ts'
import { decodeAt } from '../../element/decode.ts'
import { sizeOf, stridesOf } from '../../element/dtype.ts'
import type { DatasetParts } from '../../parts.ts'
import { wrongArgument } from '../../refuse.ts'
import { unknownName } from '../../unknown-name.ts'
import type { Variable } from '../../variable.ts'
import { lengthOf, takeRows } from '../column.ts'

/** Dim of rows that are not laid out along columns. */
const CASE_DIM = 'case'
/** Largest grid that is made of rows. */
const MOST_POINTS = 2 ** 31

type Columns = Readonly<Record<string, Variable>>

/** Columns as variables over one dim `case`; the columns named `coords` are coordinates. */
export function casesOf(columns: Columns, coords: readonly string[], length: number): Omit<DatasetParts, 'attrs'> {
  const along = (column: Variable): Variable => ({ ...column, dims: [CASE_DIM] })
  return { sizes: { [CASE_DIM]: length }, ...split(columns, coords, along), failures: [] }
}

/** Columns as variables over a grid whose dims are the columns named `dims`; combinations that no row has are missing. */
export function gridOf(
  columns: Columns,
  {
    dims,
    coords,
    length,
  }: { readonly dims: readonly string[]; readonly coords: readonly string[]; readonly length: number },
): Omit<DatasetParts, 'attrs'> {
  const axes = dims.map((dim) => axisOf(dim, columns))
  const shape = axes.map(({ coord }) => lengthOf(coord))
  refuseTooLarge(dims, shape, length)
  const rows = placeRows(axes, shape, length)
  if (rows.twice !== undefined) throw refuseTwice(columns, dims, rows.twice)
  const others = Object.fromEntries(Object.entries(columns).filter(([name]) => !dims.includes(name)))
  const { coords: further, vars } = split(others, coords, (column) =>
    layOut(column, { dims, shape, rowAt: rows.rowAt }),
  )
  const sizes = Object.fromEntries(dims.map((dim, d) => [dim, shape[d] ?? 0]))
  const own = Object.fromEntries(axes.map(({ coord }, d) => [dims[d] ?? '', coord]))
  return { sizes, coords: { ...own, ...further }, vars, failures: [] }
}

/** Refuses names that are no columns, and names that are given twice. */
export function checkNames(option: string, names: readonly string[], columns: Columns): void {
  if (!Array.isArray(names)) throw wrongArgument(`\`${option}\` to be a list of names`, names)
  for (const [i, name] of names.entries()) {
    if (typeof name !== 'string' || !Object.hasOwn(columns, name))
      throw unknownName(`column in \`${option}\`:`, name, Object.keys(columns))
    if (names.indexOf(name) !== i) throw new TypeError(`\`${name}\` is twice in \`${option}\`.\nName it once.`)
  }
}

function split(
  columns: Columns,
  coordNames: readonly string[],
  make: (column: Variable) => Variable,
): { readonly coords: Record<string, Variable>; readonly vars: Record<string, Variable> } {
  const entries = Object.entries(columns).map(([name, column]) => [name, make(column)] as const)
  return {
    coords: Object.fromEntries(entries.filter(([name]) => coordNames.includes(name))),
    vars: Object.fromEntries(entries.filter(([name]) => !coordNames.includes(name))),
  }
}

interface Axis {
  readonly coord: Variable
  /** Position along the axis of each row. */
  readonly positions: Int32Array
}

/** The different values of a column in the order of first appearance. */
function axisOf(dim: string, columns: Columns): Axis {
  const column = columns[dim] as Variable
  const places = new Map<unknown, number>()
  const firstRows: number[] = []
  const positions = new Int32Array(lengthOf(column))
  const keyAt = keysOf(column)
  for (let i = 0; i < positions.length; i++) {
    if (isMissingAt(column, i)) {
      throw new TypeError(
        `Expected column \`${dim}\`, a dim, to have a value in every row, got none in row ${i}.\nLeave that row out with \`filter\`, or leave \`dims\` out.`,
      )
    }
    const key = keyAt(i)
    let place = places.get(key)
    if (place === undefined) {
      place = firstRows.push(i) - 1
      places.set(key, place)
    }
    positions[i] = place
  }
  return { positions, coord: { ...takeRows(column, { kind: 'list', indices: firstRows }), dims: [dim] } }
}

/** What tells the elements of a column apart: themselves, or both parts of a complex number. */
function keysOf({ dtype, values }: Variable): (i: number) => unknown {
  return dtype === 'complex128' ? (i) => `${values[2 * i]} ${values[2 * i + 1]}` : (i) => values[i]
}

interface Placing {
  /** The row of each point of the grid, -1 where there is none; `undefined` where rows lie in the grid's order. */
  readonly rowAt: Int32Array | undefined
  /** Two rows of one point. */
  readonly twice?: readonly [number, number]
}

function placeRows(axes: readonly Axis[], shape: readonly number[], length: number): Placing {
  const strides = stridesOf(shape)
  const rowAt = new Int32Array(sizeOf(shape)).fill(-1)
  let isInOrder = length === rowAt.length
  for (let i = 0; i < length; i++) {
    let at = 0
    for (let d = 0; d < axes.length; d++) at += (axes[d]?.positions[i] ?? 0) * (strides[d] ?? 0)
    const before = rowAt[at] as number
    if (before >= 0) return { rowAt, twice: [before, i] }
    rowAt[at] = i
    isInOrder &&= at === i
  }
  return { rowAt: isInOrder ? undefined : rowAt }
}

function layOut(
  column: Variable,
  {
    dims,
    shape,
    rowAt,
  }: { readonly dims: readonly string[]; readonly shape: readonly number[]; readonly rowAt: Int32Array | undefined },
): Variable {
  const { dtype, attrs } = column
  if (rowAt === undefined) return { ...column, dims, shape }
  const laid = newElements(dtype, rowAt.length)
  const copy = copierBetween(column, laid)
  for (let at = 0; at < rowAt.length; at++) {
    const row = rowAt[at] as number
    if (row >= 0) copy(row, at, 1)
  }
  return { dims, shape, dtype, attrs, ...settle(laid) }
}

function refuseTooLarge(dims: readonly string[], shape: readonly number[], length: number): void {
  const points = sizeOf(shape)
  if (points < MOST_POINTS) return
  throw new TypeError(
    `Expected \`dims\` to span a grid of fewer than 2^31 points, got ${dims.join(' × ')} = ${shape.join(' × ')} for ${length} rows.\n` +
      'Leave `dims` out: the rows then stay rows of one dim `case`.',
  )
}

function refuseTwice(columns: Columns, dims: readonly string[], [first, second]: readonly [number, number]): TypeError {
  const values = dims.map((dim) => {
    const column = columns[dim] as Variable
    const value = decodeAt(column, column, second)
    return `${dim} = ${typeof value === 'string' ? JSON.stringify(value) : value instanceof Date ? value.toISOString() : String(value)}`
  })
  return new TypeError(
    `Rows ${first} and ${second} both have ${values.join(', ')}.\nAdd a column to \`dims\` that tells them apart, such as the repetition, or leave \`dims\` out.`,
  )
}
