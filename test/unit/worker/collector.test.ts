import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Column } from '../../../src/dataset/index.ts'
import { Collector } from '../../../src/worker/output/collector.ts'

const NaN2 = [Number.NaN, Number.NaN]

describe('results of points as columns', () => {
  it('keep their kind where some are missing, and say which, however many follow', () => {
    const day = new Date(5)
    const rows: [string, unknown, unknown, unknown][] = [
      ['bool', true, Uint8Array, [0, 1, 1]],
      ['string', 'a', Array, ['', 'a', 'a']],
      ['bigint64', 2n ** 60n, BigInt64Array, [0n, 2n ** 60n, 2n ** 60n]],
    ]
    for (const [dtype, value, Type, start] of rows) {
      const column = columnsOf([null, ...new Array(200).fill(value)])
      assert.deepEqual([column.dtype, column.values.constructor, column.values.length], [dtype, Type, 201])
      assert.deepEqual([...column.values].slice(0, 3), start)
      assert.deepEqual(
        column.missing,
        Uint8Array.from({ length: 201 }, (_, i) => (i === 0 ? 1 : 0)),
      )
    }
    const dates = columnsOf([day, undefined, day])
    assert.deepEqual(
      [dates.dtype, dates.values, dates.missing],
      ['datetime', Float64Array.of(5, Number.NaN, 5), undefined],
    )
    const words = columnsOf([Int16Array.of(1, 2), null])
    assert.deepEqual(
      [words.dtype, words.values, words.missing],
      ['int16', Int16Array.of(1, 2, 0, 0), Uint8Array.of(0, 0, 1, 1)],
    )
  })

  it('keep the kind of arrays in which some elements are missing', () => {
    const bools = columnsOf([
      [true, null],
      [null, false],
    ])
    assert.deepEqual([bools.dtype, bools.shape], ['bool', [2]])
    assert.deepEqual([bools.values, bools.missing], [Uint8Array.of(1, 0, 0, 0), Uint8Array.of(0, 1, 1, 0)])
    const texts = columnsOf([['a', undefined]])
    assert.deepEqual([texts.values, texts.missing], [['a', ''], Uint8Array.of(0, 1)])
    const big = columnsOf([
      [
        [1n, null],
        [null, -1n],
      ],
    ])
    assert.deepEqual([big.dtype, big.shape], ['bigint64', [2, 2]])
    assert.deepEqual([big.values, big.missing], [BigInt64Array.of(1n, 0n, 0n, -1n), Uint8Array.of(0, 1, 1, 0)])
    assert.deepEqual(columnsOf([[new Date(1), null]]).values, Float64Array.of(1, Number.NaN))
    assert.deepEqual(columnsOf([[1, null]]).values, Float64Array.of(1, Number.NaN))
    assert.deepEqual(columnsOf([[null, null]]).dtype, 'float64')
  })

  it('hold bigints and their typed arrays', () => {
    assert.deepEqual(columnsOf([-(2n ** 63n), 2n ** 63n - 1n]).values, BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n))
    const unsigned = columnsOf([BigUint64Array.of(2n ** 64n - 1n)])
    assert.deepEqual(
      [unsigned.dtype, unsigned.shape, unsigned.values],
      ['biguint64', [1], BigUint64Array.of(2n ** 64n - 1n)],
    )
  })

  it('hold complex numbers as objects, in arrays and as typed arrays of their parts', () => {
    const one = columnsOf([{ z: { re: 1, im: 2 } }, { z: null }])
    assert.deepEqual([one.dtype, one.shape, one.values], ['complex128', [], Float64Array.of(1, 2, ...NaN2)])
    const list = columnsOf([[{ re: 1, im: 2 }, null, 3]])
    assert.deepEqual([list.dtype, list.shape, list.values], ['complex128', [3], Float64Array.of(1, 2, ...NaN2, 3, 0)])
    const vector = { re: Float64Array.of(1, 2), im: Float64Array.of(3, 4) }
    const waves = columnsOf([{ z: vector }, { z: [5, { re: 6, im: 7 }] }, { z: Float64Array.of(8, 9) }])
    assert.deepEqual([waves.dtype, waves.shape], ['complex128', [2]])
    assert.deepEqual(waves.values, Float64Array.of(1, 3, 2, 4, 5, 0, 6, 7, 8, 0, 9, 0))
    assert.deepEqual(columnsOf([{ z: [vector, vector] }]).shape, [2, 2])
  })

  it('turn complex with the first complex number', () => {
    const column = columnsOf([1, null, { re: 2, im: 3 }, 4], ['z'])
    assert.deepEqual([column.dtype, column.values], ['complex128', Float64Array.of(1, 0, ...NaN2, 2, 3, 4, 0)])
    assert.equal(column.missing, undefined)
  })

  it('are one complex number where `vars` names one output, and two outputs otherwise', () => {
    assert.equal(columnsOf([{ re: 1, im: 2 }], ['z']).dtype, 'complex128')
    const two = collect([{ re: 1, im: 2 }])
    assert.deepEqual(
      two?.map(({ name, values }) => [name, values]),
      [
        ['re', Float64Array.of(1)],
        ['im', Float64Array.of(2)],
      ],
    )
    assert.deepEqual(collect([{ re: 1, im: 2 }], ['re'])?.[0]?.values, Float64Array.of(1))
    assert.deepEqual(
      collect([[{ re: 1, im: 2 }, 1n]], ['z', 'n'])?.map(({ dtype }) => dtype),
      ['complex128', 'bigint64'],
    )
  })

  it('stay real for the rows before when a complex number is refused with its neighbours', () => {
    const collector = new Collector({ outputs: undefined, scalarName: 'f' })
    collector.put({ z: 1, n: 1 }, () => ({}))
    assert.throws(() => collector.put({ z: { re: 1, im: 1 }, n: 'no' }, () => ({})), { name: 'OutputError' })
    collector.put({ z: 2, n: 2 }, () => ({}))
    assert.deepEqual(
      collector.take()?.map(({ values }) => values),
      [Float64Array.of(1, 2), Float64Array.of(1, 2)],
    )
  })

  const refused: [string, unknown[], string][] = [
    [
      'a bigint of more than 64 bits',
      [2n ** 63n],
      'Output `f` is 9223372036854775808n, which needs more than the 64 bits of a signed integer.\nReturn a BigUint64Array up to 2^64 − 1, or a string.',
    ],
    [
      'a bigint after a number',
      [1, 1n],
      'Output `f` is bigint64 here and float64 at an earlier point.\nReturn one kind of value for all points; `null` where there is none.',
    ],
    [
      'numbers and bigints in one array',
      [[1, 1n]],
      'Output `f` is an array whose elements differ: float64 [] and bigint64 [].\nReturn a rectangular array of one kind.',
    ],
    [
      'parts of different length',
      [[{ re: new Float64Array(2), im: new Float64Array(1) }]],
      'Output `f` has 2 real parts and 1 imaginary ones.\nReturn as many of both.',
    ],
    [
      'a map',
      [new Map()],
      'Output `f` is of type Map, which cannot be labelled.\nReturn numbers, bigints, complex numbers as `{ re, im }`, booleans, strings, dates, or arrays of one of them.',
    ],
    [
      'a view without elements',
      [new DataView(new ArrayBuffer(8))],
      'Output `f` is a DataView, which cannot be labelled.\nReturn a Float64Array, a Float32Array, or an integer array of 8 to 64 bits.',
    ],
  ]
  for (const [what, results, message] of refused) {
    it(`refuse ${what}`, () => assert.throws(() => collect(results), { name: 'OutputError', message }))
  }
})

function collect(results: readonly unknown[], outputs?: readonly string[]): readonly Column[] | undefined {
  const collector = new Collector({ outputs, scalarName: 'f' })
  for (const result of results) collector.put(result, () => ({}))
  return collector.take()
}

function columnsOf(results: readonly unknown[], outputs?: readonly string[]): Column {
  const [column] = collect(results, outputs) ?? []
  assert.ok(column)
  return column
}
