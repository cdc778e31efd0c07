import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { concat, type Dataset } from '../../../src/dataset/index.ts'
import { toDataset } from './expected.ts'
import { assertRecorded, assertVariable, operations } from './recorded-operations.ts'

describe('spread and order statistics', () => {
  const samples = toDataset(operations.samples)
  for (const { of, how, options, result } of operations.reductions) {
    const { q, dims, skipMissing, ddof } = options
    const text = JSON.stringify(options)
    it(`${how} of ${of} with ${text} is as in xarray`, () => {
      const array = samples.get(of)
      const over = dims ?? undefined
      const reduced =
        how === 'quantile' ? array.quantile(q, over, { skipMissing }) : array[how](over, { skipMissing, ddof })
      assertVariable(of, reduced.variable, result)
    })
  }
})

describe('merge', () => {
  for (const { title, old, new: next, overwrite, result } of operations.merges) {
    it(`of ${title} is as in xarray, kinds apart`, () => {
      const merged = toDataset(old).merge(toDataset(next), { overwrite: overwrite ?? undefined })
      assertRecorded(merged, result, [old, next])
    })
  }
})

describe('concat', () => {
  for (const { title, parts, dim, result } of operations.concats) {
    it(`of ${title} is as in xarray, kinds apart`, () => {
      const joined = typeof dim === 'string' ? concat(parts.map(toDataset), dim) : concat(parts.map(toDataset), dim)
      assertRecorded(joined as Dataset, result, parts)
    })
  }
})

describe('groupBy', () => {
  for (const { dataset, name, how, result } of operations.groups) {
    it(`${how} by ${name} of ${Object.keys(dataset.vars).join(', ')} is as in xarray`, () => {
      const groups = toDataset(dataset)
        .select(Object.keys(result.vars))
        .assignCoords({ [name]: toDataset(dataset).get(name) })
        .groupBy(name)
      const reduced = how === 'quantile' ? groups.quantile([0.25, 0.5]) : groups[how]()
      const turned = Object.entries(result.vars).map(([each, { dims }]) => [each, reduced.get(each).transpose(...dims)])
      assertRecorded(reduced.assign(Object.fromEntries(turned)), result, [dataset])
    })
  }
})

describe('reshaping', () => {
  for (const { method, dataset, arguments: given, result } of operations.shapes) {
    it(`${method}(${given.map((each) => JSON.stringify(each)).join(', ')}) is as in xarray`, () => {
      const ds = toDataset(dataset)
      const reshaped = (ds[method] as (...values: never[]) => Dataset)(...given)
      assertRecorded(reshaped, result, [])
    })
  }
})

describe('where', () => {
  for (const { title, dataset, condition, other, result } of operations.wheres) {
    it(`keeps what the condition of ${title} holds for, as in xarray, kinds apart`, () => {
      const holds = toDataset(condition)
        .get('holds')
        .map((value) => value === true)
      assertRecorded(toDataset(dataset).where(holds, other ?? undefined), result, [dataset])
    })
  }
})

describe('assign', () => {
  const number = Number as (value: unknown) => number
  const ways: Readonly<Record<string, (ds: Dataset) => Dataset>> = {
    'a variable of two others': (ds) =>
      ds.assign({ power: (d) => d.get('m').zipWith(d.get('n'), (m, n) => number(m) * number(n)) }),
    'a variable in place of one': (ds) => ds.assign({ m: (d) => d.get('m').map((m) => number(m) ** 2) }),
    'a variable over fewer dims': (ds) => ds.assign({ warm: (d) => d.get('T').map((T) => number(T) > 1.5) }),
    'a coordinate': (ds) => ds.assignCoords({ double: (d) => d.get('T').map((T) => number(T) * 2) }),
  }
  for (const { title, dataset, result } of operations.assigns) {
    it(`of ${title} is as in xarray`, () => {
      const way = ways[title]
      assert.ok(way, title)
      assertRecorded(way(toDataset(dataset)), result, [])
    })
  }
})

describe('toTable', () => {
  for (const { title, dataset, columns } of operations.tables) {
    it(`of ${title} has the rows of to_dataframe`, () => {
      const table = toDataset(dataset).toTable()
      assert.deepEqual(new Set(table.names), new Set(Object.keys(columns)))
      for (const [name, wanted] of Object.entries(columns)) {
        const source = dataset.vars[name] ?? dataset.coords[name]
        assertVariable(name, table.get(name).variable, wanted, [source?.dtype])
      }
    })
  }
})
