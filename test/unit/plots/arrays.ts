import { DataArray, Dataset, type Variable, variableOf } from '../../../src/dataset/index.ts'

/** An array over the product of axes, its elements made by a function of their labels; `null` is missing. */
export function arrayOf<Dim extends string>(
  name: string,
  axes: Readonly<Record<Dim, readonly unknown[]>>,
  element: (point: Record<Dim, never>) => unknown,
): DataArray {
  const dims = Object.keys(axes) as Dim[]
  const shape = dims.map((dim) => axes[dim].length)
  const points = dims.reduce<Record<string, unknown>[]>(
    (all, dim) => all.flatMap((point) => axes[dim].map((value) => ({ ...point, [dim]: value }))),
    [{}],
  )
  const values = points.map((point) => element(point as Record<Dim, never>))
  const coords = Object.fromEntries(dims.map((dim) => [dim, variableOf(axes[dim], { dims: [dim] })]))
  return new DataArray({ name, variable: variableOf(values, { dims, shape }), coords })
}

/** Random cases: parameters and results along one dim. */
export function casesOf(
  coords: Readonly<Record<string, readonly unknown[]>>,
  vars: Readonly<Record<string, readonly unknown[]>>,
): Dataset {
  const along = (columns: Readonly<Record<string, readonly unknown[]>>): Record<string, Variable> =>
    Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, variableOf(list, { dims: ['case'] })]))
  const length = Object.values(vars)[0]!.length
  return new Dataset({ sizes: { case: length }, coords: along(coords), vars: along(vars), attrs: {}, failures: [] })
}

/** The rows of a figure. */
export function rowsOf({ spec }: { readonly spec: Readonly<Record<string, unknown>> }): readonly unknown[] {
  return (spec as { data: { values: readonly unknown[] } }).data.values
}
