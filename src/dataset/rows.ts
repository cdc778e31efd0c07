import { decodeAt } from './element/decode.ts'
import { stridesOf } from './element/dtype.ts'
import type { Elements, Variable } from './variable.ts'

/** One object for each point of the product of the dims, the last dim varying fastest; variables over fewer dims repeat. */
export function rowsOf(
  sizes: Readonly<Record<string, number>>,
  variables: Readonly<Record<string, Variable>>,
): Record<string, unknown>[] {
  const lengths = Object.values(sizes)
  const columns = Object.entries(variables).map(([name, variable]) => columnOf(name, variable, Object.keys(sizes)))
  const rows: Record<string, unknown>[] = []
  if (lengths.includes(0)) return rows
  const place = new Array<number>(lengths.length).fill(0)
  for (;;) {
    rows.push(rowOf(columns, place))
    let d = lengths.length - 1
    while (d >= 0 && (place[d] ?? 0) + 1 === lengths[d]) place[d--] = 0
    if (d < 0) return rows
    place[d] = (place[d] ?? 0) + 1
  }
}

/** The elements as arrays in arrays, one level a dim. */
export function nestedOf(variable: Variable): unknown {
  const { shape } = variable
  const elements = touch(variable)
  const strides = stridesOf(shape)
  const visit = (axis: number, first: number): unknown => {
    if (axis === shape.length) return decodeAt(variable, elements, first)
    const stride = strides[axis] ?? 1
    return Array.from({ length: shape[axis] ?? 0 }, (_, i) => visit(axis + 1, first + i * stride))
  }
  return visit(0, 0)
}

interface RowColumn {
  readonly name: string
  readonly variable: Variable
  readonly elements: Elements
  /** Step for a step along each dim of the rows; 0 for dims it does not have. */
  readonly strides: readonly number[]
}

function columnOf(name: string, variable: Variable, dims: readonly string[]): RowColumn {
  const own = stridesOf(variable.shape)
  const strides = dims.map((dim) => own[variable.dims.indexOf(dim)] ?? 0)
  return { name, variable, elements: touch(variable), strides }
}

/** The elements without the getters of a lazy variable. */
function touch({ values, missing }: Variable): Elements {
  return { values, missing }
}

function rowOf(columns: readonly RowColumn[], place: readonly number[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const { name, variable, elements, strides } of columns) {
    let offset = 0
    for (let d = 0; d < place.length; d++) offset += (place[d] as number) * (strides[d] as number)
    row[name] = decodeAt(variable, elements, offset)
  }
  return row
}

/** Adds the position along each dim that no coordinate lies over, so that rows tell their places. */
export function withPositions(
  sizes: Readonly<Record<string, number>>,
  coords: Readonly<Record<string, Variable>>,
): Record<string, Variable> {
  const described = new Set(Object.values(coords).flatMap(({ dims }) => dims))
  const positions = Object.entries(sizes).flatMap(([dim, length]) => {
    if (described.has(dim)) return []
    const values = Float64Array.from({ length }, (_, i) => i)
    return [[dim, { dims: [dim], shape: [length], dtype: 'int64', attrs: {}, values } satisfies Variable] as const]
  })
  return { ...Object.fromEntries(positions), ...coords }
}
