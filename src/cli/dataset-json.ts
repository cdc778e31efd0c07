import { DataArray, type Dataset, type Variable } from '../dataset/index.ts'

/** A dataset as plain data: what xarray calls `to_dict`, with `values` as arrays in arrays and `null` where one is missing. */
export function datasetJson(dataset: Dataset): Readonly<Record<string, unknown>> {
  return {
    dims: dataset.sizes,
    coords: mapValues(dataset.coords, variableJson),
    vars: mapValues(dataset.vars, variableJson),
    attrs: dataset.attrs,
    failures: dataset.failures,
  }
}

/** One variable with its coordinates as plain data. */
export function arrayJson(array: DataArray): Readonly<Record<string, unknown>> {
  return { name: array.name, ...variableJson(array.variable), coords: mapValues(array.coords, variableJson) }
}

/** JSON text; what JSON has no word for is written as text, as in lines of events. */
export function stringify(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'bigint' || (typeof item === 'number' && !Number.isFinite(item)) ? String(item) : item,
  )
}

function variableJson(variable: Variable): Readonly<Record<string, unknown>> {
  const { dims, shape, dtype, attrs } = variable
  return { dims, shape, dtype, attrs, values: new DataArray({ name: '', variable, coords: {} }).toArray() }
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
