import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ListLike, variableOf } from '../../../src/dataset/index.ts'

describe('variableOf', () => {
  const x = { dims: ['x'] }
  const inferred: [string, ListLike, string, unknown, Uint8Array | undefined][] = [
    ['whole numbers', [1, -2], 'int64', Float64Array.of(1, -2), undefined],
    ['numbers', [1, 0.5], 'float64', Float64Array.of(1, 0.5), undefined],
    ['numbers after null', [null, 0.5], 'float64', Float64Array.of(Number.NaN, 0.5), undefined],
    ['whole numbers and undefined', [1, undefined], 'int64', Float64Array.of(1, 0), Uint8Array.of(0, 1)],
    ['numbers beyond 2^53', [2 ** 53], 'float64', Float64Array.of(2 ** 53), undefined],
    ['booleans', [true, false, null], 'bool', Uint8Array.of(1, 0, 0), Uint8Array.of(0, 0, 1)],
    ['strings', ['a', null], 'string', ['a', ''], Uint8Array.of(0, 1)],
    ['dates', [new Date(5), null], 'datetime', Float64Array.of(5, Number.NaN), undefined],
    ['nothing', [], 'float64', new Float64Array(0), undefined],
    ['nulls', [null], 'float64', Float64Array.of(Number.NaN), undefined],
    [
      'a set',
      {
        length: 2,
        *[Symbol.iterator]() {
          yield* [3, 4]
        },
      },
      'int64',
      Float64Array.of(3, 4),
      undefined,
    ],
    ['bigints', [2n ** 60n, null], 'bigint64', BigInt64Array.of(2n ** 60n, 0n), Uint8Array.of(0, 1)],
    ['bigints beyond 2^63', [2n ** 63n], 'biguint64', BigUint64Array.of(2n ** 63n), undefined],
    ['an array of bigints', BigInt64Array.of(3n), 'bigint64', BigInt64Array.of(3n), undefined],
    ['an array of unsigned bigints', BigUint64Array.of(3n), 'biguint64', BigUint64Array.of(3n), undefined],
    ['bigints beyond 64 bits', [2n ** 64n], 'string', ['"18446744073709551616"'], undefined],
    [
      'bigints with and without a sign that no kind holds',
      [-1n, 2n ** 63n],
      'string',
      ['"-1"', '"9223372036854775808"'],
      undefined,
    ],
    ['numbers and bigints', [1, 1n], 'string', ['1', '"1"'], undefined],
    ['clamped bytes', Uint8ClampedArray.of(300), 'uint8', Uint8Array.of(255), undefined],
  ]
  for (const [what, values, dtype, elements, missing] of inferred) {
    it(`takes ${what} as ${dtype}`, () => {
      const variable = variableOf(values, x)
      assert.equal(variable.dtype, dtype)
      assert.deepEqual(variable.values, elements)
      assert.deepEqual(variable.missing, missing)
      assert.deepEqual(variable.shape, [values.length])
    })
  }

  it('keeps a typed array and its kind', () => {
    const values = Float32Array.of(1, 2)
    const variable = variableOf(values, x)
    assert.equal(variable.values, values)
    assert.equal(variable.dtype, 'float32')
  })

  it('converts a typed array to another kind on request', () => {
    assert.deepEqual(variableOf(Float64Array.of(1, 2), { ...x, dtype: 'int16' }).values, Int16Array.of(1, 2))
    assert.equal(variableOf(Uint8Array.of(0, 1), { ...x, dtype: 'bool' }).dtype, 'bool')
  })

  it('takes complex numbers, also of a class and together with real ones, as pairs of numbers', () => {
    class OtherComplex {
      re = 0
      im = 4
    }
    const z = variableOf([{ re: 1, im: -2 }, 3, null, new OtherComplex()], x)
    assert.equal(z.dtype, 'complex128')
    assert.deepEqual(z.shape, [4])
    assert.deepEqual(z.values, Float64Array.of(1, -2, 3, 0, Number.NaN, Number.NaN, 0, 4))
    assert.equal(z.missing, undefined)
    assert.equal(variableOf([{ re: 1, im: 2, unit: 'V' }], x).dtype, 'string')
    assert.deepEqual(variableOf([1, 2], { ...x, dtype: 'complex128' }).values, Float64Array.of(1, 0, 2, 0))
  })

  it('turns numbers into bigints on request', () => {
    assert.deepEqual(variableOf([1, null], { ...x, dtype: 'bigint64' }).values, BigInt64Array.of(1n, 0n))
    assert.deepEqual(variableOf(BigInt64Array.of(7n), { ...x, dtype: 'int64' }).values, Float64Array.of(7))
  })

  it('turns objects and mixed kinds into JSON text and says so', () => {
    const objects = variableOf([{ b: 1, a: [2] }, null], { ...x, attrs: { units: '1' } })
    assert.deepEqual(objects.values, ['{"a":[2],"b":1}', ''])
    assert.deepEqual(objects.missing, Uint8Array.of(0, 1))
    assert.deepEqual(objects.attrs, { units: '1', windrow_encoding: 'json' })
    assert.deepEqual(variableOf([1, 'a', true], x).values, ['1', '"a"', 'true'])
  })

  it('never fails on values that have no JSON', () => {
    const cyclic: { self?: unknown } = {}
    cyclic.self = cyclic
    const { values } = variableOf([cyclic, 5n, () => 1, Symbol('s'), Number.NaN], x)
    assert.deepEqual(values, ['"[object Object]"', '"5"', '"() => 1"', '"Symbol(s)"', '"NaN"'])
  })

  it('takes the shape from arrays of arrays', () => {
    const variable = variableOf([[1, 2, 3], Float64Array.of(4, 5, 6)], { dims: ['x', 'y'] })
    assert.deepEqual(variable.shape, [2, 3])
    assert.deepEqual(variable.values, Float64Array.of(1, 2, 3, 4, 5, 6))
    assert.deepEqual(variableOf(['one'], { dims: [] }).shape, [])
  })

  const refused: [string, () => unknown, string][] = [
    [
      'ragged rows',
      () => variableOf([[1], [1, 2]], { dims: ['x', 'y'] }),
      'Expected rows of one length along `y`, got ragged ones.',
    ],
    [
      'too few levels',
      () => variableOf([1, 2], { dims: ['x', 'y'] }),
      'Expected arrays of arrays, one level a dim, or flat values and `shape`.',
    ],
    [
      'a wrong shape',
      () => variableOf([1, 2], { ...x, shape: [3] }),
      'Expected 2 values to fit `dims` [x] and `shape` [3]; give `shape` with one length a dim.',
    ],
    [
      'several values without dims',
      () => variableOf([1, 2], { dims: [] }),
      'Expected 2 values to fit `dims` []; give `shape` with one length a dim.',
    ],
    [
      'an unknown kind',
      () => variableOf([1], { ...x, dtype: 'flaot64' as never }),
      'Expected `dtype` to be an element kind, got `flaot64`: use perhaps `float64`.',
    ],
    [
      'a fraction as an integer',
      () => variableOf([0.5], { ...x, dtype: 'int32' }),
      'Expected values of kind int32, got `0.5` (number).',
    ],
    [
      'an integer out of range',
      () => variableOf([300], { ...x, dtype: 'uint8' }),
      'Expected values of kind uint8, got `300` (number).',
    ],
    [
      'a string as a number',
      () => variableOf(['1'], { ...x, dtype: 'float64' }),
      'Expected values of kind float64, got `"1"` (string).',
    ],
    [
      'a bigint below zero as an unsigned one',
      () => variableOf([-1n], { ...x, dtype: 'biguint64' }),
      'Expected values of kind biguint64, got `-1n` (bigint).',
    ],
    [
      'a bigint as a number',
      () => variableOf([1n], { ...x, dtype: 'int32' }),
      'Expected values of kind int32, got `1n` (bigint).',
    ],
    [
      'a string as a complex number',
      () => variableOf(['1+2j'], { ...x, dtype: 'complex128' }),
      'Expected values of kind complex128, got `"1+2j"` (string).',
    ],
    [
      'a bigint that no number holds',
      () => variableOf(BigInt64Array.of(2n ** 60n), { ...x, dtype: 'int64' }),
      'Expected integers up to 2^53 − 1, got `1152921504606846976n`: they cannot be held exactly.',
    ],
  ]
  for (const [what, run, message] of refused) {
    it(`refuses ${what}`, () => assert.throws(run, new TypeError(message)))
  }
})
