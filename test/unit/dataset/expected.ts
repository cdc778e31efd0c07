import { readFileSync } from 'node:fs'
import { type Attrs, Dataset, type DType, type Variable, variableOf } from '../../../src/dataset/index.ts'

/** A variable as `record-expected.py` wrote it. */
export interface RecordedVariable {
  readonly dims: string[]
  readonly shape: number[]
  readonly dtype: DType
  readonly values: unknown[]
  readonly attrs: Attrs
}

export interface RecordedDataset {
  readonly sizes: Record<string, number>
  readonly coords: Record<string, RecordedVariable>
  readonly vars: Record<string, RecordedVariable>
  readonly attrs: Attrs
}

export interface Expected {
  readonly prints: { name: string; dataset: RecordedDataset; text: string; arrays: Record<string, string> }[]
  readonly reductions: {
    dataset: RecordedDataset
    cases: {
      of: string
      dims: string[] | null
      how: 'mean' | 'sum' | 'min' | 'max' | 'std' | 'count'
      skipMissing: boolean
      ddof: number
      result: RecordedVariable
    }[]
  }
  readonly selections: {
    dataset: RecordedDataset
    cases: {
      method: 'sel' | 'isel'
      selection: Record<string, never>
      result: RecordedDataset
      rows: Record<string, unknown>[]
    }[]
  }
}

/** What xarray said; see `record-expected.py`. */
export const expected = JSON.parse(readFileSync(findFixture('test/fixtures/dataset/expected.json'), 'utf8')) as Expected

export function toVariable({ dims, shape, dtype, values, attrs }: RecordedVariable): Variable {
  return variableOf(values.map(parseNumber), { dims, shape, dtype, attrs })
}

export function toDataset({ sizes, coords, vars, attrs }: RecordedDataset): Dataset {
  const all = (variables: Record<string, RecordedVariable>): Record<string, Variable> =>
    Object.fromEntries(Object.entries(variables).map(([name, each]) => [name, toVariable(each)]))
  return new Dataset({ sizes, coords: all(coords), vars: all(vars), attrs, failures: [] })
}

function parseNumber(value: unknown): unknown {
  if (value === 'inf') return Number.POSITIVE_INFINITY
  return value === '-inf' ? Number.NEGATIVE_INFINITY : value
}

/** The fixture from the sources or from `build/`, wherever this file runs. */
export function findFixture(path: string): URL {
  const here = import.meta.url
  return new URL(here.includes('/build/test/') ? `../../../../${path}` : `../../../${path}`, here)
}
