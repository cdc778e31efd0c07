import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DataArray, Dataset, type DType, type Variable, variableOf } from '../../../src/dataset/index.ts'

const HUGE = 2n ** 62n
/** Bits that are infinity and several sorts of NaN as float64. */
const NAN_LIKE = [
  0x7ff0000000000000n,
  0x7ff0000000000001n,
  0x7ff8000000000001n,
  0x7ff4dead0000beefn,
  -1n,
  2n ** 63n - 1n,
]

describe('bigints', () => {
  const n = variableOf([HUGE, null, -HUGE, 1n, HUGE + 1n, 5n], { dims: ['x', 'y'], shape: [3, 2] })
  const ds = new Dataset({
    sizes: { x: 3, y: 2 },
    coords: { x: variableOf([HUGE, HUGE + 1n, HUGE + 3n], { dims: ['x'] }) },
    vars: { n },
    attrs: {},
    failures: [],
  })

  it('come out as bigints, missing ones as null', () => {
    assert.deepEqual(ds.get('n').toArray(), [
      [HUGE, null],
      [-HUGE, 1n],
      [HUGE + 1n, 5n],
    ])
    assert.deepEqual(ds.toRows()[1], { x: HUGE, y: 1, n: null })
    assert.equal(ds.get('n').isel({ x: 0, y: 0 }).item(), HUGE)
    assert.equal(ds.get('n').isel({ x: 0, y: 1 }).item(), null)
  })

  it('select exactly along an axis of bigints', () => {
    const any = ds as Dataset<{ x: bigint }, { n: bigint }, 'y'>
    assert.deepEqual(
      any
        .sel({ x: HUGE + 1n })
        .get('n')
        .toArray(),
      [-HUGE, 1n],
    )
    assert.deepEqual(
      any
        .sel({ x: [HUGE + 3n, HUGE] })
        .get('n')
        .isel({ y: 0 })
        .toArray(),
      [HUGE + 1n, HUGE],
    )
    assert.deepEqual(any.sel({ x: { from: HUGE + 1n } }).sizes, { x: 2, y: 2 })
    assert.equal(
      any
        .sel({ x: { nearest: HUGE + 2n } })
        .get('x')
        .item(),
      HUGE + 3n,
    )
    assert.throws(
      () => any.sel({ x: HUGE + 2n }),
      new TypeError(
        `\`x\` has no value ${HUGE + 2n}n (bigint). The nearest are ${HUGE + 1n}n and ${HUGE + 3n}n; \`{ nearest: ${HUGE + 2n}n }\` takes the nearest.`,
      ),
    )
    assert.throws(
      () => any.sel({ x: { nearest: 0n, tolerance: 10 } }),
      new TypeError(`\`x\` has no value within 10 of 0n. The nearest are ${HUGE}n and ${HUGE + 1n}n.`),
    )
    assert.throws(
      () => any.sel({ x: 3 as never }),
      new TypeError(`\`x\` has no value 3 (number). The nearest are ${HUGE}n and ${HUGE + 1n}n and ${HUGE + 3n}n.`),
    )
  })

  it('keep every bit, also those that would be NaN in a number, whatever is taken', () => {
    for (const [dtype, list] of [
      ['bigint64', BigInt64Array.from(NAN_LIKE)],
      ['biguint64', BigUint64Array.from(NAN_LIKE)],
    ] as const) {
      const array = arrayOf(variableOf(list, { dims: ['x', 'y'], shape: [3, 2] }))
      assert.equal(array.dtype, dtype)
      assert.deepEqual(array.isel({ x: [2, 0] }).values, lastAndFirstRow(list))
      assert.deepEqual(
        Array.from(array.isel({ y: { step: -1 } }).values as BigInt64Array),
        [1, 0, 3, 2, 5, 4].map((i) => list[i]),
      )
    }
  })

  it('have exact sums and extremes, and means and deviations as numbers', () => {
    const array = ds.get('n')
    assert.deepEqual(array.sum('x').toArray(), [HUGE + 1n, 6n])
    assert.equal(array.sum('x').dtype, 'bigint64')
    assert.equal(array.max().item(), HUGE + 1n)
    assert.equal(array.min().item(), -HUGE)
    assert.deepEqual(array.count('x').toArray(), [3, 2])
    assert.equal(array.mean().dtype, 'float64')
    assert.deepEqual(array.mean('x').toArray(), [2 ** 62 / 3, 3])
    assert.equal(array.isel({ y: 1 }).std().item(), 2)
    assert.deepEqual(array.sum('x', { skipMissing: false }).toArray(), [HUGE + 1n, null])
    assert.deepEqual(array.isel({ x: [], y: 0 }).sum().toArray(), 0n)
    assert.deepEqual(array.isel({ x: [], y: 0 }).max().toArray(), null)
  })

  it('refuse a sum beyond their 64 bits with what to do', () => {
    assert.throws(
      () => arrayOf(variableOf([2n ** 63n - 1n, 1n], { dims: ['x'] })).sum(),
      new TypeError(
        'The sum 9223372036854775808n is beyond the range of kind bigint64: take `mean`, or add up the bigints of `toArray()`.',
      ),
    )
  })

  it('equal numbers of the same value, and no others', () => {
    const same = (a: unknown[], b: unknown[]): boolean =>
      arrayOf(variableOf(a, { dims: ['x'] })).equals(arrayOf(variableOf(b, { dims: ['x'] })).parts)
    assert.ok(same([1n, null], [1, null]))
    assert.ok(same([2n ** 53n], [2 ** 53]))
    assert.ok(!same([2n ** 53n + 1n], [2 ** 53]))
    assert.ok(!same([1n], ['1']))
    assert.ok(!same([1n, 2n], [1n, null]))
  })

  it('print their digits', () => {
    assert.equal(
      String(arrayOf(variableOf([2n ** 60n, -5n, null], { dims: ['x'] }))),
      `<windrow.DataArray 'v' (x: 3)> Size: 24B
array([1152921504606846976,                  -5,                <NA>],
      dtype=bigint64)
Dimensions without coordinates: x`,
    )
  })
})

describe('complex numbers', () => {
  const z = variableOf([{ re: 1, im: 2 }, null, { re: 0, im: -1 }, { re: 3, im: 0 }], {
    dims: ['x', 'y'],
    shape: [2, 2],
  })
  const ds = new Dataset<{ x: { re: number; im: number } }, { z: { re: number; im: number } }, 'y'>({
    sizes: { x: 2, y: 2 },
    coords: {
      x: variableOf(
        [
          { re: 0, im: 1 },
          { re: 2, im: -0 },
        ],
        { dims: ['x'] },
      ),
    },
    vars: { z },
    attrs: {},
    failures: [],
  })

  it('come out as objects, missing ones as null', () => {
    assert.deepEqual(ds.get('z').toArray(), [
      [{ re: 1, im: 2 }, null],
      [
        { re: 0, im: -1 },
        { re: 3, im: 0 },
      ],
    ])
    assert.deepEqual(ds.toRows()[0], { x: { re: 0, im: 1 }, y: 0, z: { re: 1, im: 2 } })
    assert.deepEqual(ds.get('z').isel({ x: 1, y: 1 }).item(), { re: 3, im: 0 })
    assert.equal(ds.get('z').isel({ x: 0, y: 1 }).item(), null)
    assert.equal(ds.get('z').values.length, 8)
  })

  it('are missing where a part is NaN', () => {
    const marked = arrayOf(variableOf([{ re: 1, im: Number.NaN }, { re: Number.NaN, im: 1 }, 2], { dims: ['x'] }))
    assert.deepEqual(marked.toArray(), [null, null, { re: 2, im: 0 }])
    assert.equal(marked.count().item(), 1)
    assert.deepEqual(marked.mean().item(), { re: 2, im: 0 })
  })

  it('select along an axis of complex numbers', () => {
    assert.deepEqual(
      ds
        .sel({ x: { re: 2, im: 0 } })
        .get('z')
        .toArray(),
      [
        { re: 0, im: -1 },
        { re: 3, im: 0 },
      ],
    )
    assert.deepEqual(
      ds
        .sel({
          x: [
            { re: 2, im: 0 },
            { re: 0, im: 1 },
          ],
        })
        .get('z')
        .isel({ y: 0 }).values,
      Float64Array.of(0, -1, 1, 2),
    )
    assert.throws(
      () => ds.sel({ x: { re: 1, im: 1 } }),
      new TypeError(
        '`x` has no value { re: 1, im: 1 } (complex number). The nearest are { re: 0, im: 1 } and { re: 2, im: 0 }.',
      ),
    )
    assert.throws(
      () => ds.sel({ x: { from: { re: 0, im: 0 } } }),
      new TypeError('Complex numbers have no order: select along `x` by values, not by an interval.'),
    )
  })

  it('have no least and no greatest', () => {
    assert.throws(() => ds.get('z').min(), new TypeError('Expected numbers for `min` of `z`, got kind complex128.'))
    assert.deepEqual(Object.keys(ds.max().vars), [])
  })

  it('equal real numbers without an imaginary part', () => {
    const of = (values: unknown[]): Named => arrayOf(variableOf(values, { dims: ['x'] }))
    assert.ok(of([{ re: 1, im: 0 }, null]).equals(of([1, null]).parts))
    assert.ok(!of([{ re: 1, im: 1 }]).equals(of([1]).parts))
  })
})

describe('selections and rows', () => {
  const kinds = ['bigint64', 'biguint64', 'complex128'] as const
  it('give the elements of the positions, whatever kind and shape', () => {
    const some = fc.constantFrom(...kinds).chain((dtype) =>
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 40 })).chain(([rows, columns]) =>
        fc.record({
          dtype: fc.constant(dtype),
          shape: fc.constant([rows, columns]),
          list: fc.array(fc.option(valueOfKind(dtype), { freq: 5 }), {
            minLength: rows * columns,
            maxLength: rows * columns,
          }),
          x: fc.array(fc.nat(rows - 1), { maxLength: 4 }),
          y: fc.option(fc.array(fc.nat(columns - 1), { maxLength: 4 }), { nil: undefined }),
        }),
      ),
    )
    fc.assert(
      fc.property(some, ({ dtype, shape, list, x, y }) => {
        const columns = shape[1] ?? 1
        const array = arrayOf(variableOf(list, { dims: ['x', 'y'], shape, dtype }))
        const taken = array.isel({ x, ...(y === undefined ? {} : { y }) })
        const wanted = x.map((i) => (y ?? [...Array(columns).keys()]).map((j) => list[i * columns + j]))
        assert.deepEqual(taken.toArray(), wanted)
      }),
    )
  })
})

function valueOfKind(dtype: DType): fc.Arbitrary<unknown> {
  const finite = fc.double({ noNaN: true })
  if (dtype === 'complex128') return fc.record({ re: finite, im: finite }, { noNullPrototype: true })
  return dtype === 'bigint64'
    ? fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    : fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
}

function lastAndFirstRow(list: BigInt64Array | BigUint64Array): unknown {
  return list.constructor === BigInt64Array
    ? BigInt64Array.from([4, 5, 0, 1], (i) => list[i] as bigint)
    : BigUint64Array.from([4, 5, 0, 1], (i) => list[i] as bigint)
}

class Named extends DataArray {
  readonly parts: { variable: Variable; coords: Record<string, Variable> }
  constructor(variable: Variable) {
    super({ name: 'v', variable, coords: {} })
    this.parts = { variable, coords: {} }
  }
}

function arrayOf(variable: Variable): Named {
  return new Named(variable)
}
