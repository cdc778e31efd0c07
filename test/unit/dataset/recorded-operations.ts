import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Dataset, Variable } from '../../../src/dataset/index.ts'
import { DataArray } from '../../../src/dataset/index.ts'
import { findFixture, type RecordedDataset, type RecordedVariable } from './expected.ts'

/** What `record-operations.py` wrote. */
export interface Operations {
  readonly versions: Record<string, string>
  readonly samples: RecordedDataset
  readonly reductions: {
    of: string
    how: 'var' | 'median' | 'quantile'
    options: { q: number | number[]; dims: string[] | null; skipMissing: boolean; ddof: number }
    result: RecordedVariable
  }[]
  readonly merges: {
    title: string
    old: RecordedDataset
    new: RecordedDataset
    overwrite: boolean | null
    result: RecordedDataset
  }[]
  readonly concats: {
    title: string
    parts: RecordedDataset[]
    dim: string | { dim: string; values: string[] }
    result: RecordedDataset
  }[]
  readonly groups: {
    dataset: RecordedDataset
    name: string
    how: GroupReduction | 'quantile'
    result: RecordedDataset
  }[]
  readonly shapes: {
    method: 'transpose' | 'expandDims' | 'rename' | 'dropSel' | 'sortBy' | 'select' | 'dropVars'
    dataset: RecordedDataset
    arguments: never[]
    result: RecordedDataset
  }[]
  readonly wheres: {
    title: string
    dataset: RecordedDataset
    condition: RecordedDataset
    other: number | null
    result: RecordedDataset
  }[]
  readonly assigns: { title: string; dataset: RecordedDataset; result: RecordedDataset }[]
  readonly tables: { title: string; dataset: RecordedDataset; columns: Record<string, RecordedVariable> }[]
}

export type GroupReduction = 'mean' | 'sum' | 'min' | 'max' | 'std' | 'var' | 'median' | 'count'

/** What xarray's operations gave. */
export const operations = JSON.parse(
  readFileSync(findFixture('test/fixtures/dataset/operations.json'), 'utf8'),
) as Operations

/** Fails unless the dataset is what xarray gave; where xarray had to cast, the kind must be that of `sources`. */
export function assertRecorded(actual: Dataset, wanted: RecordedDataset, sources: readonly RecordedDataset[]): void {
  assert.deepEqual(new Map(Object.entries(actual.sizes)), new Map(Object.entries(wanted.sizes)))
  for (const part of ['coords', 'vars'] as const) {
    assert.deepEqual(new Set(Object.keys(actual[part])), new Set(Object.keys(wanted[part])))
    for (const [name, expected] of Object.entries(wanted[part])) {
      const kinds = sources.map((source) => (source.vars[name] ?? source.coords[name])?.dtype)
      assertVariable(name, actual[part][name] as Variable, expected, kinds)
    }
  }
}

export function assertVariable(
  name: string,
  actual: Variable,
  wanted: RecordedVariable,
  kinds: readonly (string | undefined)[] = [],
): void {
  assert.deepEqual([name, actual.dims, actual.shape], [name, wanted.dims, wanted.shape])
  assert.ok([wanted.dtype, ...kinds].includes(actual.dtype), `${name} is ${actual.dtype}, not ${wanted.dtype}`)
  const values = new DataArray({ name, variable: actual, coords: {} }).toArray()
  const flat = actual.dims.length === 0 ? [values] : (values as unknown[]).flat(actual.dims.length - 1)
  assert.equal(flat.length, wanted.values.length, name)
  const error = [wanted.dtype, ...kinds].includes('float32') ? 1e-5 : 1e-9
  for (const [i, expected] of wanted.values.entries())
    assertElement(`${name}[${i}]`, flat[i], { wanted: expected, error })
}

function assertElement(place: string, actual: unknown, { wanted, error }: { wanted: unknown; error: number }): void {
  // where something is missing xarray makes numbers of booleans
  const isNumber = typeof actual === 'boolean' && typeof wanted === 'number'
  const value = actual instanceof Date ? actual.getTime() : isNumber ? Number(actual) : actual
  const number = wanted === 'inf' ? Number.POSITIVE_INFINITY : wanted === '-inf' ? Number.NEGATIVE_INFINITY : wanted
  if (typeof value !== 'number' || typeof number !== 'number' || value === number) assert.equal(value, number, place)
  else assert.ok(Math.abs(value - number) <= error * Math.abs(number) + 1e-14, `${place} is ${value}, not ${number}`)
}
