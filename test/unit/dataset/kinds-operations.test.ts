import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { concat, Dataset, type Variable, variableOf } from '../../../src/dataset/index.ts'

const HUGE = 2n ** 62n
const z = (re: number, im: number): { re: number; im: number } => ({ re, im })

/** Kinds with values that every operation has to carry exactly, and a missing one. */
const kinds: readonly (readonly [kind: string, values: readonly unknown[]])[] = [
  ['bigint64', [HUGE + 1n, null, -HUGE, 0x7ff4dead0000beefn]],
  ['biguint64', [2n ** 64n - 1n, null, 0x7ff4dead0000beefn, 1n]],
  ['complex128', [z(1, 2), null, z(0, -1), z(3, 0)]],
  ['int16', [1, null, -3, 4]],
  ['int64', [1, null, -3, 4]],
  ['bool', [true, null, false, true]],
  ['string', ['a', null, '', 'd']],
  ['datetime', [new Date(0), null, new Date(5), new Date(-7)]],
]

for (const [dtype, values] of kinds) {
  const [a, , c, d] = values
  const of = (list: readonly unknown[], x: readonly number[]): Dataset =>
    dataset({ v: variableOf(list, { dims: ['x'], dtype: dtype as never }) }, { x: variableOf(x, { dims: ['x'] }) })
  const whole = of(values, [0, 1, 2, 3])
  const seen = (ds: Dataset): unknown => {
    const v = ds.get('v')
    assert.equal(v.dtype, dtype)
    return v.toArray()
  }

  describe(`elements of kind ${dtype}`, () => {
    it('are merged, and missing where neither has one', () => {
      assert.deepEqual(seen(of([a, null], [0, 5]).merge(of([c, d], [2, 3]))), [a, c, d, null])
      assert.deepEqual(seen(whole.merge(whole)), values)
      assert.deepEqual(seen(of([a], [0]).merge(of([d], [0]), { overwrite: true })), [d])
      assert.throws(() => of([a], [0]).merge(of([c], [0])), { name: 'MergeError' })
    })

    it('are put one after the other, and missing where one has none', () => {
      assert.deepEqual(seen(concat([of([a, null], [0, 1]), of([c, d], [2, 3])], 'x')), values)
      const runs = concat([of([a], [0]), of([c, d], [0, 1])], { dim: 'run', values: ['one', 'two'] })
      assert.deepEqual(seen(runs), [
        [a, null],
        [c, d],
      ])
    })

    it('are chosen, filled and told missing', () => {
      const holds = whole.get('x').map((x) => Number(x) !== 2)
      assert.deepEqual(seen(whole.where(holds)), [a, null, null, d])
      assert.deepEqual(
        whole
          .get('v')
          .fillMissing(c as never)
          .toArray(),
        [a, c, c, d],
      )
      assert.deepEqual(whole.get('v').isMissing().toArray(), [false, true, false, false])
    })

    it('are turned, spread and taken in any order', () => {
      const square = dataset({ v: variableOf(values, { dims: ['x', 'y'], shape: [2, 2], dtype: dtype as never }) })
      assert.deepEqual(seen(square.transpose('y', 'x')), [
        [a, c],
        [null, d],
      ])
      assert.deepEqual(seen(of([a, d], [7, 8]).expandDims({ r: 2 })), [
        [a, d],
        [a, d],
      ])
      assert.deepEqual(seen(whole.sortBy('x', { ascending: false })), [d, c, null, a])
      const long = of(
        Array.from({ length: 60 }, (_, i) => values[i % 4]),
        [...Array(60).keys()],
      )
      assert.deepEqual(
        seen(concat([long.isel({ x: { stop: 40 } }), long.isel({ x: { start: 40 } })], 'x')),
        long.get('v').toArray(),
      )
    })
  })
}

describe('operations on bigints and complex numbers', () => {
  it('group and sort by them, exactly', () => {
    const ds = dataset({
      id: variableOf([HUGE + 1n, HUGE, HUGE + 1n, null], { dims: ['x'] }),
      w: variableOf([z(2, 1), z(10, 0), z(2, 1), z(2, -1)], { dims: ['x'] }),
      m: variableOf([1, 2, 4, 8], { dims: ['x'] }),
    })
    const byId = ds.groupBy('id').sum()
    assert.deepEqual(
      [byId.get('id').toArray(), byId.get('m').toArray()],
      [
        [HUGE, HUGE + 1n],
        [2, 5],
      ],
    )
    const byPhase = ds.groupBy('w').mean()
    assert.deepEqual(byPhase.get('w').toArray(), [z(2, -1), z(2, 1), z(10, 0)])
    assert.deepEqual(byPhase.get('m').toArray(), [8, 2.5, 2])
    assert.deepEqual(ds.sortBy('id').get('m').toArray(), [2, 1, 4, 8])
  })

  it('match labels that are bigints with those that are numbers', () => {
    const at = (labels: unknown[], m: number[]): Dataset =>
      dataset({ m: variableOf(m, { dims: ['x'] }) }, { x: variableOf(labels, { dims: ['x'] }) })
    const merged = at([1n, HUGE], [1, 2]).merge(at([1, 3], [1, 4]))
    assert.deepEqual([merged.get('x').dtype, merged.get('x').toArray()], ['bigint64', [1n, 3n, HUGE]])
    assert.deepEqual(merged.get('m').toArray(), [1, 4, 2])
  })

  it('join kinds that hold both, and refuse what would round', () => {
    const of = (values: unknown[], dtype?: string): Dataset =>
      dataset({ v: variableOf(values, { dims: ['x'], ...(dtype === undefined ? {} : { dtype: dtype as never }) }) })
    const joined = (a: Dataset, b: Dataset): unknown => {
      const v = concat([a, b], 'x').get('v')
      return [v.dtype, v.toArray()]
    }
    assert.deepEqual(joined(of([1, null]), of([HUGE])), ['bigint64', [1n, null, HUGE]])
    assert.deepEqual(joined(of([2], 'uint8'), of([2n ** 63n])), ['biguint64', [2n, 2n ** 63n]])
    assert.deepEqual(joined(of([1, null]), of([z(1, 2)])), ['complex128', [z(1, 0), null, z(1, 2)]])
    for (const other of [of([0.5]), of([z(1, 2)]), of([2n ** 63n])]) {
      assert.throws(() => concat([of([HUGE]), other], 'x'), {
        name: 'TypeError',
        message: `\`v\` holds kinds that do not mix: bigint64 and ${other.get('v').dtype}. Rename one of them.`,
      })
    }
  })

  it('have variances and medians as far as there are any', () => {
    const ds = dataset({
      id: variableOf([1n, 3n, 8n], { dims: ['x'] }),
      w: variableOf([z(1, 2), z(3, 2), z(2, 5)], { dims: ['x'] }),
    })
    assert.equal(ds.get('id').median().item(), 3)
    assert.equal(ds.get('w').var().item(), 8 / 3)
    assert.deepEqual(Object.keys(ds.median('x').vars), ['id'])
  })

  it('compute from element to element', () => {
    const ds = dataset({
      id: variableOf([1n, null], { dims: ['x'] }),
      w: variableOf([z(3, 4), z(0, 1)], { dims: ['x'] }),
    })
    assert.deepEqual(
      ds
        .get('id')
        .map((id) => (id as bigint) + HUGE)
        .toArray(),
      [HUGE + 1n, null],
    )
    const size = ds.get('w').map((w) => Math.hypot((w as { re: number }).re, (w as { im: number }).im))
    assert.deepEqual([size.dtype, size.toArray()], ['float64', [5, 1]])
    const conjugate = ds.get('w').map((w) => z((w as { re: number }).re, -(w as { im: number }).im))
    assert.deepEqual([conjugate.dtype, conjugate.toArray()], ['complex128', [z(3, -4), z(0, -1)]])
  })
})

function dataset(vars: Record<string, Variable>, coords: Record<string, Variable> = {}): Dataset {
  const all = Object.values({ ...vars, ...coords })
  const sizes = Object.fromEntries(all.flatMap(({ dims, shape }) => dims.map((dim, d) => [dim, shape[d] ?? 0])))
  return new Dataset({ sizes, coords, vars, attrs: {}, failures: [] })
}
