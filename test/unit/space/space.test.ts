import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  createSpace,
  encodePoint,
  geomspace,
  indexOfPosition,
  linspace,
  logspace,
  materializeAxis,
  openSpace,
  range,
  type Space,
  zip,
} from '../../../src/space/index.ts'

const pointsOf = (space: Space) => Array.from({ length: space.size }, (_, index) => space.pointAt(index))

test('every case is combined with every combination of the axes, the last axis fastest', () => {
  const space = createSpace({
    combos: { T: [1.5, 2.5], model: ['ising', 'xy'] },
    cases: [
      { a: 1, b: true },
      { b: false, a: 2 },
    ],
  })
  assert.deepEqual(space.names, ['a', 'b', 'T', 'model'])
  assert.deepEqual(space.shape, [2, 2, 2])
  assert.equal(space.size, 8)
  assert.deepEqual(pointsOf(space), [
    { a: 1, b: true, T: 1.5, model: 'ising' },
    { a: 1, b: true, T: 1.5, model: 'xy' },
    { a: 1, b: true, T: 2.5, model: 'ising' },
    { a: 1, b: true, T: 2.5, model: 'xy' },
    { a: 2, b: false, T: 1.5, model: 'ising' },
    { a: 2, b: false, T: 1.5, model: 'xy' },
    { a: 2, b: false, T: 2.5, model: 'ising' },
    { a: 2, b: false, T: 2.5, model: 'xy' },
  ])
  assert.deepEqual(Object.keys(space.pointAt(7)), ['a', 'b', 'T', 'model'])
})

test('cases as rows, as columns and zipped are the same space', () => {
  const rows = createSpace({
    cases: [
      { a: 0, b: 'x' },
      { a: 1, b: 'y' },
    ],
  })
  assert.deepEqual(createSpace({ cases: { a: range(2), b: new Set(['x', 'y']) } }).description, rows.description)
  assert.deepEqual(createSpace({ cases: zip({ a: Int8Array.of(0, 1), b: ['x', 'y'] }) }).description, rows.description)
  assert.deepEqual(zip({ a: range(2), b: ['x', 'y'] }), { a: [0, 1], b: ['x', 'y'] })
})

test('an axis takes arrays, typed arrays, sequences and anything that can be iterated', () => {
  const lists: readonly Iterable<unknown>[] = [
    [1, 2, 3],
    Int16Array.of(1, 2, 3),
    Float32Array.of(1, 2, 3),
    range(1, 4),
    new Set([1, 2, 3]),
    range(1, 4).map(Number),
  ]
  for (const list of lists)
    assert.deepEqual(pointsOf(createSpace({ combos: { a: list } })), [{ a: 1 }, { a: 2 }, { a: 3 }])
  assert.deepEqual(pointsOf(createSpace({ combos: { a: BigInt64Array.of(1n, 2n) } })), [{ a: 1n }, { a: 2n }])
})

test('values that only look alike are separate values of an axis', () => {
  const values = [1, '1', true, 1n, [1], { a: 1 }, null, undefined, Number.NaN, 'NaN', Float64Array.of(1)]
  assert.equal(createSpace({ combos: { a: values } }).size, values.length)
})

test('changing a list later does not change the space', () => {
  const numbers = [1, 2]
  const typed = Float64Array.of(1, 2)
  const texts = ['a', 'b']
  const column = [7]
  const space = createSpace({ combos: { numbers, typed, texts }, cases: { column } })
  const before = pointsOf(space)
  numbers[0] = typed[0] = column[0] = 99
  texts[0] = 'changed'
  assert.deepEqual(pointsOf(space), before)
})

const value = fc.oneof(
  fc.double(),
  fc.string({ maxLength: 3 }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.nat(3), { maxLength: 2 }),
  fc.bigInt(),
)
const keyOf = (candidate: unknown): string => Buffer.from(encodePoint({ candidate })).toString('hex')
const list = fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: keyOf })
const sequence = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((n) => range(n)),
  fc.integer({ min: 1, max: 4 }).map((n) => linspace(0.1, 2.3, n)),
  fc.integer({ min: 1, max: 4 }).map((n) => geomspace(-1, -7, n)),
  fc.integer({ min: 1, max: 4 }).map((n) => logspace(0, 1.3, n, { base: 2.5 })),
)
const axisName = fc.constantFrom('a', 'b', 'T', 'ö', 'x y', 'constructor', '1')
const combos = fc.dictionary(axisName, fc.oneof(list, sequence), { minKeys: 1, maxKeys: 4, noNullPrototype: true })
const cases = fc.option(fc.array(fc.record({ c: value, d: fc.nat(2) }), { minLength: 1, maxLength: 4 }), {
  nil: undefined,
})
const anySpace = fc.tuple(combos, cases).map(([axes, rows]) => createSpace({ combos: axes, cases: rows }))

test('the size is the product of the shape', () => {
  fc.assert(
    fc.property(combos, cases, (axes, rows) => {
      const space = createSpace({ combos: axes, cases: rows })
      const lengths = Object.values(axes).map((values) => [...values].length)
      assert.deepEqual(space.shape, rows === undefined ? lengths : [rows.length, ...lengths])
      assert.equal(
        space.size,
        space.shape.reduce((product, length) => product * length, 1),
      )
    }),
  )
})

test('an index, its position and its point belong together', () => {
  fc.assert(
    fc.property(anySpace, (space) => {
      for (let index = 0; index < space.size; index++) {
        const position = space.positionAt(index)
        assert.equal(indexOfPosition(space, position), index)
        const point = space.pointAt(index)
        const offset = space.cases === undefined ? 0 : 1
        space.axes.forEach(({ name, values }, i) => {
          assert.ok(Object.is(point[name], values.at(position[i + offset] ?? -1)))
        })
        for (const name of space.cases?.names ?? [])
          assert.ok(Object.is(point[name], space.cases?.columns[name]?.[position[0] ?? -1]))
        assert.deepEqual(Object.keys(point).sort(), [...space.names].sort())
      }
    }),
  )
})

test('every point has the key of its values, and all keys of combinations differ', () => {
  fc.assert(
    fc.property(combos, (axes) => {
      const space = createSpace({ combos: axes })
      const keys = new Set<string>()
      for (let index = 0; index < space.size; index++) {
        assert.deepEqual(space.keyBytesAt(index), encodePoint(space.pointAt(index)))
        keys.add(Buffer.from(space.keyBytesAt(index)).toString('hex'))
        assert.equal(space.repeatsBefore(index), 0)
      }
      assert.equal(keys.size, space.size)
    }),
  )
})

test('a key does not depend on whether a value comes from an axis or a case, nor on their order', () => {
  const a = createSpace({ combos: { T: [2], L: [16] } })
  const b = createSpace({ combos: { L: range(16, 17) }, cases: [{ T: 2 }] })
  assert.deepEqual(a.keyBytesAt(0), b.keyBytesAt(0))
})

test('repeats count the equal points before, by key', () => {
  fc.assert(
    fc.property(anySpace, (space) => {
      const seen = new Map<string, number>()
      for (let index = 0; index < space.size; index++) {
        const key = Buffer.from(space.keyBytesAt(index)).toString('hex')
        assert.equal(space.repeatsBefore(index), seen.get(key) ?? 0)
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
    }),
  )
})

test('repeats of cases of numbers are counted with 0 and −0, and NaN and NaN, as equal', () => {
  const space = createSpace({ cases: { a: [0, 1, -0, Number.NaN, Number.NaN, 0], b: [5, 5, 5, 5, 5, 5] } })
  assert.deepEqual(
    Array.from({ length: 6 }, (_, i) => space.repeatsBefore(i)),
    [0, 0, 1, 0, 1, 2],
  )
  const distinct = createSpace({ cases: { a: [3, 1, 2], b: [5, 5, 5] } })
  assert.deepEqual(
    [0, 1, 2].map((i) => distinct.repeatsBefore(i)),
    [0, 0, 0],
  )
})

test('a description that was cloned opens as the same space', () => {
  fc.assert(
    fc.property(anySpace, (space) => {
      const copy = openSpace(structuredClone(space.description))
      assert.deepEqual([copy.names, copy.shape, copy.size], [space.names, space.shape, space.size])
      assert.deepEqual(pointsOf(copy), pointsOf(space))
      assert.deepEqual(copy.description, space.description)
      for (let index = 0; index < space.size; index++) {
        assert.deepEqual(copy.keyBytesAt(index), space.keyBytesAt(index))
        assert.equal(copy.repeatsBefore(index), space.repeatsBefore(index))
      }
    }),
  )
})

test('a description holds numbers as a typed array and sequences as their rule', () => {
  assert.deepEqual(
    createSpace({ combos: { a: [1, 2], b: linspace(0, 1, 1e6), c: ['x'] }, cases: [{ d: 1 }] }).description,
    {
      version: 1,
      cases: { names: ['d'], columns: { d: [1] } },
      axes: [
        { name: 'a', values: { kind: 'list', values: Float64Array.of(1, 2) } },
        { name: 'b', values: { kind: 'linspace', start: 0, stop: 1, length: 1e6 } },
        { name: 'c', values: { kind: 'list', values: ['x'] } },
      ],
    },
  )
})

test('10^12 points are an ordinary space', () => {
  const space = createSpace({ combos: { a: range(1e6), b: linspace(0, 1, 1001), c: range(1000, 0, -1) } })
  assert.equal(space.size, 1_001_000_000_000)
  assert.deepEqual(space.pointAt(space.size - 1), { a: 999_999, b: 1, c: 1 })
  assert.deepEqual(space.positionAt(123_456_789_012), [123_333, 456, 12])
  assert.equal(indexOfPosition(space, [123_333, 456, 12]), 123_456_789_012)
  assert.ok(JSON.stringify(space.description).length < 400)
})

test('positions are exact up to the largest space', () => {
  const shapes = fc.tuple(
    fc.integer({ min: 1, max: 2 ** 26 }),
    fc.integer({ min: 1, max: 2 ** 20 }),
    fc.integer({ min: 1, max: 2 ** 7 - 1 }),
  )
  fc.assert(
    fc.property(shapes, fc.double({ min: 0, max: 1, noNaN: true }), ([a, b, c], part) => {
      const space = createSpace({ combos: { a: range(a), b: range(b), c: range(c) } })
      for (const index of [0, space.size - 1, Math.min(space.size - 1, Math.floor(part * space.size))]) {
        const big = BigInt(index)
        const expected = [big / BigInt(b * c), (big / BigInt(c)) % BigInt(b), big % BigInt(c)].map(Number)
        assert.deepEqual(space.positionAt(index), expected)
        assert.equal(indexOfPosition(space, expected), index)
      }
    }),
  )
})

test('an index outside the space is refused', () => {
  const space = createSpace({ combos: { a: [1, 2] } })
  for (const index of [-1, 2, 0.5, Number.NaN]) {
    const refusal = { name: 'TypeError', message: `Expected an index from 0 to 1, got \`${index}\`.` }
    assert.throws(() => space.pointAt(index), refusal)
    assert.throws(() => space.positionAt(index), refusal)
    assert.throws(() => space.keyBytesAt(index), refusal)
    assert.throws(() => space.repeatsBefore(index), refusal)
  }
  for (const position of [[], [2], [0, 0], [-1], [0.5]]) {
    assert.throws(() => indexOfPosition(space, position), {
      name: 'TypeError',
      message: `Expected a position inside (2), got \`${JSON.stringify(position)}\`.`,
    })
  }
})

test('a hundred thousand numbers out of order, of which the last is there already, are refused', () => {
  const values = Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 0x9e3779b1) / 7)
  assert.equal(createSpace({ combos: { a: values } }).size, 100_000)
  assert.throws(() => createSpace({ combos: { a: [...values, values[5]] } }), /again at position 100000\./)
})

test('an axis becomes an array where it is short enough to be one', () => {
  const limit = { maxLength: 3 }
  const [numbers, texts] = createSpace({ combos: { a: [1, 2, 3, 4], b: ['x'] } }).axes
  assert.deepEqual(materializeAxis(linspace(0, 1, 3), limit), Float64Array.of(0, 0.5, 1))
  assert.equal(materializeAxis(linspace(0, 1, 4), limit), undefined)
  assert.deepEqual(materializeAxis(numbers?.values ?? [], limit), Float64Array.of(1, 2, 3, 4))
  assert.deepEqual(materializeAxis(texts?.values ?? [], limit), ['x'])
})
