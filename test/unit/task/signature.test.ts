import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFunction } from '../../../src/task/ship/source/parse-function.ts'
import { readSignature } from '../../../src/task/ship/source/signature.ts'

const TABLE: readonly (readonly [string, readonly string[] | undefined, number])[] = [
  ['({ a, b }) => a', ['a', 'b'], 1],
  ['({ a, b: { c }, d = 1.5 }, ctx) => a', ['a', 'b', 'd'], 2],
  ['function f({ T, L }) { return T }', ['T', 'L'], 1],
  ['async function* f({ T }, ctx) {}', ['T'], 2],
  ['run({ T }) { return T }', ['T'], 1],
  ['async run({ T }, ...rest) { return T }', ['T'], 2],
  ['({ a, ...rest }) => a', undefined, 1],
  ['x => x', undefined, 1],
  ['async x => x', undefined, 1],
  ['() => 1', undefined, 0],
  ['(...all) => all[1]', undefined, 2],
  ['function f({ T }) { return arguments[1] }', ['T'], 2],
  ['(params, ctx = {}) => 1', undefined, 2],
  ['({ a } = {}) => a', ['a'], 1],
  ['({ "x y": a }) => a', ['x y'], 1],
  ['({ [k]: a }) => a', undefined, 1],
  ['({ a = f(1, 2), b }) => a', ['a', 'b'], 1],
  ['(/* first */ { a }, b) => a', ['a'], 2],
  ['({}) => 1', [], 1],
]

for (const [text, parameters, arity] of TABLE) {
  test(`\`${text}\` declares ${arity} and takes apart ${parameters?.join(', ') ?? 'nothing'}`, () => {
    assert.deepEqual(readSignature(text, 'f'), { parameters, arity })
    const parsed = parseFunction(text, 'f')
    assert.ok(parsed)
    assert.deepEqual(readSignature(text, 'f', parsed), { parameters, arity })
  })
}
