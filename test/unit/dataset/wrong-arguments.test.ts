import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { concat, Dataset, Table, variableOf } from '../../../src/dataset/index.ts'

/** What somebody without a compiler may give. */
const junk: readonly unknown[] = [
  undefined,
  null,
  -1,
  Number.NaN,
  10n,
  '',
  'constructor',
  '__proto__',
  true,
  Symbol('s'),
  Object.create(null),
  {},
  [],
  [null],
  [Symbol('s')],
  [Object.create(null)],
  ['constructor'],
  new Map(),
  new Date(Number.NaN),
  new Float64Array(2),
  { x: null },
  { x: Object.create(null) },
  { x: [Symbol('s')] },
  { x: { from: Symbol('s') } },
  { x: { nearest: 1, tolerance: 'a' } },
  { x: { start: Symbol('s') } },
  { constructor: 1 },
  { q: null },
  { q: { variable: null } },
  { q: { dims: null, values: [1] } },
  { q: { dims: ['x'], values: null } },
  { variable: {} },
  { variable: variableOf([true, false], { dims: ['x'] }) },
]

/** What V8 says where nobody checked. */
const unchecked =
  /^Cannot (read|convert|destructure|mix|use)|is not (a function|iterable)|^Invalid|^Reduce of|Proxy|call stack|^undefined/

function sample(): Dataset {
  return new Dataset({
    sizes: { x: 2, y: 1 },
    coords: { x: variableOf([1, 2], { dims: ['x'] }), s: variableOf([5], { dims: [], shape: [] }) },
    vars: { m: variableOf([[1], [2.5]], { dims: ['x', 'y'] }), n: variableOf(['u', null], { dims: ['x'] }) },
    attrs: {},
    failures: [],
  })
}

/** The errors of calls with junk that no check of ours made. */
function uncheckedErrors(calls: Readonly<Record<string, (value: never) => unknown>>): string[] {
  return Object.entries(calls).flatMap(([name, call]) =>
    junk.flatMap((value) => {
      try {
        call(value as never)
        return []
      } catch (error) {
        const { message } = error as Error
        return error instanceof TypeError && !unchecked.test(message) ? [] : [`${name}: ${message}`]
      }
    }),
  )
}

/** Calls every method of an object with the value alone, and as the second argument. */
function methodCalls(
  make: () => object,
  methods: readonly string[],
  first: unknown,
): Record<string, (value: never) => unknown> {
  const calls = methods.flatMap((name) => {
    const call = (...given: readonly unknown[]): unknown => {
      const object = make() as Record<string, (...given: readonly unknown[]) => unknown>
      return String(object[name]?.(...given))
    }
    return [
      [name, (value: never) => call(value)],
      [`${name} after ${String(first)}`, (value: never) => call(first, value)],
    ] as const
  })
  return Object.fromEntries(calls)
}

describe('arguments of the wrong kind are refused by name', () => {
  const shared = ['sel', 'isel', 'dropSel', 'transpose', 'expandDims', 'rename', 'sortBy', 'assignCoords', 'where']
  const reductions = ['mean', 'sum', 'min', 'max', 'std', 'var', 'median', 'quantile', 'count', 'groupBy', 'equals']

  it('by a dataset', () => {
    const methods = [...shared, ...reductions, 'get', 'select', 'dropVars', 'assign', 'merge']
    for (const first of ['x', 0.5, sample()]) {
      assert.deepEqual(uncheckedErrors(methodCalls(sample, methods, first)), [])
    }
  })

  it('by an array', () => {
    const methods = [...shared, ...reductions, 'map', 'zipWith', 'fillMissing']
    for (const first of ['x', sample().get('m')]) {
      const make = (): object => sample().get('m')
      assert.deepEqual(uncheckedErrors(methodCalls(make, methods, first)), [])
    }
  })

  it('by a table', () => {
    const methods = ['get', 'as', 'select', 'filter', 'sortBy', 'slice', 'concat', 'toDataset', 'equals']
    const make = (): object => Table.fromRows([{ a: 1, b: null }])
    assert.deepEqual(uncheckedErrors(methodCalls(make, methods, 'a')), [])
  })

  it('where datasets and tables are made', () => {
    const parts = {
      sizes: sample().sizes,
      coords: sample().coords,
      vars: sample().vars,
      attrs: {},
      failures: [],
    }
    const made = uncheckedErrors({
      concat: (value) => concat(value, 'x'),
      'a dataset of concat': (value) => concat([value], 'x'),
      'the dim of concat': (value) => concat([sample()], value),
      'the labels of concat': (value) => concat([sample()], { dim: 'run', values: value }),
      'map of groups': (value) => sample().groupBy('x').map(value),
      'a group': (value) =>
        sample()
          .groupBy('x')
          .map(() => value),
      dataset: (value) => new Dataset(value),
      sizes: (value) => new Dataset({ ...parts, sizes: value }),
      coords: (value) => String(new Dataset({ ...parts, coords: value })),
      vars: (value) => String(new Dataset({ ...parts, vars: value })),
      attrs: (value) => String(new Dataset({ ...parts, attrs: value })),
      failures: (value) => String(new Dataset({ ...parts, failures: value })),
      rows: (value) => Dataset.fromRows(value),
      row: (value) => Dataset.fromRows([value]),
      dims: (value) => Dataset.fromRows([{ a: 1 }], { dims: value }),
      table: (value) => new Table(value),
      columns: (value) => String(new Table({ columns: value, attrs: {} })),
      lists: (value) => Table.fromColumns(value),
      list: (value) => Table.fromColumns({ q: value }),
    })
    assert.deepEqual(made, [])
  })

  it('with what was expected, what came and how to write it', () => {
    const said = (call: () => unknown): string => {
      try {
        return String(call())
      } catch (error) {
        return (error as Error).message
      }
    }
    const ds = sample()
    assert.deepEqual(
      [
        said(() => ds.merge({ a: 1 } as never)),
        said(() => ds.where(ds as never)),
        said(() => ds.std('x', { ddof: 'one' } as never)),
        said(() => ds.get('m').rename(null as never)),
        said(() => ds.expandDims('constructor').sizes.constructor),
        said(() => ds.sel({ x: { nearest: 1, tolerance: -1 } })),
        said(() => Dataset.fromRows({ a: 1 } as never)),
      ],
      [
        'Expected what `merge` gets to be a dataset, got `{"a":1}` (an object).',
        'Expected the condition of `where` to be an array, got a Dataset: give an array of booleans, or a function that makes one.',
        'Expected `ddof` to be a number from 0 up, got `"one"` (string).',
        "Expected the new names to be an object, got `null` (null): write { old: 'new' }.",
        '1',
        'Expected `tolerance` along `x` to be a number from 0 up, got `-1` (number).',
        'Expected rows to be a list of objects, got `{"a":1}` (an object): write [{ a: 1, b: 2 }].',
      ],
    )
  })
})
