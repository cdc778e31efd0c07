import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DataArray, Dataset, type Variable, variableOf } from '../../../src/dataset/index.ts'

type Numbers = DataArray<Record<string, number>, number, string>

describe('map and zipWith', () => {
  it('do not show missing elements to the function', () => {
    const seen: unknown[] = []
    const n = array(variableOf([1, null, 3], { dims: ['x'] }))
    const doubled = n.map((value, i) => {
      seen.push([value, i])
      return value * 2
    })
    assert.deepEqual(seen, [
      [1, 0],
      [3, 2],
    ])
    assert.deepEqual(doubled.toArray(), [2, null, 6])
  })

  it('keep floats floats and whole numbers whole, and take the kind of other results', () => {
    const whole = array(variableOf([1, 2], { dims: ['x'] }))
    const floats = array(variableOf([1, 2], { dims: ['x'], dtype: 'float32' }))
    assert.equal(whole.map((n) => n * 3).dtype, 'int64')
    assert.equal(whole.map((n) => n / 3).dtype, 'float64')
    assert.equal(floats.map((n) => n * 3).dtype, 'float64')
    assert.equal(floats.map((n) => n > 1).dtype, 'bool')
    assert.equal(floats.map(String).dtype, 'string')
    assert.equal(floats.map((n) => new Date(n)).dtype, 'datetime')
    assert.equal(floats.map((n) => n, { dtype: 'int8' }).dtype, 'int8')
    assert.equal(
      whole
        .map((n) => (n > 1 ? null : n))
        .toArray()
        ?.toString(),
      '1,',
    )
    assert.equal(whole.zipWith(floats, (a, b) => a + b).dtype, 'float64')
  })

  it('match dims by name and keep the labels that both have', () => {
    const a = table('a', { x: [1, 2, 3], y: [10, 20] }, [1, 2, 3, 4, 5, 6])
    const b = table('b', { z: [0, 1], x: [3, 1] }, [100, 200, 300, 400])
    const sum = a.zipWith(b, (p, q) => p + q)
    assert.deepEqual(sum.dims, ['x', 'y', 'z'])
    assert.deepEqual(sum.toArray(), [
      [
        [201, 401],
        [202, 402],
      ],
      [
        [105, 305],
        [106, 306],
      ],
    ])
    assert.deepEqual([...(sum.coords.x?.values ?? [])], [1, 3])
    assert.equal(sum.name, 'a')
  })

  it('leave out coordinates that differ and are no labels', () => {
    const a = table('a', { x: [1, 2] }, [1, 2]).assignCoords({ T: 1, L: 8 })
    const b = table('b', { x: [1, 2] }, [1, 2]).assignCoords({ T: 2, L: 8 })
    assert.deepEqual(Object.keys(a.zipWith(b, (p, q) => p * q).coords), ['x', 'L'])
  })

  it('refuse what is no function', () => {
    const n = array(variableOf([1], { dims: ['x'] }))
    assert.throws(() => n.map(3 as never), new TypeError('Expected `map` to get a function, got `3` (number).'))
  })
})

describe('where and fillMissing', () => {
  it('mark integers, booleans and strings missing without a cast', () => {
    for (const values of [
      [1, 2, 3],
      [true, false, true],
      ['a', 'b', 'c'],
    ]) {
      const before = new DataArray<Record<string, number>, unknown, string>({
        name: 'v',
        variable: variableOf(values, { dims: ['x'] }),
        coords: {},
      })
      const after = before.where((value) => value !== values[1])
      assert.equal(after.dtype, before.dtype)
      assert.deepEqual(after.toArray(), [values[0], null, values[2]])
      assert.deepEqual(after.fillMissing(values[1]).toArray(), values)
      assert.deepEqual(after.isMissing().toArray(), [false, true, false])
    }
  })

  it('take another value or another array where the condition does not hold', () => {
    const v = table('v', { x: [1, 2, 3] }, [1, -2, 3])
    assert.deepEqual(v.where((value) => value > 0, 0).toArray(), [1, 0, 3])
    assert.deepEqual(
      v
        .where(
          (value) => value > 0,
          v.map((value) => -value),
        )
        .toArray(),
      [1, 2, 3],
    )
    const small = array(variableOf([1, -2], { dims: ['x'], dtype: 'int8' }))
    assert.equal(small.where((value) => value > 0, 0).dtype, 'int8')
    assert.equal(small.where((value) => value > 0, 1000).dtype, 'int64')
    assert.equal(small.where((value) => value > 0, 0.5).dtype, 'float64')
    const elsewhere = table('w', { x: [1, 2, 4] }, [7, 8, 9])
    assert.throws(
      () => v.where((value) => value > 0, elsewhere),
      new TypeError('The labels of `x` differ: select the same ones of each first.'),
    )
    assert.throws(
      () => v.where(v as never),
      new TypeError(
        'Expected the condition of `where` to hold booleans, `v` is of kind float64: make them with `map`.',
      ),
    )
  })

  it('bring every variable of a dataset to the labels and dims of the condition', () => {
    const v = table('v', { x: [1, 2, 3] }, [1, 2, 3])
    const ds = new Dataset({ sizes: {}, coords: {}, vars: {}, attrs: { a: 1 }, failures: [] }).assign({ v, k: 5 })
    const kept = ds.where((d) => d.get('v').map((value) => value !== 2))
    assert.deepEqual(kept.toRows(), [
      { x: 1, v: 1, k: 5 },
      { x: 2, v: null, k: null },
      { x: 3, v: 3, k: 5 },
    ])
    assert.deepEqual([kept.attrs, kept.get('k').dtype], [{ a: 1 }, 'int64'])
  })
})

describe('where of a dataset', () => {
  it('keeps the labels that dataset and condition have, in variables without the dim too', () => {
    const ds = empty().assign({ v: table('v', { x: [1, 2, 3] }, [1, 2, 3]), k: 5 })
    const holds = table('c', { x: [3, 4, 1] }, [1, 1, 0]).map((value) => value > 0)
    assert.deepEqual(ds.where(holds).toRows(), [
      { x: 1, v: null, k: null },
      { x: 3, v: 3, k: 5 },
    ])
    assert.deepEqual(ds.select([]).where(holds.isel({ x: [2, 0] })).sizes, { x: 2 })
  })
})

describe('assign', () => {
  const ds = empty().assign({
    v: table('v', { x: [1, 2, 3] }, [1, 2, 3]),
  })

  it('takes arrays, variables, values with dims, single values and functions', () => {
    const after = ds.assign({
      array: ds.get('v').map((value) => value > 1),
      variable: variableOf(['a', 'b', 'c'], { dims: ['x'] }),
      values: { dims: ['x'], values: [4, 5, 6], attrs: { units: 's' } },
      single: 7,
      from: (d) => d.get('v').map((value) => value * 10),
    })
    assert.deepEqual(after.isel({ x: 1 }).toRows(), [
      { x: 2, v: 2, array: true, variable: 'b', values: 5, single: 7, from: 20 },
    ])
    assert.deepEqual(after.get('values').attrs, { units: 's' })
    assert.deepEqual(Object.keys(ds.vars), ['v'])
  })

  it('brings an array to the labels of the dataset and adds new dims', () => {
    const other = table('w', { x: [3, 9, 1], y: [0, 1] }, [1, 2, 3, 4, 5, 6])
    const after = ds.assign({ w: other })
    assert.deepEqual(after.get('w').toArray(), [
      [5, 6],
      [null, null],
      [1, 2],
    ])
    assert.deepEqual(after.sizes, { x: 3, y: 2 })
    assert.deepEqual(Object.keys(after.coords), ['x', 'y'])
  })

  it('refuses coordinates, lists without dims, and lengths that do not fit', () => {
    assert.throws(
      () => ds.assign({ x: { dims: ['x'], values: [1, 2, 3] } }),
      new TypeError('`x` is a coordinate: replace it with `assignCoords`.'),
    )
    assert.throws(
      () => ds.assign({ w: [1, 2, 3] as never }),
      new TypeError("Expected values of `w` with their dims: { dims: ['…'], values }."),
    )
    assert.throws(() => ds.assign({ w: { dims: ['x'], values: [1] } }), /Cannot bring dim `x` together: it has 3 and 1/)
    assert.throws(
      () => ds.assignCoords({ v: [1, 2, 3] }),
      new TypeError('`v` is a variable: replace it with `assign`, or leave it out with `dropVars` first.'),
    )
  })

  it('gives dims new labels with assignCoords', () => {
    const after = ds.assignCoords({ x: ['a', 'b', 'c'], T: 2.5, square: (d) => d.get('x').map((x) => x * x) })
    assert.deepEqual(after.sel({ x: 'b' }).toRows(), [{ x: 'b', T: 2.5, square: 4, v: 2 }])
  })
})

describe('quantile and median', () => {
  it('agree at a half, and quantiles ascend', () => {
    const values = fc.array(fc.option(fc.double({ noDefaultInfinity: true, min: -1e6, max: 1e6 }), { nil: null }), {
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(
      fc.property(values, (list) => {
        const v = array(variableOf(list, { dims: ['x'], dtype: 'float64' }))
        assert.deepEqual(v.quantile(0.5).item(), v.median().item())
        const [low, middle, high] = v.quantile([0, 0.5, 1]).values as Float64Array
        assert.ok(Number.isNaN(middle) || (Number(low) <= Number(middle) && Number(middle) <= Number(high)))
        // of zeros with and without a sign either may be the least
        const plain = (ends: readonly unknown[]): readonly number[] => ends.map((end) => Number(end) + 0)
        assert.deepEqual(plain([low, high]), plain([v.min().item(), v.max().item()]))
      }),
    )
  })

  it('add the dim quantile for a list, and a single value for one', () => {
    const ds = empty().assign({
      v: table('v', { x: [1, 2], y: [1, 2, 3] }, [1, 2, 3, 4, 5, 6]),
      name: { dims: ['x'], values: ['a', 'b'] },
    })
    const spread = ds.quantile([0, 0.5], 'y')
    assert.deepEqual(spread.sizes, { quantile: 2, x: 2 })
    assert.deepEqual(spread.sel({ quantile: 0.5 }).toRows(), [
      { x: 1, quantile: 0.5, v: 2, name: 'a' },
      { x: 2, quantile: 0.5, v: 5, name: 'b' },
    ])
    assert.deepEqual(
      ds.quantile(0.5, 'y').get('v').toRows(),
      ds.quantile([0.5], 'y').isel({ quantile: 0 }).get('v').toRows(),
    )
    assert.throws(() => ds.quantile(50, 'y'), new TypeError('Expected quantiles from 0 to 1, got `50` (number).'))
    assert.throws(
      () => ds.quantile(['a'] as never),
      new TypeError('Expected quantiles from 0 to 1, got `"a"` (string).'),
    )
  })
})

describe('groupBy', () => {
  it('has sums that add up to the sum, and counts to the count', () => {
    const rows = fc.array(fc.tuple(fc.option(fc.constantFrom('a', 'b', 'c')), fc.integer({ min: -99, max: 99 })), {
      maxLength: 15,
    })
    fc.assert(
      fc.property(rows, (list) => {
        const ds = empty().assign({
          key: variableOf(
            list.map(([key]) => key),
            { dims: ['row'], dtype: 'string' },
          ),
          n: variableOf(
            list.map(([, n]) => n),
            { dims: ['row'], dtype: 'int64' },
          ),
        })
        const groups = ds.groupBy('key')
        const grouped = list.filter(([key]) => key !== null)
        assert.deepEqual(groups.keys, [...new Set(grouped.map(([key]) => key))].sort())
        assert.equal(
          groups.sum().get('n').sum().item(),
          grouped.reduce((sum, [, n]) => sum + n, 0),
        )
        assert.equal(groups.count().get('n').sum().item(), grouped.length)
        assert.deepEqual(
          [...groups].map(([, part]) => part.get('n').sum().item()),
          groups.sum().get('n').toArray(),
        )
        if (groups.size > 0)
          assert.ok(
            groups
              .map((part) => part.sum('row'))
              .get('n')
              .equals(groups.sum().get('n')),
          )
      }),
    )
  })

  it('leaves variables without the grouped dim as they are', () => {
    const ds = empty().assign({
      v: table('v', { x: [1, 2], y: [1, 2] }, [1, 2, 3, 4]),
      w: { dims: ['y'], values: [5, 6] },
    })
    const grouped = ds.groupBy('x').mean()
    assert.deepEqual(grouped.get('w').toArray(), [5, 6])
    assert.deepEqual(grouped.get('v').dims, ['x', 'y'])
    assert.deepEqual(ds.get('v').groupBy('x').max().toArray(), [
      [1, 2],
      [3, 4],
    ])
    assert.throws(
      () => ds.groupBy('v'),
      new TypeError(
        'Expected `v` to lie over one dim to group by it, it has 2.\nSelect or reduce the others first, or keep the elements of one group with `where`.',
      ),
    )
    assert.throws(() => ds.groupBy('z' as 'x'), /Unknown variable `z`/)
  })
})

function array(variable: Variable): Numbers {
  return new DataArray({ name: 'v', variable, coords: {} })
}

function table(name: string, axes: Record<string, number[]>, values: number[]): Numbers {
  const dims = Object.keys(axes)
  const shape = Object.values(axes).map((axis) => axis.length)
  const coords = dims.map((dim) => [dim, variableOf(axes[dim] ?? [], { dims: [dim] })] as const)
  const variable = variableOf(values, { dims, shape, dtype: 'float64' })
  return new DataArray({ name, variable, coords: Object.fromEntries(coords) })
}

function empty(): Dataset<Record<'x' | 'y', number>, Record<never, never>> {
  return new Dataset({ sizes: {}, coords: {}, vars: {}, attrs: { a: 1 }, failures: [] })
}
