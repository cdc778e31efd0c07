import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DataArray, Dataset, type IndexSelector, type Variable, variableOf } from '../../../src/dataset/index.ts'
import { expected, toDataset } from './expected.ts'

describe('selecting', () => {
  const { dataset, cases } = expected.selections
  const ds = toDataset(dataset)

  for (const { method, selection, result, rows } of cases) {
    it(`${method}(${JSON.stringify(selection)}) gives what xarray gives`, () => {
      const selected = ds[method](selection)
      assert.ok(selected.equals(toDataset(result)), String(selected))
      assert.deepEqual(selected.sizes, result.sizes)
      const byText = (list: readonly object[]): string[] =>
        list.map((row) => JSON.stringify(Object.entries(row).sort())).sort()
      assert.deepEqual(byText(selected.toRows()), byText(rows))
    })
  }

  it('of one array carries its coordinates along', () => {
    const e = ds.get('e').sel({ T: 2, L: [8, 64] })
    assert.deepEqual(e.dims, ['L'])
    assert.deepEqual(e.toRows(), [
      { T: 2, L: 8, beta: 0.5, e: 15 },
      { T: 2, L: 64, beta: 0.5, e: 12 },
    ])
  })

  const refused: [string, () => unknown, string][] = [
    [
      'a number that is not there',
      () => ds.sel({ T: 1.2 }),
      '`T` has no value 1.2 (number). The nearest are 1 and 1.5; `{ nearest: 1.2 }` takes the nearest.',
    ],
    [
      'a string for a number',
      () => ds.sel({ T: '1.5' }),
      "`T` has no value '1.5' (string). The nearest are 0.5 and 1 and 1.5.",
    ],
    [
      'one of a list',
      () => ds.sel({ L: [8, 9] }),
      '`L` has no value 9 (number). The nearest are 8 and 16; `{ nearest: 9 }` takes the nearest.',
    ],
    [
      'a string that is not there',
      () => ds.sel({ m: 'z' }),
      "`m` has no value 'z' (string). The nearest are 'a' and 'b' and 'c'.",
    ],
    ['null', () => ds.sel({ T: null as never }), '`T` has no value null (null). The nearest are 0.5 and 1 and 1.5.'],
    ['an unknown coordinate', () => ds.sel({ bta: 1 }), 'Unknown coordinate `bta`. Did you mean `beta`?'],
    [
      'what is too far',
      () => ds.sel({ T: { nearest: 9, tolerance: 1 } }),
      '`T` has no value within 1 of 9. The nearest are 2.5 and 2.',
    ],
    [
      'the nearest string',
      () => ds.sel({ m: { nearest: 'b' } }),
      '`nearest` along `m` takes numbers, bigints or dates on such a coordinate, got `"b"` (string).',
    ],
    [
      'an interval upside down',
      () => ds.sel({ T: { from: 2, to: 1 } }),
      'Expected `from` of the interval along `T` not to be above `to`, got 2 and 1.',
    ],
    [
      'an interval of another kind',
      () => ds.sel({ T: { from: 'a' } }),
      'Expected an end of the interval along `T` to be a number, got `"a"` (string).',
    ],
    [
      'an unknown part',
      () => ds.sel({ T: { form: 1 } as never }),
      'Unknown part of a selection along `T`: `form`. Did you mean `from`?',
    ],
    [
      'a dim that is selected already',
      () => ds.sel({ T: 1 }).sel({ T: 1 }),
      'Cannot select along `T`: it is a single value here, 1.',
    ],
    [
      'a position outside',
      () => ds.isel({ T: 5 }),
      'Expected a position along `T`, which has 5, got `5` (use -5 to 4).',
    ],
    [
      'half a position',
      () => ds.isel({ T: [0, 0.5] }),
      'Expected a position along `T`, which has 5, got `0.5` (use -5 to 4).',
    ],
    ['an unknown dim', () => ds.isel({ x: 0 }), 'Unknown dim `x`. There are `T`, `L`, `m`.'],
    ['a step of 0', () => ds.isel({ T: { step: 0 } }), 'Expected `step` of the slice along `T` to be other than 0.'],
    [
      'an unknown part of a slice',
      () => ds.isel({ T: { end: 1 } as never }),
      'Unknown part of a slice along `T`: `end`. There are `start`, `stop`, `step`.',
    ],
    ['an unknown variable', () => ds.get('ee'), 'Unknown variable `ee`. Did you mean `e`?'],
  ]
  for (const [what, run, message] of refused) {
    it(`refuses ${what}, and says what there is`, () => assert.throws(run, new TypeError(message)))
  }

  it('refuses to select by value where a dim has no coordinate', () => {
    const bare = new Dataset({
      sizes: { x: 1 },
      coords: {},
      vars: { v: variableOf([1], { dims: ['x'] }) },
      attrs: {},
      failures: [],
    })
    assert.throws(
      () => bare.sel({ x: 0 }),
      new TypeError('Dim `x` has no coordinate to select by. Use `isel({ x: … })` with positions.'),
    )
  })

  it('takes booleans and dates', () => {
    const when = [new Date('2026-01-01'), new Date('2026-01-02'), new Date('2026-01-03T12:00:00Z')]
    const v = line([1, 2, 3], variableOf(when, { dims: ['x'] }))
    assert.equal(v.sel({ x: new Date('2026-01-02') }).item(), 2)
    assert.deepEqual(v.sel({ x: { from: when[1] } }).toArray(), [2, 3])
    assert.equal(v.sel({ x: { nearest: new Date('2026-01-03') } }).item(), 3)
    assert.throws(
      () => v.sel({ x: new Date('2026-01-03') }),
      /has no value 2026-01-03T00:00:00.000Z \(date\). The nearest are 2026-01-03T12/,
    )
    const flags = line([1, 2], variableOf([false, true], { dims: ['x'] }))
    assert.equal(flags.sel({ x: true }).item(), 2)
    assert.deepEqual(flags.sel({ x: [true, false] }).toArray(), [2, 1])
  })

  it('takes objects and arrays by their content', () => {
    const layers = [
      { kind: 'relu', size: [16, 16] },
      { kind: 'tanh', size: [8] },
    ]
    const v = line([1, 2], variableOf(layers, { dims: ['x'] }))
    assert.equal(v.sel({ x: { size: [8], kind: 'tanh' } as never }).item(), 2)
    assert.deepEqual(v.isel({ x: 0 }).toRows(), [{ x: { kind: 'relu', size: [16, 16] }, v: 1 }])
    const lists = line([1, 2], variableOf([[16], [16, 8]], { dims: ['x'] }))
    assert.equal(lists.sel({ x: [16, 8] }).item(), 2)
    assert.throws(
      () => v.sel({ x: { kind: 'no' } as never }),
      /`x` has no value {"kind":"no"} \(object\). The nearest are {"kind":"relu"/,
    )
  })

  it('of rows by their parameters keeps the rows, and combines parameters', () => {
    const ds = new Dataset({
      sizes: { case: 4 },
      coords: {
        a: variableOf([1, 1, 2, 2], { dims: ['case'] }),
        b: variableOf(['u', 'v', 'u', 'v'], { dims: ['case'] }),
      },
      vars: { y: variableOf([1, 2, 3, 4], { dims: ['case'] }) },
      attrs: {},
      failures: [],
    })
    assert.deepEqual(ds.sel({ a: 1 }).toRows(), [
      { a: 1, b: 'u', y: 1 },
      { a: 1, b: 'v', y: 2 },
    ])
    assert.deepEqual(ds.sel({ a: 2, b: 'v' }).toRows(), [{ a: 2, b: 'v', y: 4 }])
    assert.deepEqual(
      ds
        .sel({ b: ['v', 'u'], a: { to: 1 } })
        .get('y')
        .toArray(),
      [1, 2],
    )
    assert.throws(() => ds.sel({ a: 3 }), /`a` has no value 3/)
    assert.throws(() => ds.isel({ case: [0] }).sel({ a: 1, b: 'v' }), /`b` has no value 'v'/)
    const two = ds.isel({ case: [0, 3] })
    assert.throws(
      () => two.sel({ a: 1, b: 'v' }),
      new TypeError('No row has the selected `b` together with the other values asked for.'),
    )
  })

  it('takes lists of any kind', () => {
    const v = line([1, 2, 3], variableOf([5, 6, 7], { dims: ['x'] }))
    const sequence = { length: 2, [Symbol.iterator]: () => [7, 6].values() }
    assert.deepEqual(v.sel({ x: Float64Array.of(7, 5) }).toArray(), [3, 1])
    assert.deepEqual(v.sel({ x: sequence }).toArray(), [3, 2])
    assert.deepEqual(v.sel({ x: { nearest: sequence } }).toArray(), [3, 2])
    assert.deepEqual(v.isel({ x: Int8Array.of(-1, 0) } as never).toArray(), [3, 1])
  })

  it('finds all positions of a value that repeats', () => {
    const v = line([1, 2, 3], variableOf([5, 6, 5], { dims: ['x'] }))
    assert.deepEqual(v.sel({ x: 5 }).toArray(), [1, 3])
  })

  it('keeps marks of missing elements', () => {
    const v = line([1, null, 3], variableOf([5, 6, 7], { dims: ['x'] }))
    assert.deepEqual(v.sel({ x: [7, 6] }).toArray(), [3, null])
    assert.equal(v.sel({ x: [7] }).missing, undefined)
  })

  it('twice equals selecting the selected positions', () => {
    const selector = (length: number): fc.Arbitrary<IndexSelector> =>
      length === 0
        ? fc.constant({})
        : fc.oneof(
            fc.array(fc.integer({ min: -length, max: length - 1 }), { maxLength: 6 }),
            fc.record(
              {
                start: fc.integer({ min: -9, max: 9 }),
                stop: fc.integer({ min: -9, max: 9 }),
                step: fc.constantFrom(1, 2, 3, -1, -2),
              },
              { requiredKeys: [] },
            ),
          )
    const shapes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })
    const dtypes = fc.constantFrom(
      'float64' as const,
      'int16' as const,
      'uint8' as const,
      'float32' as const,
      'string' as const,
    )
    fc.assert(
      fc.property(shapes, dtypes, fc.boolean(), fc.gen(), (shape, dtype, lazy, gen) => {
        const dims = shape.map((_, d) => `d${d}`)
        const size = shape.reduce((a, b) => a * b, 1)
        const values = Array.from({ length: size }, (_, i) =>
          dtype === 'string' ? `s${i}` : i % 7 === 3 ? null : i % 100,
        )
        const variable = variableOf(values, { dims, shape, dtype })
        const array = new DataArray<Record<string, number>>({
          name: 'v',
          variable: lazy ? onlySlabs(variable) : variable,
          coords: {},
        })
        let nested: unknown = new DataArray({ name: 'v', variable, coords: {} }).toArray()
        let selected = array
        for (let round = 0; round < 2; round++) {
          const picks = selected.dims.map((dim, d) => [dim, gen(selector, selected.shape[d] ?? 0)] as const)
          nested = pick(
            nested,
            picks.map(([, each]) => each),
          )
          selected = selected.isel(Object.fromEntries(picks))
        }
        assert.deepEqual(selected.toArray(), nested)
      }),
    )
  })
})

/** Selects in nested arrays the slow and simple way. */
function pick(nested: unknown, [first, ...rest]: readonly IndexSelector[]): unknown {
  if (first === undefined || !Array.isArray(nested)) return nested
  return positions(first, nested.length).map((i) => pick(nested[i], rest))
}

function positions(selector: IndexSelector, length: number): number[] {
  if (typeof selector === 'number') return [selector]
  if ('length' in selector) return Array.from(selector, (i) => (i < 0 ? i + length : i))
  const { start, stop, step = 1 } = selector
  const all: number[] = []
  const from = (value: number): number => (value < 0 ? value + length : value)
  if (step > 0) {
    const end = Math.min(length, stop === undefined ? length : from(stop))
    for (let i = start === undefined ? 0 : Math.max(0, from(start)); i < end; i += step) all.push(i)
  } else {
    const end = Math.max(-1, stop === undefined ? -1 : from(stop))
    for (let i = start === undefined ? length - 1 : Math.min(length - 1, from(start)); i > end; i += step) all.push(i)
  }
  return all
}

function line(values: (number | null)[], coord: Variable): DataArray<Record<string, unknown>, number> {
  return new DataArray({ name: 'v', variable: variableOf(values, { dims: ['x'] }), coords: { x: coord } })
}

/** A variable that can be read by slabs alone. */
function onlySlabs(variable: Variable): Variable {
  const { dims, shape, dtype, attrs } = variable
  const parts = new DataArray<Record<string, number>>({ name: 'v', variable, coords: {} })
  return {
    dims,
    shape,
    dtype,
    attrs,
    get values(): never {
      throw new Error('the whole variable was read')
    },
    readSlab: (start, count) => {
      const box = dims.map(
        (dim, d) => [dim, { start: start[d] ?? 0, stop: (start[d] ?? 0) + (count[d] ?? 0) }] as const,
      )
      const part = parts.isel(Object.fromEntries(box)).variable
      return { values: part.values, missing: part.missing }
    },
  }
}
