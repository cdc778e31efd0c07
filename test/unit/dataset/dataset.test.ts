import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Dataset, type DatasetParts, variableOf } from '../../../src/dataset/index.ts'

describe('Dataset', () => {
  it('says its dims, sizes, coordinates, variables, attributes and failures', () => {
    const ds = new Dataset(parts())
    assert.deepEqual(ds.dims, ['T', 'L'])
    assert.deepEqual(ds.sizes, { T: 2, L: 2 })
    assert.deepEqual(Object.keys(ds.coords), ['T', 'L'])
    assert.deepEqual(Object.keys(ds.vars), ['m', 'n', 'ok', 'when', 'name'])
    assert.deepEqual(ds.attrs, { seed: 1 })
    assert.deepEqual(ds.failures, [])
  })

  it('gives variables and coordinates as data arrays', () => {
    const ds = new Dataset(parts())
    const m = ds.get('m')
    assert.deepEqual([m.name, m.dims, m.shape, m.sizes, m.dtype], ['m', ['T', 'L'], [2, 2], { T: 2, L: 2 }, 'float64'])
    assert.deepEqual(Object.keys(ds.get('n').coords), ['T'])
    assert.deepEqual(ds.get('L').toRows(), [{ L: 16 }, { L: 32 }])
  })

  it('prints what is missing, dates, and how many points failed', () => {
    const ds = new Dataset({ ...parts(), failures: [{ index: 3 }] as never })
    assert.equal(
      `${ds}\n`,
      `\
<windrow.Dataset> Size: 114B
Dimensions:  (T: 2, L: 2)
Coordinates:
  * T        (T) float64 16B 1.5 2.5
  * L        (L) int64 16B 16 32
Data variables:
    m        (T, L) float64 32B 0.5 nan -1.0 1e-05
    n        (T) int64 16B 7 <NA>
    ok       (L) bool 2B True <NA>
    when     (T) datetime 16B 2026-01-02T03:04:05 NaT
    name     (L) string 16B 'a' <NA>
Attributes:
    seed:     1
Failures:    1
`,
    )
  })

  it('is shown as its text by console.log', () => {
    const ds = new Dataset(parts())
    assert.equal(inspect(ds), ds.toString())
    assert.equal(inspect(ds.get('n')), ds.get('n').toString())
  })

  it('prints arrays with what is missing', () => {
    const ds = new Dataset(parts())
    assert.equal(
      `${ds.get('n')}\n`,
      `\
<windrow.DataArray 'n' (T: 2)> Size: 16B
array([   7, <NA>])
Coordinates:
  * T        (T) float64 16B 1.5 2.5
`,
    )
    assert.match(String(ds.get('when')), /^array\(\['2026-01-02T03:04:05', {17}'NaT'\], dtype=datetime\)$/m)
  })

  it('gives rows with JavaScript values, null for what is missing, and variables of fewer dims repeated', () => {
    const when = new Date('2026-01-02T03:04:05Z')
    assert.deepEqual(new Dataset(parts()).toRows(), [
      { T: 1.5, L: 16, m: 0.5, n: 7, ok: true, when, name: 'a' },
      { T: 1.5, L: 32, m: null, n: 7, ok: null, when, name: null },
      { T: 2.5, L: 16, m: -1, n: null, ok: true, when: null, name: 'a' },
      { T: 2.5, L: 32, m: 1e-5, n: null, ok: null, when: null, name: null },
    ])
  })

  it('gives rows with positions along dims that no coordinate describes', () => {
    const psi = variableOf([5, 6], { dims: ['psi_dim_0'] })
    const ds = new Dataset({ sizes: { psi_dim_0: 2 }, coords: {}, vars: { psi }, attrs: {}, failures: [] })
    assert.deepEqual(ds.toRows(), [
      { psi_dim_0: 0, psi: 5 },
      { psi_dim_0: 1, psi: 6 },
    ])
  })

  it('gives as many rows as the product of its dims', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 })
    fc.assert(
      fc.property(lengths, (shape) => {
        const dims = shape.map((_, d) => `d${d}`)
        const size = shape.reduce((a, b) => a * b, 1)
        const v = variableOf(new Float64Array(size), { dims, shape })
        const sizes = Object.fromEntries(dims.map((dim, d) => [dim, shape[d] ?? 0]))
        assert.equal(new Dataset({ sizes, coords: {}, vars: { v }, attrs: {}, failures: [] }).toRows().length, size)
      }),
    )
  })

  it('equals one with the same values, whatever attributes, order of names and kinds of numbers', () => {
    const ds = new Dataset(parts())
    const { n, ...rest } = parts().vars
    const same = { ...parts(), attrs: {}, vars: { ...rest, n: variableOf([7, Number.NaN], { dims: ['T'] }) } }
    assert.ok(ds.equals(new Dataset(same)))
    assert.ok(n !== undefined)
  })

  const different: [string, Partial<DatasetParts>][] = [
    ['another element', { vars: { ...parts().vars, n: variableOf([7, 8], { dims: ['T'] }) } }],
    ['another coordinate', { coords: { ...parts().coords, T: variableOf([1.5, 2.6], { dims: ['T'] }) } }],
    ['one variable less', { vars: { m: parts().vars.m as never } }],
    ['a date for a number', { vars: { ...parts().vars, n: variableOf([new Date(7), null], { dims: ['T'] }) } }],
    ['another dim', { vars: { ...parts().vars, n: variableOf([7, null], { dims: ['L'] }) } }],
    ['other sizes', { sizes: { T: 2, L: 2, k: 1 } }],
  ]
  for (const [what, change] of different) {
    it(`does not equal one with ${what}`, () => {
      assert.equal(new Dataset(parts()).equals(new Dataset({ ...parts(), ...change })), false)
    })
  }

  it('refuses variables that do not fit its sizes or names', () => {
    const v = variableOf([1, 2], { dims: ['x'] })
    const make = (change: Partial<DatasetParts>) => () =>
      new Dataset({ sizes: { x: 2 }, coords: {}, vars: { v }, attrs: {}, failures: [], ...change })
    assert.throws(make({ sizes: { x: 3 } }), new TypeError('`v` has 2 elements along `x`, whose length is 3.'))
    assert.throws(make({ sizes: {} }), new TypeError('Unknown dim of `v`: `x`. There is none.'))
    assert.throws(
      make({ coords: { v } }),
      new TypeError('`v` is the name of a coordinate and of a variable: rename one.'),
    )
  })
})

describe('DataArray', () => {
  const ds = new Dataset<{ T: number; L: number }, { m: number; n: number; ok: boolean; when: Date; name: string }>(
    parts(),
  )

  it('gives its single element, NaN for a missing number and null for anything else that is missing', () => {
    assert.equal(ds.get('m').sel({ T: 1.5, L: 16 }).item(), 0.5)
    assert.equal(ds.get('m').sel({ T: 1.5, L: 32 }).item(), Number.NaN)
    assert.equal(ds.get('n').isel({ T: 1 }).item(), Number.NaN)
    assert.equal(ds.get('ok').isel({ L: 0 }).item(), true)
    assert.equal(ds.get('ok').isel({ L: 1 }).item(), null)
    assert.equal(ds.get('name').isel({ L: 1 }).item(), null)
    assert.equal(ds.get('when').isel({ T: 1 }).item(), null)
  })

  it('refuses to give the single element of many', () => {
    assert.throws(
      () => ds.get('m').item(),
      new TypeError('Expected `m` to hold one element, it holds 4: select along `T` or reduce it first.'),
    )
  })

  it('gives nested arrays', () => {
    assert.deepEqual(ds.get('m').toArray(), [
      [0.5, null],
      [-1, 1e-5],
    ])
    assert.deepEqual(ds.get('ok').toArray(), [true, null])
    assert.equal(ds.get('m').mean().count().toArray(), 1)
  })

  it('equals another of the same values and coordinates', () => {
    assert.ok(ds.get('m').equals(new Dataset(parts()).get('m')))
    assert.equal(ds.get('m').equals(ds.get('n')), false)
    assert.equal(ds.get('n').equals(ds.get('n').isel({ T: { step: -1 } })), false)
  })

  it('shares memory with neighbouring selections', () => {
    const row = ds.get('m').isel({ T: 1 }).values
    assert.equal(row.buffer, ds.get('m').values.buffer)
    assert.deepEqual(row, Float64Array.of(-1, 1e-5))
  })
})

function parts(): DatasetParts {
  return {
    sizes: { T: 2, L: 2 },
    coords: { T: variableOf([1.5, 2.5], { dims: ['T'] }), L: variableOf([16, 32], { dims: ['L'] }) },
    vars: {
      m: variableOf([0.5, null, -1, 1e-5], { dims: ['T', 'L'], shape: [2, 2] }),
      n: variableOf([7, null], { dims: ['T'] }),
      ok: variableOf([true, null], { dims: ['L'] }),
      when: variableOf([new Date('2026-01-02T03:04:05Z'), null], { dims: ['T'] }),
      name: variableOf(['a', null], { dims: ['L'] }),
    },
    attrs: { seed: 1 },
    failures: [],
  }
}
