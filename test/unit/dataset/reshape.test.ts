import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Dataset, lazyVariable, type Variable, variableOf } from '../../../src/dataset/index.ts'

describe('transpose', () => {
  it('twice gives the same dataset', () => {
    fc.assert(
      fc.property(datasets(), fc.shuffledSubarray(['x', 'y', 'z'], { minLength: 3, maxLength: 3 }), (ds, order) => {
        const turned = ds.transpose(...order)
        assert.deepEqual(turned.dims, order)
        assert.deepEqual(turned.get('v').dims, order)
        assert.ok(turned.transpose('x', 'y', 'z').equals(ds))
        assert.ok(ds.transpose().transpose().equals(ds))
      }),
    )
  })

  it('leaves the dims that are not named in the order in which each variable has them', () => {
    const whole = cube()
    const odd = whole.assign({ w: whole.get('v').transpose('z', 'x', 'y') }).transpose('x', '...')
    assert.deepEqual(
      [odd.get('v').dims, odd.get('w').dims],
      [
        ['x', 'y', 'z'],
        ['x', 'z', 'y'],
      ],
    )
  })

  it('refuses dims that are not there, twice there, or left out', () => {
    const ds = cube()
    assert.throws(() => ds.transpose('xx', '...'), new TypeError('Unknown dim `xx`. Did you mean `x`?'))
    assert.throws(
      () => ds.transpose('x', 'x', '...'),
      new TypeError('Expected each dim once in `transpose`, got `x` twice.'),
    )
    assert.throws(
      () => ds.transpose('x'),
      new TypeError("Expected `transpose` to name every dim, `y`, `z` is not: add '...' for the rest."),
    )
  })
})

describe('expandDims', () => {
  it('is undone by isel', () => {
    fc.assert(
      fc.property(datasets(), fc.integer({ min: 1, max: 3 }), (ds, length) => {
        const expanded = ds.expandDims({ run: length })
        assert.deepEqual(expanded.get('v').shape, [length, ...ds.get('v').shape])
        assert.ok(expanded.isel({ run: length - 1 }).equals(ds))
        const labelled = ds.expandDims({ run: Array.from({ length }, (_, i) => `r${i}`) })
        assert.ok(labelled.sel({ run: 'r0' }).dropVars('run').equals(ds))
      }),
    )
  })

  it('refuses what is a dim, a variable or no length', () => {
    assert.throws(() => cube().expandDims('x'), new TypeError('`x` is a dim already.'))
    assert.throws(
      () => cube().expandDims('v'),
      new TypeError('`v` cannot become a dim: it is a variable. Rename it first.'),
    )
    assert.throws(
      () => cube().expandDims('name'),
      new TypeError('`name` cannot become a dim: it is a coordinate over x. Rename it first.'),
    )
    assert.throws(
      () => cube().expandDims({ run: 1.5 }),
      new TypeError('Expected the length of `run` to be a whole number from 0 up, got `1.5` (number).'),
    )
  })
})

describe('sortBy', () => {
  it('is a permutation in which the keys ascend or descend and missing ones are last', () => {
    const keys = fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 12 })
    fc.assert(
      fc.property(keys, fc.boolean(), (list, ascending) => {
        const key = variableOf(list, { dims: ['row'], dtype: 'int64' })
        const place = variableOf(
          list.map((_, i) => i),
          { dims: ['row'], dtype: 'int64' },
        )
        const ds = new Dataset({
          sizes: { row: list.length },
          coords: {},
          vars: { key, place },
          attrs: {},
          failures: [],
        })
        const sorted = ds.sortBy('key', { ascending })
        const there = list.filter((each) => each !== null).sort((a, b) => (ascending ? a - b : b - a))
        const gaps = list.filter((each) => each === null)
        assert.deepEqual(sorted.get('key').toArray(), [...there, ...gaps])
        const places = sorted.get('place').toArray() as number[]
        assert.deepEqual(
          places.map((i) => list[i]),
          sorted.get('key').toArray(),
        )
        assert.deepEqual(
          [...places].sort((a, b) => a - b),
          place.values.length === 0 ? [] : [...place.values],
        )
      }),
    )
  })

  it('takes an array over the same dim and refuses what has several dims', () => {
    const ds = cube()
    const order = ds.get('x').map((x) => -x)
    assert.deepEqual(ds.sortBy(order).get('x').toArray(), [3, 2, 1])
    assert.throws(() => ds.sortBy('v'), new TypeError('Expected `v` to lie over one dim to sort by it, it has 3.'))
    assert.throws(() => ds.sortBy('w'), /Unknown variable or coordinate `w`/)
    assert.throws(
      () => ds.sortBy(order.isel({ x: [0] })),
      new TypeError('Cannot sort by `x`: it has 1 elements along `x`, not 3.'),
    )
  })
})

describe('rename, select and dropVars', () => {
  it('refuse names that are not there or taken', () => {
    const ds = cube()
    assert.throws(
      () => ds.rename({ vv: 'w' }),
      new TypeError('Unknown variable, coordinate or dim `vv`. Did you mean `v`?'),
    )
    assert.throws(() => ds.rename({ v: 'x' }), new TypeError('`v` cannot become `x`: that name is taken.'))
    assert.throws(() => ds.select('vv'), new TypeError('Unknown variable `vv`. Did you mean `v`?'))
    assert.throws(
      () => ds.dropVars(['v', 'xx']),
      new TypeError('Unknown variable or coordinate `xx`. Did you mean `x`?'),
    )
    assert.throws(
      () => ds.dropSel({ x: 1 }, { errors: 'skip' as never }),
      new TypeError("Expected `errors` to be 'raise' or 'ignore', got `\"skip\"` (string)."),
    )
  })

  it('of an array change its name, or its dims and coordinates', () => {
    const v = cube().get('v')
    assert.equal(v.rename('w').name, 'w')
    const renamed = v.rename({ x: 'column', name: 'title' })
    assert.deepEqual(renamed.dims, ['column', 'y', 'z'])
    assert.deepEqual(Object.keys(renamed.coords), ['column', 'title'])
  })
})

describe('a variable in a file', () => {
  it('is not read by reshaping, and then by the box that is asked for', () => {
    const boxes: string[] = []
    const ds = new Dataset({
      sizes: { x: 30_000, y: 100_000 },
      coords: {
        x: variableOf(
          Float64Array.from({ length: 30_000 }, (_, i) => i),
          { dims: ['x'] },
        ),
      },
      vars: { v: huge(boxes) },
      attrs: {},
      failures: [],
    })
    const reshaped = ds
      .transpose('y', 'x')
      .rename({ x: 'column', v: 'w' })
      .expandDims({ run: ['a', 'b'] })
      .sortBy('column', { ascending: false })
      .dropSel({ column: [5] })
    assert.deepEqual(reshaped.get('w').shape, [2, 100_000, 29_999])
    assert.deepEqual(boxes, [])
    const corner = reshaped.isel({ run: 1, column: [-1, -2], y: [7, 8] }).get('w')
    assert.deepEqual(corner.toArray(), [
      [7, 100_007],
      [8, 100_008],
    ])
    assert.deepEqual(boxes, ['0,7 2,2'])
    const joined = ds.select('v').merge(ds.dropVars('v'))
    assert.equal(joined.get('v').isel({ x: 2, y: 1 }).item(), 200_001)
    assert.deepEqual(boxes, ['0,7 2,2', '2,1 1,1'])
  })
})

function cube(): Dataset {
  return build([3, 2, 2], 'int16')
}

function build(shape: number[], dtype: 'int16' | 'float64' | 'bool' | 'string'): Dataset {
  const dims = ['x', 'y', 'z']
  const size = shape.reduce((a, b) => a * b, 1)
  const element = (i: number): unknown => {
    if (i % 4 === 3) return null
    return dtype === 'string' ? `s${i}` : dtype === 'bool' ? i % 3 === 0 : i
  }
  const v = variableOf(
    Array.from({ length: size }, (_, i) => element(i)),
    { dims, shape, dtype },
  )
  const along = (d: number): number[] => Array.from({ length: shape[d] ?? 0 }, (_, i) => i + 1)
  return new Dataset({
    sizes: Object.fromEntries(dims.map((dim, d) => [dim, shape[d] ?? 0])),
    coords: {
      x: variableOf(along(0), { dims: ['x'], dtype: 'int64' }),
      name: variableOf(along(0).map(String), { dims: ['x'], dtype: 'string' }),
    },
    vars: {
      v,
      yz: variableOf(
        along(1).flatMap(() => along(2)),
        { dims: ['y', 'z'], shape: shape.slice(1), dtype: 'float32' },
      ),
    },
    attrs: {},
    failures: [],
  })
}

function datasets(): fc.Arbitrary<Dataset> {
  const length = fc.integer({ min: 0, max: 4 })
  const dtype = fc.constantFrom('int16', 'float64', 'bool', 'string')
  return fc.tuple(length, length, length, dtype).map(([x, y, z, kind]) => build([x, y, z], kind))
}

/** 24 GB in which an element is its place. */
function huge(boxes: string[]): Variable {
  const columns = 100_000
  return lazyVariable({
    dims: ['x', 'y'],
    shape: [30_000, columns],
    dtype: 'float64',
    attrs: {},
    read: () => {
      throw new Error('the whole variable was read')
    },
    readSlab: ([x = 0, y = 0], [rows = 0, count = 0]) => {
      boxes.push(`${[x, y]} ${[rows, count]}`)
      const place = (i: number): number => (x + Math.floor(i / count)) * columns + y + (i % count)
      return { values: Float64Array.from({ length: rows * count }, (_, i) => place(i)) }
    },
  })
}
