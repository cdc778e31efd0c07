import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Dataset, type DType, variableOf } from '../../../src/dataset/index.ts'

/** Keys of every way in which groups are found: close integers, integers far apart, fractions, texts, bigints, booleans, dates. */
const keys = fc
  .constantFrom<readonly unknown[]>(
    [0, 1, 2],
    [-5, 1e15, 7],
    [0.5, -0.5, 1e-300],
    ['b', 'a', 'é'],
    [1n, 2n ** 60n, -1n],
    [true, false],
    [new Date(0), new Date(5), new Date(-9)],
  )
  .chain((pool) => fc.array(fc.constantFrom(...pool, null), { minLength: 1, maxLength: 12 }))

const values: Readonly<Partial<Record<DType, readonly unknown[]>>> = {
  float64: [0.5, -2, null],
  int16: [3, -7, null],
  bigint64: [2n ** 60n, -3n, null],
  bool: [true, false, null],
  complex128: [{ re: 1, im: -2 }, { re: 0, im: 3 }, null],
}

describe('a reduction of groups', () => {
  it('gives for each key what the reduction of its part alone gives, wherever the dim lies', () => {
    const kinds = fc.constantFrom(...(Object.keys(values) as DType[]))
    const reductions = fc.constantFrom(
      'mean' as const,
      'sum' as const,
      'std' as const,
      'var' as const,
      'count' as const,
    )
    const orders = fc.shuffledSubarray(['a', 'x', 'b'], { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(keys, kinds, reductions, orders, fc.boolean(), (list, dtype, how, dims, skipMissing) => {
        const sizes = { a: 2, x: list.length, b: 3 }
        const shape = dims.map((dim) => sizes[dim as 'a'])
        const pool = values[dtype] ?? []
        const elements = Array.from({ length: 6 * list.length }, (_, i) => pool[(i * i + i) % 3])
        const v = variableOf(elements, { dims, shape, dtype })
        const key = variableOf(list, { dims: ['x'] })
        const ds = new Dataset({ sizes, coords: { key }, vars: { v }, attrs: {}, failures: [] })
        const groups = ds.groupBy('key')
        const reduced = how === 'count' ? groups.count() : groups[how]({ skipMissing })
        assert.deepEqual(
          reduced.get('v').dims,
          dims.map((dim) => (dim === 'x' ? 'key' : dim)),
        )
        assert.equal(
          groups.size,
          new Set(list.filter((each) => each !== null).map((each) => (each instanceof Date ? each.getTime() : each)))
            .size,
        )
        for (const [i, [, part]] of [...groups].entries()) {
          const alone = how === 'count' ? part.count('x') : part[how]('x', { skipMissing })
          const together = reduced.isel({ key: i }).get('v')
          assert.equal(together.dtype, alone.get('v').dtype)
          assert.deepEqual(together.toArray(), alone.get('v').toArray())
        }
      }),
    )
  })
})

describe('a sum', () => {
  it('leaves missing what lies over none of the dims', () => {
    const vars = {
      v: variableOf([1, 2], { dims: ['x'] }),
      n: variableOf([7, null], { dims: ['y'], dtype: 'int8' }),
      big: variableOf([7n, null], { dims: ['y'] }),
    }
    const ds = new Dataset({ sizes: { x: 2, y: 2 }, coords: {}, vars, attrs: {}, failures: [] }).sum('x')
    assert.deepEqual(
      [ds.get('v').item(), ds.get('n').toArray(), ds.get('n').dtype, ds.get('big').toArray()],
      [3, [7, null], 'int64', [7n, null]],
    )
  })
})
