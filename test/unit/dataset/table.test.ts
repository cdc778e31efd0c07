import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Dataset, productVariable, Table, type Variable, variableOf } from '../../../src/dataset/index.ts'
import type { Failure } from '../../../src/errors/index.ts'
import { datasetArbitrary } from '../../contract/datasets.ts'
import { assertSame } from '../../contract/store.ts'

const runs = () =>
  Table.fromRows([
    { T: 2, L: 16, m: 0.5, note: 'b', ok: true, day: new Date(0) },
    { T: 1, L: 16, m: null, note: null, ok: null, day: null },
    { T: 1, L: 8, m: 1.5, note: 'a', ok: false, day: new Date(86_400_000) },
  ])

const value = fc.oneof(fc.double({ noNaN: true }), fc.constant(null))
const rowArbitrary = fc.record(
  {
    n: fc.oneof(fc.maxSafeInteger(), fc.constant(null)),
    x: value,
    s: fc.option(fc.string()),
    b: fc.option(fc.boolean()),
    d: fc.option(fc.date({ noInvalidDate: true })),
    o: fc.option(fc.record({ k: fc.integer() }, { noNullPrototype: true })),
  },
  { noNullPrototype: true },
)

describe('a table', () => {
  it('gives back the rows it was made of', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { minLength: 1 }), (rows) => {
        assert.deepEqual(
          Table.fromRows(rows).toRows(),
          rows.map((row) => ({ ...row })),
        )
      }),
    )
  })

  it('has the kinds of a dataset, also where values are missing', () => {
    const kinds = Object.entries<Variable>(runs().columns).map(([name, { dtype, missing }]) => [name, dtype, missing])
    const gap = Uint8Array.of(0, 1, 0)
    assert.deepEqual(kinds, [
      ['T', 'int64', undefined],
      ['L', 'int64', undefined],
      ['m', 'float64', undefined],
      ['note', 'string', gap],
      ['ok', 'bool', gap],
      ['day', 'datetime', undefined],
    ])
  })

  it('fills names that a row lacks', () => {
    assert.deepEqual(Table.fromRows<{ a?: number; b?: string }>([{ a: 1 }, { b: 'x' }]).toRows(), [
      { a: 1, b: null },
      { a: null, b: 'x' },
    ])
  })

  it('keeps typed arrays as they are, and gives columns as lists of values', () => {
    const x = Float64Array.of(1.5, 2.5)
    const table = Table.fromColumns({ x, id: ['a', 'b'], n: new Set([1, 2]) })
    assert.equal(table.columns.x.values, x)
    assert.deepEqual(table.toColumns(), { x: [1.5, 2.5], id: ['a', 'b'], n: [1, 2] })
    assert.deepEqual(runs().toColumns().m, [0.5, null, 1.5])
    assert.deepEqual(runs().toColumns().ok, [true, null, false])
  })

  it('selects, filters, sorts, slices and appends', () => {
    const table = runs()
    assert.deepEqual(table.select(['note', 'T']).toRows()[0], { note: 'b', T: 2 })
    assert.deepEqual(
      table
        .filter(({ T }) => T === 1)
        .get('L')
        .toArray(),
      [16, 8],
    )
    assert.deepEqual(table.sortBy('m').get('m').toArray(), [0.5, 1.5, null])
    assert.deepEqual(table.sortBy('m', { descending: true }).get('m').toArray(), [1.5, 0.5, null])
    assert.deepEqual(table.sortBy(['T', 'L']).get('note').toArray(), ['a', null, 'b'])
    assert.deepEqual(table.slice(-2).get('L').toArray(), [16, 8])
    assert.deepEqual(table.slice(1, -1).toRows(), [table.toRows()[1]])
    assert.deepEqual(table.concat(table.slice(0, 1)).get('note').toArray(), ['b', null, 'a', 'b'])
    assert.equal(table.get('m').mean().item(), 1)
  })

  it('appends the rows of others as Array.concat does, and slices as Array.slice does', () => {
    const rows = fc.array(rowArbitrary, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (a, b, from, to) => {
        const both = Table.fromRows(a).concat(Table.fromRows(b))
        assert.deepEqual(
          both.toRows(),
          [...a, ...b].map((row) => ({ ...row })),
        )
        assert.deepEqual(both.slice(from, to).toRows(), both.toRows().slice(from, to))
      }),
    )
  })

  it('makes one kind of integers and floats when appending, and refuses what no kind holds', () => {
    const float = Table.fromColumns({ a: [0.5] })
    const whole = Table.fromColumns({ a: [1] })
    assert.equal(whole.concat(float).columns.a.dtype, 'float64')
    assert.equal(whole.concat(Table.fromColumns({ a: Int8Array.of(1) })).columns.a.dtype, 'int64')
    assert.equal(Table.fromColumns({ a: [null] }).concat(Table.fromColumns({ a: ['x'] })).columns.a.dtype, 'string')
    assert.throws(() => whole.concat(Table.fromColumns({ a: ['x'] }) as never), {
      name: 'TypeError',
      message: 'Column `a` is int64 and string: no kind holds both.\nConvert one of the tables first.',
    })
    assert.throws(() => whole.concat(Table.fromColumns({ b: [1] }) as never), {
      name: 'TypeError',
      message:
        'Table 1 of those to append has no column `a` and has `b`, which the first one has not.\nUse `select` to give both the same columns.',
    })
  })

  it('prints names, kinds and rows', () => {
    assert.equal(
      String(runs()),
      [
        '<windrow.Table (3 rows × 6 columns)>',
        '       T      L        m  note       ok         day',
        '   int64  int64  float64  string   bool    datetime',
        '0      2     16      0.5  b        True  1970-01-01',
        '1      1     16      nan  <NA>     <NA>         NaT',
        '2      1      8      1.5  a       False  1970-01-02',
      ].join('\n'),
    )
    const long = Table.fromColumns({
      i: Array.from({ length: 100 }, (_, i) => i),
      text: Array(100).fill('x'.repeat(90)),
    })
    const lines = String(long).split('\n')
    assert.equal(lines.length, 14)
    assert.equal(lines[8], ' …      …  …')
    assert.equal(lines[13], `99     99  ${'x'.repeat(29)}…`)
    const wide = Table.fromColumns(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`column${i}`, [i]])))
    assert.ok(
      String(wide)
        .split('\n')
        .every((line) => line.length <= 100),
    )
    assert.equal(
      String(wide).split('\n').at(-1),
      '… and 22 columns: column8, column9, column10, column11, column12, column13, column14, column15, …',
    )
    assert.equal(String(Table.fromRows([])), '<windrow.Table (0 rows × 0 columns)>')
  })

  it('has the types that are checked once', () => {
    const open = runs() as unknown as Table
    assert.deepEqual(open.as({ L: 'number', note: 'string | null' }).names, ['L', 'note'])
    assert.deepEqual(Table.fromColumns({ a: [null, null] }).as({ a: 'string | null' }).names, ['a'])
    const refusals: readonly (readonly [() => unknown, string])[] = [
      [() => open.as({ TT: 'number' }), 'Unknown column `TT`. Did you mean `T`?'],
      [() => open.as({ T: 'string' }), 'Expected column `T` to hold `string`, got int64.'],
      [
        () => open.as({ ok: 'boolean' }),
        "Expected column `ok` to have a value in every row, got none in row 1.\nWrite `'boolean | null'`, or leave such rows out with `filter`.",
      ],
      [() => open.as({ T: 'numbr' as 'number' }), 'Unknown type of `T`: `numbr`. Did you mean `number`?'],
    ]
    for (const [act, message] of refusals) assert.throws(act, { name: 'TypeError', message })
  })

  it('refuses wrong use at once', () => {
    const refusals: readonly (readonly [() => unknown, string])[] = [
      [() => runs().get('notes' as never), 'Unknown column `notes`. Did you mean `note`?'],
      [() => runs().select(['T', 'T']), '`T` is twice in `names`.\nName it once.'],
      [
        () => Table.fromRows([1] as never),
        'Expected row 0 to be an object of names and values, got `1` (number).\nWrite it as `{ a: 1, b: 2 }`.',
      ],
      [
        () => Table.fromColumns({ a: 1 } as never),
        'Expected column `a` to be a list, got `1` (number).\nWrite one value for each row: `{ a: [1, 2] }`.',
      ],
      [
        () => Table.fromColumns({ a: [1], b: [1, 2] }),
        'Expected columns of one length, got 1 values for `a` and 2 for `b`.',
      ],
      [
        () => Table.fromRows([JSON.parse('{"__proto__": 1}')]),
        'A column is named `__proto__`, which no object can safely hold.\nUse another name.',
      ],
    ]
    for (const [act, message] of refusals) assert.throws(act, { name: 'TypeError', message })
  })
})

describe('a dataset and its table', () => {
  it('have the same rows', () => {
    fc.assert(
      fc.property(datasetArbitrary, (ds) => {
        assert.deepEqual(ds.toTable().toRows(), ds.toRows())
      }),
      { numRuns: 40 },
    )
  })

  it('are the same data: each variable is found again in its column', () => {
    fc.assert(
      fc.property(datasetArbitrary, (ds) => {
        const { columns } = ds.toTable()
        const again = (variables: Dataset['vars']): Record<string, Variable> =>
          Object.fromEntries(
            Object.entries(variables).map(([name, { dims }]) => [
              name,
              productVariable(columns[name]!, { sizes: ds.sizes, dims }),
            ]),
          )
        assertSame(new Dataset({ ...ds, coords: again(ds.coords), vars: again(ds.vars) }), ds)
      }),
      { numRuns: 40 },
    )
  })

  it('come back from each other over any grid, with their kinds', () => {
    const axis = (name: string) =>
      fc
        .uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 5 })
        .map((list) => variableOf(list, { dims: [name] }))
    const cell = fc.oneof(fc.integer(), fc.constant(null))
    fc.assert(
      fc.property(axis('b'), axis('a'), fc.array(cell, { minLength: 25, maxLength: 25 }), (b, a, cells) => {
        const shape = [b.shape[0]!, a.shape[0]!]
        const v = variableOf(cells.slice(0, shape[0]! * shape[1]!), { dims: ['b', 'a'], shape, dtype: 'int64' })
        const ds = new Dataset({
          sizes: { b: shape[0]!, a: shape[1]! },
          coords: { b, a },
          vars: { v },
          attrs: {},
          failures: [],
        })
        assertSame(ds.toTable().toDataset({ dims: ['b', 'a'] }), ds)
        const rows = ds.toRows() as { b: number; a: number; v: number }[]
        assert.equal(Dataset.fromRows(rows, { dims: ['b', 'a'] }).equals(ds), true)
      }),
    )
  })

  it('share memory where a variable is over all dims in order', () => {
    const v = variableOf([1, 2, 3, 4], { dims: ['a', 'b'], shape: [2, 2] })
    const a = variableOf([5, 6], { dims: ['a'] })
    const b = variableOf([7, 8], { dims: ['b'] })
    const ds = new Dataset({ sizes: { a: 2, b: 2 }, coords: { a, b }, vars: { v }, attrs: {}, failures: [] })
    const table = ds.toTable()
    assert.equal(table.columns.v?.values, v.values)
    assert.equal(table.toDataset({ dims: ['a', 'b'] }).vars.v?.values, v.values)
    assert.deepEqual(ds.get('v').toTable().toRows(), ds.get('v').toRows())
  })

  it('are one row a case for cases that fill no grid', () => {
    const ds = runs().toDataset({ coords: ['T', 'L'] })
    assert.deepEqual(ds.sizes, { case: 3 })
    assert.deepEqual(Object.keys(ds.coords), ['T', 'L'])
    assert.deepEqual(ds.toTable().toRows(), runs().toRows())
    assert.deepEqual(Object.keys(runs().toDataset().vars), ['T', 'L', 'm', 'note', 'ok', 'day'])
  })

  it('miss the combinations that no row has, and keep their kinds', () => {
    const ds = runs().toDataset({ dims: ['T', 'L'] })
    assert.deepEqual(ds.get('T').values, Float64Array.of(2, 1))
    assert.deepEqual(ds.get('note').toArray(), [
      ['b', null],
      [null, 'a'],
    ])
    assert.deepEqual(ds.get('ok').toArray(), [
      [true, null],
      [null, false],
    ])
    assert.deepEqual(ds.get('m').dtype, 'float64')
    assert.deepEqual(
      runs()
        .toDataset({ dims: ['T', 'L'], coords: ['day'] })
        .get('day').dims,
      ['T', 'L'],
    )
  })

  it('refuse rows that share a place, have none, or would need too large a grid', () => {
    const refusals: readonly (readonly [() => unknown, string])[] = [
      [
        () => runs().toDataset({ dims: ['T'] }),
        'Rows 1 and 2 both have T = 1.\nAdd a column to `dims` that tells them apart, such as the repetition, or leave `dims` out.',
      ],
      [
        () =>
          Dataset.fromRows(
            [
              { s: 'x', d: new Date(0) },
              { s: 'x', d: new Date(0) },
            ],
            { dims: ['s', 'd'] },
          ),
        'Rows 0 and 1 both have s = "x", d = 1970-01-01T00:00:00.000Z.\nAdd a column to `dims` that tells them apart, such as the repetition, or leave `dims` out.',
      ],
      [
        () => runs().toDataset({ dims: ['note'] }),
        'Expected column `note`, a dim, to have a value in every row, got none in row 1.\nLeave that row out with `filter`, or leave `dims` out.',
      ],
      [() => runs().toDataset({ dims: ['Tt' as never] }), 'Unknown column in `dims`: `Tt`. Did you mean `T`?'],
    ]
    for (const [act, message] of refusals) assert.throws(act, { name: 'TypeError', message })
    const n = 50_000
    const random = Table.fromColumns({
      x: Float64Array.from({ length: n }, (_, i) => i / 7),
      y: Float64Array.from({ length: n }, (_, i) => i / 3),
    })
    assert.throws(() => random.toDataset({ dims: ['x', 'y'] }), {
      name: 'TypeError',
      message:
        'Expected `dims` to span a grid of fewer than 2^31 points, got x × y = 50000 × 50000 for 50000 rows.\nLeave `dims` out: the rows then stay rows of one dim `case`.',
    })
  })

  it('have a table of failures', () => {
    const failure: Failure = {
      index: 3,
      point: { T: 2, host: 'node' },
      attempts: 2,
      workerLosses: 0,
      error: { name: 'RangeError', message: 'no root' },
      host: 'here',
      durationMs: 12,
    }
    const failures = [failure, { ...failure, index: 4, point: { T: 3 }, durationMs: 0 }]
    const ds = new Dataset({ sizes: {}, coords: {}, vars: {}, attrs: {}, failures })
    const common = { attempts: 2, workerLosses: 0, error: 'RangeError', message: 'no root', host: 'here' }
    assert.deepEqual(ds.failuresTable().toRows(), [
      { index: 3, T: 2, point_host: 'node', ...common, durationMs: 12 },
      { index: 4, T: 3, point_host: null, ...common, durationMs: null },
    ])
    assert.equal(new Dataset({ ...ds, failures: [] }).failuresTable().length, 0)
  })
})
