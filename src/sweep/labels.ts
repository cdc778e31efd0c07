import { type Attrs, type AttrValue, type Labels, lazyVariable, type Variable, variableOf } from '../dataset/index.ts'
import { Sequence } from '../space/index.ts'
import type { ResolvedSweepOptions } from './options.ts'
import type { SweepPlan } from './plan-sweep.ts'

/** Name of the dimension of explicit cases. */
export const CASE_DIM = 'case'

/** Longest text of a constant that is recorded as an attribute. */
const MAX_ATTR_TEXT = 10_000

/** How the results of this space become a dataset: its dims and coordinates, and what the options say of outputs. */
export function labelsOf({ space, options, grid }: SweepPlan): Labels {
  const axes = [...(grid?.axes ?? []), ...space.axes]
  const dims = axes.map(({ name, values }) => ({ name, size: values.length }))
  const coords: Record<string, Variable> = {}
  if (space.cases !== undefined && grid === undefined) {
    dims.unshift({ name: CASE_DIM, size: space.cases.size })
    for (const name of space.cases.names)
      coords[name] = coordOf(name, { values: space.cases.columns[name] ?? [], dim: CASE_DIM, options })
  }
  for (const { name, values } of axes) coords[name] = coordOf(name, { values, dim: name, options })
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
  const attrs = options.varAttrs[name] ?? {}
  if (values instanceof Sequence) return sequenceCoord(values, { dims: [dim], attrs })
  if (values instanceof Float64Array && areWhole(values)) {
    return { dims: [dim], shape: [values.length], attrs, dtype: 'int64', values }
  }
  return variableOf(values, { dims: [dim], attrs })
}

/** Values of a sequence are computed when they are looked at: there may be millions of them. */
function sequenceCoord(sequence: Sequence, { dims, attrs }: { dims: readonly string[]; attrs: Attrs }): Variable {
  const { description, length } = sequence
  const isWhole =
    description.kind === 'range' && Number.isInteger(description.start) && Number.isInteger(description.step)
  return lazyVariable({
    dims,
    shape: [length],
    dtype: isWhole ? 'int64' : 'float64',
    attrs,
    read: () => ({ values: sequence.toFloat64Array() }),
    readSlab: ([start = 0], [count = 0]) => ({
      values: Float64Array.from({ length: count }, (_, i) => sequence.at(start + i) ?? Number.NaN),
    }),
  })
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
