import { copierBetween, newElements, settle } from '../../element/copy.ts'
import { sizeOf, stridesOf } from '../../element/dtype.ts'
import type { Elements, Variable } from '../../variable.ts'
import { columnOf } from '../column.ts'

/**
 * Columns with one row for each point of the product of the dims, the last dim varying fastest; variables over fewer dims
 * repeat. A variable over all dims in their order shares its memory with the column.
 */
export function productColumns(
  sizes: Readonly<Record<string, number>>,
  variables: Readonly<Record<string, Variable>>,
): Record<string, Variable> {
  const dims = Object.keys(sizes)
  const lengths = Object.values(sizes)
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => {
      const elements: Elements = { values: variable.values, missing: variable.missing }
      const isWhole = dims.length === variable.dims.length && dims.every((dim, d) => dim === variable.dims[d])
      return [name, columnOf(variable, isWhole ? elements : repeat(variable, elements, { dims, lengths }))]
    }),
  )
}

/** The reverse of `productColumns` for one column: the variable over `dims` that it repeats. */
export function productVariable(
  column: Variable,
  { sizes, dims }: { readonly sizes: Readonly<Record<string, number>>; readonly dims: readonly string[] },
): Variable {
  const all = Object.keys(sizes)
  const shape = dims.map((dim) => sizes[dim] ?? 0)
  const isWhole = all.length === dims.length && all.every((dim, d) => dim === dims[d])
  if (isWhole) return { ...column, dims, shape }
  const strides = stridesOf(Object.values(sizes))
  const walk = { lengths: shape, strides: dims.map((dim) => strides[all.indexOf(dim)] ?? 0) }
  return { ...columnOf(column, walkThrough(column, column, walk)), dims, shape }
}

interface Product {
  readonly dims: readonly string[]
  readonly lengths: readonly number[]
}

function repeat(variable: Variable, elements: Elements, { dims, lengths }: Product): Elements {
  const own = stridesOf(variable.shape)
  return walkThrough(variable, elements, {
    lengths,
    strides: dims.map((dim) => own[variable.dims.indexOf(dim)] ?? 0),
  })
}

interface Walk {
  readonly lengths: readonly number[]
  readonly strides: readonly number[]
}

/** The elements at the places of a walk, in row-major order: along the last dim a copy, along the others by counting. */
function walkThrough({ dtype }: Variable, { values, missing }: Elements, { lengths, strides }: Walk): Elements {
  const size = sizeOf(lengths)
  const target = newElements(dtype, size)
  const copy = copierBetween({ dtype, values, missing }, target)
  const rank = lengths.length
  const inner = lengths[rank - 1] ?? 1
  const step = strides[rank - 1] ?? 0
  const place = new Array<number>(rank).fill(0)
  let offset = 0
  for (let at = 0; at < size; at += inner) {
    copy(offset, at, inner, step)
    let d = rank - 2
    while (d >= 0 && (place[d] as number) + 1 === lengths[d]) {
      offset -= (place[d] as number) * (strides[d] as number)
      place[d--] = 0
    }
    if (d < 0) break
    place[d] = (place[d] as number) + 1
    offset += strides[d] as number
  }
  return settle(target)
}
