import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { concat, Dataset, type DType, lazyVariable, type Variable, variableOf } from '../../../src/dataset/index.ts'
import { isSweepError } from '../../../src/errors/index.ts'

describe('merge', () => {
  it('names the variable, the place and both values of the first conflict', () => {
    const old = table({ T: [1, 2], L: [8, 16] }, { m: [0.1, 0.2, 0.3, 0.4] })
    const next = table({ T: [2, 3], L: [8, 16] }, { m: [0.3, 0.5, 0.6, 0.7] })
    assert.throws(
      () => old.merge(next),
      (error) => {
        assert.ok(isSweepError(error, 'MergeError'))
        assert.equal(
          error.message,
          '`m` differs at T = 2, L = 16: it was 0.4 and is now 0.5.\nMerge with `overwrite: true` to take the new values, or with `false` to keep the old ones.',
        )
        assert.deepEqual([error.variable, error.point], ['m', { T: 2, L: 16 }])
        return true
      },
    )
    assert.deepEqual(old.merge(next, { overwrite: true }).get('m').toArray(), [
      [0.1, 0.2],
      [0.3, 0.5],
      [0.6, 0.7],
    ])
    assert.deepEqual(old.merge(next, { overwrite: false }).get('m').sel({ T: 2 }).toArray(), [0.3, 0.4])
  })

  for (const [dtype, a, b] of [
    ['int64', 1, 2],
    ['int8', -1, 2],
    ['bool', true, false],
    ['string', 'a', 'b'],
    ['datetime', new Date(1), new Date(2)],
    ['float32', 0.5, 0.25],
  ] as const) {
    it(`keeps the kind ${dtype} where neither dataset has a value`, () => {
      const [old, next] = [one({ x: 1, y: 1, v: a }, dtype), one({ x: 2, y: 2, v: b }, dtype)]
      const merged = old.merge(next)
      assert.equal(merged.get('v').dtype, dtype)
      assert.deepEqual(merged.get('v').toArray(), [
        [a, null],
        [null, b],
      ])
      assert.deepEqual(merged.get('x').dtype, 'int64')
    })
  }

  it('lets a missing value never count against one that is there', () => {
    const old = one({ x: 1, y: 1, v: 7 }, 'int64')
    const gap = one({ x: 1, y: 1, v: null }, 'int64')
    for (const overwrite of [undefined, true, false]) {
      assert.deepEqual(old.merge(gap, { overwrite }).get('v').toArray(), [[7]])
      assert.deepEqual(gap.merge(old, { overwrite }).get('v').toArray(), [[7]])
    }
  })

  it('tells rows of cases apart by their parameters', () => {
    const old = casesOf([
      [1, 'a', 10],
      [2, 'b', 20],
    ])
    const next = casesOf([
      [2, 'b', 20],
      [1, 'b', 30],
    ])
    assert.deepEqual(old.merge(next).toRows(), [
      { p: 1, q: 'a', v: 10 },
      { p: 1, q: 'b', v: 30 },
      { p: 2, q: 'b', v: 20 },
    ])
    const other = casesOf([
      [1, 'a', 11],
      [3, 'a', 0],
    ])
    assert.throws(() => old.merge(other), /^MergeError: `v` differs at p = 1, q = "a": it was 10 and is now 11\./)
  })

  it('refuses labels that are there twice, dims without labels, other roles and kinds that do not mix', () => {
    const twice = table({ x: [1, 1] }, { v: [1, 2] })
    assert.throws(
      () => twice.merge(table({ x: [1, 2] }, { v: [1, 2] })),
      new TypeError('Cannot bring labels together: x = 1 is there more than once. Select one of them first.'),
    )
    const bare = (values: number[]): Dataset =>
      parts({ x: values.length }, {}, { v: variableOf(values, { dims: ['x'] }) })
    assert.throws(
      () => bare([1]).merge(bare([1, 2])),
      new TypeError(
        'Cannot bring dim `x` together: it has 1 and 2 positions, and not all parts have coordinates that say which is which. Give it some with `assignCoords({ x: […] })`.',
      ),
    )
    const single = table({ x: [1, 2] }, { v: [1, 2] })
    assert.throws(
      () => single.merge(single.sel({ x: 1 })),
      new TypeError(
        "`x` is a single value in one dataset and a dim in the other: use `expandDims('x')` on the former.",
      ),
    )
    assert.throws(
      () => single.merge(single.rename({ x: 'v', v: 'x' })),
      new TypeError('`v` is a coordinate in one dataset and a variable in the other: rename one of them.'),
    )
    assert.throws(
      () => single.merge(single.assign({ v: (d) => d.get('v').map(String) })),
      new TypeError('`v` holds kinds that do not mix: float64 and string. Rename one of them.'),
    )
    assert.throws(
      () => single.merge(single, { overwrite: 'yes' as never }),
      new TypeError('Expected `overwrite` to be true, false or left out, got `"yes"` (string).'),
    )
  })

  it('keeps the attributes of the old dataset and each failure once', () => {
    const failure = { index: 0, point: { x: 1 }, error: { message: 'no' } } as never
    const old = new Dataset({ ...parts({}, {}, {}), attrs: { a: 1 }, failures: [failure] })
    const next = new Dataset({ ...parts({}, {}, {}), attrs: { a: 2, b: 3 }, failures: [failure] })
    assert.deepEqual(old.merge(next).attrs, { a: 1, b: 3 })
    assert.deepEqual(old.merge(next).failures, [failure])
  })

  it('takes a failure away whose point has a value now, and keeps the others', () => {
    const failed = (x: number) => ({ index: x, point: { x, constant: 1 }, error: { message: 'no' } }) as never
    const old = new Dataset({ ...table({ x: [0, 1, 2] }, { y: [5, null, null] }), failures: [1, 2, 9].map(failed) })
    const again = table({ x: [1] }, { y: [6] })
    assert.deepEqual(old.merge(again).failures, [2, 9].map(failed))
  })

  it('is idempotent, and without conflicts it does not matter which dataset is first', () => {
    const labels = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 6 })
    fc.assert(
      fc.property(labels, labels, labels, labels, (x1, y1, x2, y2) => {
        const [a, b] = [product(x1, y1), product(x2, y2)]
        assert.ok(a.merge(a).equals(a))
        const [ab, ba] = [a.merge(b), b.merge(a)]
        assert.ok(ab.merge(b).equals(ab))
        const sorted = (ds: Dataset): Dataset => ds.sortBy(['x', 'y'])
        assert.ok(sorted(ab).equals(sorted(ba)))
        if (x1.length > 0) assert.ok(ab.sel({ x: x1, y: y1 }).equals(a))
      }),
    )
  })
})

describe('concat', () => {
  it('gives back its parts to sel', () => {
    const labels = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(labels, fc.nat(7), (xs, cut) => {
        const [first, second] = [product(xs.slice(0, cut), [1, 2]), product(xs.slice(cut), [1, 2])]
        const joined = concat([first, second], 'x')
        assert.ok(joined.sel({ x: xs.slice(0, cut) }).equals(first))
        assert.ok(joined.sel({ x: xs.slice(cut) }).equals(second))
        const runs = concat([first, first], { dim: 'run', values: ['a', 'b'] })
        assert.ok(runs.sel({ run: 'b' }).dropVars('run').equals(first))
      }),
    )
  })

  it('keeps kinds where a dataset lacks labels or a variable', () => {
    const [a, b] = [one({ x: 1, y: 1, v: true }, 'bool'), one({ x: 2, y: 2, v: false }, 'bool')]
    const joined = concat([a, b], { dim: 'run', values: [1, 2] })
    assert.equal(joined.get('v').dtype, 'bool')
    assert.deepEqual(joined.get('v').sel({ run: 1 }).toArray(), [
      [true, null],
      [null, null],
    ])
    const without = concat<never, never, never, 'run'>([a, b.dropVars('v')] as never, 'run').get('v' as never)
    assert.deepEqual(without.count().item(), 1)
  })

  it('reads nothing before it is touched, and of files only the parts asked for', () => {
    const boxes: string[] = []
    const far = (name: string): Dataset => parts({ x: 1000, y: 3 }, {}, { v: inFile(name, [1000, 3], boxes) })
    const joined = concat([far('a'), far('b')], 'x')
    assert.deepEqual(joined.sizes, { x: 2000, y: 3 })
    assert.deepEqual(boxes, [])
    assert.deepEqual(
      joined
        .isel({ x: [999, 1000], y: 2 })
        .get('v')
        .toArray(),
      [2999, 2],
    )
    assert.deepEqual(boxes, ['a 999,2 1,1', 'b 0,2 1,1'])
  })

  it('refuses no datasets, and a dim that only some have labels for', () => {
    assert.throws(() => concat([], 'x'), new TypeError('Expected at least one dataset to concatenate, got none.'))
    const a = table({ x: [1] }, { v: [1] })
    assert.throws(
      () => concat([a, a.dropVars('x') as never], 'x'),
      new TypeError(
        'Dataset 1 has no coordinate `x`, others have. Add one with `assignCoords`, or leave it out with `dropVars`.',
      ),
    )
  })
})

function parts(
  sizes: Record<string, number>,
  coords: Record<string, Variable>,
  vars: Record<string, Variable>,
): Dataset {
  return new Dataset({ sizes, coords, vars, attrs: {}, failures: [] })
}

function table(axes: Record<string, number[]>, vars: Record<string, (number | null)[]>): Dataset {
  const dims = Object.keys(axes)
  const shape = Object.values(axes).map((axis) => axis.length)
  return parts(
    Object.fromEntries(dims.map((dim, d) => [dim, shape[d] ?? 0])),
    Object.fromEntries(dims.map((dim) => [dim, variableOf(axes[dim] ?? [], { dims: [dim] })])),
    Object.fromEntries(
      Object.entries(vars).map(([name, values]) => [name, variableOf(values, { dims, shape, dtype: 'float64' })]),
    ),
  )
}

function one({ x, y, v }: { x: number; y: number; v: unknown }, dtype: DType): Dataset {
  return table({ x: [x], y: [y] }, {}).assign({ v: variableOf([v], { dims: ['x', 'y'], shape: [1, 1], dtype }) })
}

/** A value that depends on its labels alone, with holes that do so too. */
function product(xs: number[], ys: number[]): Dataset {
  const values = xs.flatMap((x) => ys.map((y) => ((x + y) % 5 === 0 ? null : x * 10 + y)))
  const v = variableOf(values, { dims: ['x', 'y'], shape: [xs.length, ys.length], dtype: 'int32' })
  const s = variableOf(xs.map(String), { dims: ['x'], dtype: 'string' })
  const labels = (list: number[], dim: string): Variable => variableOf(list, { dims: [dim], dtype: 'int64' })
  return parts({ x: xs.length, y: ys.length }, { x: labels(xs, 'x'), y: labels(ys, 'y') }, { v, s })
}

function casesOf(rows: [number, string, number][]): Dataset {
  const column = (i: 0 | 1 | 2): Variable =>
    variableOf(
      rows.map((row) => row[i]),
      { dims: ['case'] },
    )
  return parts({ case: rows.length }, { p: column(0), q: column(1) }, { v: column(2) })
}

function inFile(name: string, shape: number[], boxes: string[]): Variable {
  const readSlab = (start: readonly number[], count: readonly number[]): { values: Float64Array } => {
    boxes.push(`${name} ${start} ${count}`)
    const [rows = 0, columns = 0] = count
    const values = Float64Array.from(
      { length: rows * columns },
      (_, i) => ((start[0] ?? 0) + Math.floor(i / columns)) * (shape[1] ?? 0) + (start[1] ?? 0) + (i % columns),
    )
    return { values }
  }
  const read = (): never => {
    throw new Error('the whole variable was read')
  }
  return lazyVariable({ dims: ['x', 'y'], shape, dtype: 'float64', attrs: {}, read, readSlab })
}
