import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { renderJson, renderValue } from '../../../../src/task/command/text/render-value.ts'

describe('renderValue', () => {
  const values: [unknown, string][] = [
    [0.1, '0.1'],
    [-0, '-0'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
    [Number.NaN, 'nan'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [2n ** 70n, '1180591620717411303424'],
    [true, 'true'],
    ['', ''],
    [' a\n', ' a\n'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [[1, -0, 'a', 2n ** 64n], '[1,-0,"a",18446744073709551616]'],
    [{ a: [true, null], b: undefined }, '{"a":[true,null]}'],
    [Float32Array.of(1, 2), '[1,2]'],
    [null, 'null'],
  ]
  for (const [value, text] of values)
    it(`writes ${text || 'an empty text'}`, () => assert.equal(renderValue(value, 'x'), text))

  it('refuses what no argument can carry, by name', () => {
    assert.throws(() => renderValue('a\0b', 'x'), {
      name: 'TypeError',
      message:
        "The value of `x` holds a NUL character, which no argument, file name or variable of the environment can carry.\nSend it with `input: 'json'`.",
    })
    assert.throws(() => renderValue('\ud800', 'x'), /`x` holds one half of a surrogate pair/)
    assert.throws(() => renderValue(() => 1, 'x'), /`x` is a function/)
    assert.throws(() => renderValue(undefined, 'x'), /`x` is undefined/)
    assert.throws(() => renderValue(new Map(), 'x'), /`x` is a Map object/)
    assert.throws(() => renderValue({ a: [Number.NaN] }, 'x'), /`x\.a\[0\]` is NaN, which JSON has no word for/)
    assert.throws(() => renderValue(new Date(Number.NaN), 'x'), /`x` is an invalid date/)
  })

  it('writes every number so that it reads back as the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) =>
        Object.is(Number(renderValue(x, 'x')), x),
      ),
    )
  })
})

describe('renderJson', () => {
  it('writes what JSON.stringify writes, but for the sign of zero', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(JSON.parse(renderJson(value, 'x')), value)
      }),
    )
  })
})
