import { type Attrs, type AttrValue, type Labels, type Variable, variableOf } from '../dataset/index.ts'
import { Sequence, type Space } from '../space/index.ts'
import type { ResolvedSweepOptions } from './options.ts'

/** Name of the dimension of explicit cases. */
export const CASE_DIM = 'case'

/** Longest text of a constant that is recorded as an attribute. */
const MAX_ATTR_TEXT = 10_000

/** How the results of this space become a dataset: its dims and coordinates, and what the options say of outputs. */
export function labelsOf(space: Space, options: ResolvedSweepOptions): Labels {
  const dims = space.axes.map(({ name, values }) => ({ name, size: values.length }))
  const coords: Record<string, Variable> = {}
  if (space.cases !== undefined) {
    dims.unshift({ name: CASE_DIM, size: space.cases.size })
    for (const name of space.cases.names)
      coords[name] = coordOf(name, { values: space.cases.columns[name] ?? [], dim: CASE_DIM, options })
  }
  for (const { name, values } of space.axes) coords[name] = coordOf(name, { values, dim: name, options })
  for (const [name, values] of Object.entries(options.coords)) {
    if (name in coords)
      throw new TypeError(`\`coords\` names \`${name}\`, which is an axis; it is for dims inside the outputs.`)
    coords[name] = coordOf(name, { values: [...values], dim: name, options })
  }
  return {
    dims,
    coords,
    innerDims: options.dims,
    varAttrs: options.varAttrs,
    attrs: { ...attrsOfConstants(options.constants), ...options.attrs },
  }
}

function coordOf(
  name: string,
  {
    values,
    dim,
    options,
  }: { values: Iterable<unknown> & { readonly length: number }; dim: string; options: ResolvedSweepOptions },
): Variable {
  const numbers = values instanceof Sequence ? values.toFloat64Array() : values
  const dtype = numbers instanceof Float64Array && areWhole(numbers) ? 'int64' : undefined
  const attrs = options.varAttrs[name] ?? {}
  if (dtype !== undefined) return { dims: [dim], shape: [values.length], attrs, dtype, values: numbers as Float64Array }
  return variableOf(numbers, { dims: [dim], attrs })
}

function areWhole(numbers: Float64Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isSafeInteger(numbers[i])) return false
  return true
}

function attrsOfConstants(constants: Readonly<Record<string, unknown>>): Attrs {
  const attrs: Record<string, AttrValue> = {}
  for (const [name, value] of Object.entries(constants)) {
    if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') attrs[name] = value
    else if (value !== undefined && typeof value !== 'function') attrs[name] = textOf(value)
  }
  return attrs
}

function textOf(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`
  const text = JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}` : item)) ?? String(value)
  return text.length > MAX_ATTR_TEXT ? `${text.slice(0, MAX_ATTR_TEXT)}…` : text
}
