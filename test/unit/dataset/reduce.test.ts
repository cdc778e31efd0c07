import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DataArray, Dataset, variableOf } from '../../../src/dataset/index.ts'
import { expected, toDataset, toVariable } from './expected.ts'

describe('reductions', () => {
  const { dataset, cases } = expected.reductions
  const ds = toDataset(dataset)
  for (const { of, dims, how, skipMissing, ddof, result } of cases) {
    const over = dims === null ? 'all dims' : dims.join(' and ')
    it(`${how} of ${of} over ${over}, skipMissing ${skipMissing}, ddof ${ddof}, is as in xarray`, () => {
      const array = ds.get(of)
      const reduced = array[how](dims ?? undefined, { skipMissing, ddof })
      const wanted = toVariable(result)
      assert.equal(reduced.dtype, wanted.dtype)
      assert.deepEqual(reduced.dims, wanted.dims)
      assert.deepEqual(reduced.shape, wanted.shape)
      assertClose(reduced.values as ArrayLike<number>, wanted.values as ArrayLike<number>)
    })
  }

  it('keep coordinates of the other dims and drop those that lie over a reduced one', () => {
    const reduced = ds.get('f').mean('y')
    assert.deepEqual(Object.keys(reduced.coords), ['x'])
  })

  it('keep attributes', () => {
    const e = dataArray(variableOf([1, 2], { dims: ['x'], attrs: { units: 'J' } }))
    assert.deepEqual(e.mean().attrs, { units: 'J' })
    assert.deepEqual(e.max('x').attrs, { units: 'J' })
  })

  it('refuse a dim that is not there with the nearest name', () => {
    assert.throws(() => ds.get('f').mean('yy'), new TypeError('Unknown dim `yy`. Did you mean `y`?'))
    assert.throws(() => ds.mean('length'), new TypeError('Unknown dim `length`. There are `x`, `y`, `z`.'))
  })

  it('leave missing integers out and keep their kind', () => {
    const n = dataArray(variableOf([3, null, 5, null], { dims: ['x', 'y'], shape: [2, 2], dtype: 'int32' }))
    assert.deepEqual(n.sum('y').values, Float64Array.of(3, 5))
    assert.equal(n.sum('y').dtype, 'int64')
    assert.deepEqual(n.count('y').values, Float64Array.of(1, 1))
    assert.deepEqual(n.max().values, Int32Array.of(5))
    assert.equal(n.mean().item(), 4)
  })

  it('give a missing integer where there is nothing to take the least of', () => {
    const n = dataArray(variableOf([3, 4, null, null], { dims: ['x', 'y'], shape: [2, 2] }))
    const least = n.min('y')
    assert.equal(least.dtype, 'int64')
    assert.deepEqual(least.missing, Uint8Array.of(0, 1))
    assert.deepEqual(least.toArray(), [3, null])
    assert.deepEqual(n.sum('y').toArray(), [7, 0])
    assert.deepEqual(n.sum('y', { skipMissing: false }).toArray(), [7, null])
  })

  it('count strings and average dates', () => {
    assert.equal(
      dataArray(variableOf(['a', null, 'b'], { dims: ['x'] }))
        .count()
        .item(),
      2,
    )
    const variable = variableOf([new Date(1000), new Date(3000)], { dims: ['x'] })
    const dates = new DataArray<Record<string, number>, Date>({ name: 'when', variable, coords: {} })
    assert.deepEqual(dates.mean().item(), new Date(2000))
  })

  it('refuse strings in an array and leave them out of a dataset', () => {
    const s = variableOf(['a', 'b'], { dims: ['x'] })
    const n = variableOf([1, 3], { dims: ['x'] })
    assert.throws(() => dataArray(s).mean(), new TypeError('Expected numbers for `mean` of `v`, got kind string.'))
    const mixed = new Dataset({ sizes: { x: 2 }, coords: {}, vars: { s, n }, attrs: { a: 1 }, failures: [] })
    assert.deepEqual(Object.keys(mixed.mean('x').vars), ['n'])
    assert.deepEqual(mixed.mean('x').attrs, { a: 1 })
    assert.deepEqual(mixed.count().toRows(), [{ s: 2, n: 2 }])
  })

  it('of a dataset leave variables without the dim as they are', () => {
    const rows = ds.mean(['x', 'z']).get('u').values
    assert.deepEqual(rows, Float64Array.of(1, 2, 3, 2 ** 32 - 1))
  })

  it('sum the same in any order of dims', () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.integer({ min: -1000, max: 1000 })), (shape, stream) => {
        const dims = shape.map((_, d) => `d${d}`)
        const size = shape.reduce((a, b) => a * b, 1)
        const array = dataArray(variableOf([...stream.take(size)], { dims, shape, dtype: 'int64' }))
        const total = array.sum().item()
        const forward = dims.reduce((rest, dim) => rest.sum(dim) as typeof array, array)
        const backward = dims.reduceRight((rest, dim) => rest.sum(dim) as typeof array, array)
        assert.equal(forward.item(), total)
        assert.equal(backward.item(), total)
        assert.equal(array.sum(dims.slice(1)).sum(dims[0]).item(), total)
        assert.equal(array.count().item(), size)
      }),
    )
  })

  it('read a variable in a file slab by slab', () => {
    const [rows, columns] = [3000, 2000]
    let largest = 0
    const variable = {
      dims: ['x', 'y'],
      shape: [rows, columns],
      dtype: 'int32' as const,
      attrs: {},
      get values(): Int32Array {
        throw new Error('the whole variable was read')
      },
      readSlab: (start: readonly number[], count: readonly number[]) => {
        const size = (count[0] ?? 0) * (count[1] ?? 0)
        largest = Math.max(largest, size)
        const values = new Int32Array(size)
        for (let i = 0; i < size; i++) values[i] = (start[0] ?? 0) + Math.floor(i / (count[1] ?? 1))
        return { values }
      },
    }
    const sums = dataArray(variable).sum('y').values
    assert.deepEqual(
      sums,
      Float64Array.from({ length: rows }, (_, i) => i * columns),
    )
    assert.ok(largest < rows * columns)
    assert.equal(dataArray(variable).mean().item(), (rows - 1) / 2)
  })
})

function dataArray(
  variable: ConstructorParameters<typeof DataArray>[0]['variable'],
): DataArray<Record<string, number>, number, string> {
  return new DataArray({ name: 'v', variable, coords: {} })
}

function assertClose(actual: ArrayLike<number>, wanted: ArrayLike<number>): void {
  assert.equal(actual.length, wanted.length)
  for (let i = 0; i < wanted.length; i++) {
    const [a, b] = [actual[i] as number, wanted[i] as number]
    if (typeof b === 'bigint') {
      assert.equal(a, b)
      continue
    }
    const isClose = Number.isNaN(b) ? Number.isNaN(a) : Math.abs(a - b) <= 1e-6 * Math.abs(b) + 1e-15
    assert.ok(isClose, `element ${i} is ${a}, not ${b}`)
  }
}
