import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { createSpace, encodePoint } from '../../../src/space/index.ts'
import { assertRefused } from './refused.ts'

const hex = (value: unknown): string => Buffer.from(encodePoint({ x: value })).toString('hex')

// Every one differs from every other.
const DISTINCT: readonly unknown[] = [
  1,
  '1',
  true,
  1n,
  [1],
  { 1: 1 },
  new Date(1),
  Float64Array.of(1),
  Float32Array.of(1),
  Uint8Array.of(1),
  BigInt64Array.of(1n),
  0,
  '',
  false,
  0n,
  [],
  {},
  new Date(0),
  null,
  undefined,
  Number.NaN,
  new Date(Number.NaN),
  Number.POSITIVE_INFINITY,
  2,
  -1,
  -1n,
  '2',
  'é',
  'e\u0301',
  '\ud800',
  '\ufffd',
  '\udc00',
  [1, 2],
  [[1], 2],
  [[1, 2]],
  [undefined],
  { a: 1, b: 2 },
  { a: 1 },
  { a: undefined },
  { a: { b: 1 } },
  { b: { a: 1 } },
  'a'.repeat(100),
  'a'.repeat(101),
  5e-324,
  Uint8Array.of(1, 0),
  Uint16Array.of(1),
]

test('values that differ have keys that differ', () => {
  const keys = new Map<string, unknown>()
  for (const value of DISTINCT) {
    const key = hex(value)
    assert.ok(!keys.has(key), `${String(value)} and ${String(keys.get(key))}`)
    keys.set(key, value)
  }
})

const SAME: readonly (readonly [string, unknown, unknown])[] = [
  ['0 and −0', 0, -0],
  ['all NaNs', Number.NaN, new Float64Array(Uint8Array.of(1, 0, 0, 0, 0, 0, 0xf8, 0xff).buffer)[0]],
  ['objects whose names come in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
  ['dates of the same moment', new Date('2024-01-01T00:00:00Z'), new Date(Date.UTC(2024, 0, 1))],
  ['0 and −0 in typed arrays', Float64Array.of(0, 1), Float64Array.of(-0, 1)],
  ['a buffer and its bytes', Buffer.from([1, 2]), Uint8Array.of(1, 2)],
  ['a part of a buffer and its copy', new Int32Array([9, 1, 2, 9]).subarray(1, 3), Int32Array.of(1, 2)],
  ['objects of another realm', { a: [1] }, runInNewContext('({ a: [1] })')],
  ['objects without a prototype', { a: 1 }, Object.assign(Object.create(null), { a: 1 })],
]

for (const [what, a, b] of SAME) test(`${what} have the same key`, () => assert.equal(hex(a), hex(b)))

test('the key of three numbers is names and values, sorted by name', () => {
  const expected = '0501000000614c' // name `a`, then the rest below
  const key = Buffer.from(encodePoint({ b: -0, a: 1.5 })).toString('hex')
  assert.equal(key, `${expected.slice(0, 12)}04000000000000f83f05010000006204${'00'.repeat(8)}`)
})

const plain = fc.anything({
  withDate: true,
  withTypedArray: true,
  withBigInt: true,
  withNullPrototype: true,
  maxDepth: 3,
})

test('a key does not depend on the order of names', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), plain), (point) => {
      const names = Object.keys(point).filter((name) => name !== '__proto__')
      const ordered = Object.fromEntries(names.map((name) => [name, point[name]]))
      const reversed = Object.fromEntries([...names].reverse().map((name) => [name, point[name]]))
      assert.deepEqual(encodePoint(ordered), encodePoint(reversed))
    }),
  )
})

test('a key is the same after the value was cloned', () => {
  fc.assert(fc.property(plain, (value) => assert.equal(hex(structuredClone(value)), hex(value))))
})

test('points whose values differ have keys that differ', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  const value = fc.oneof(
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom('0', '1', '', 'ab', true, null),
    fc.array(fc.nat(1), { maxLength: 2 }),
  )
  const point = names.chain((list) =>
    fc.tuple(...list.map(() => value)).map((values) => list.map((name, i) => [name, values[i]] as const)),
  )
  fc.assert(
    fc.property(point, point, (a, b) => {
      const text = (entries: typeof a): string => JSON.stringify([...entries].sort(([x], [y]) => (x < y ? -1 : 1)))
      const isSame = Buffer.compare(encodePoint(Object.fromEntries(a)), encodePoint(Object.fromEntries(b))) === 0
      assert.equal(isSame, text(a) === text(b))
    }),
    { numRuns: 2000 },
  )
})

test('a key has a buffer of its own, also after a value was refused', () => {
  const first = encodePoint({ a: 1 })
  assert.throws(() => encodePoint({ a: 1, b: () => 1 }), TypeError)
  const second = encodePoint({ a: 2 })
  assert.equal(first.byteLength, first.buffer.byteLength)
  assert.deepEqual(first, encodePoint({ a: 1 }))
  assert.notDeepEqual(first, second)
})

const GIVE =
  'Give numbers, texts, booleans, bigints, dates, arrays, plain objects or typed arrays, and make the rest inside the function.'

class Model {}

const REFUSED: readonly (readonly [string, unknown, string])[] = [
  ['a function', () => 1, 'a function'],
  ['a symbol', Symbol('s'), 'a symbol'],
  ['an instance of a class', new Model(), 'an instance of Model'],
  ['a map', new Map(), 'an instance of Map'],
  ['a bare buffer', new ArrayBuffer(8), 'an instance of ArrayBuffer'],
  ['a data view', new DataView(new ArrayBuffer(8)), 'an instance of DataView'],
  ['an error', new RangeError('no'), 'an instance of RangeError'],
]

for (const [what, value, got] of REFUSED) {
  test(`${what} is refused where it stands, when the space is made`, () => {
    assertRefused(
      () => createSpace({ combos: { m: [1, value] } }),
      `Expected plain data at \`m[1]\`, got ${got}.\n${GIVE}`,
    )
    assertRefused(
      () => createSpace({ cases: [{ a: 1, m: { 'x y': [value] } }] }),
      `Expected plain data at \`cases[0].m["x y"][0]\`, got ${got}.\n${GIVE}`,
    )
    assertRefused(() => encodePoint({ m: value }), `Expected plain data at \`m\`, got ${got}.\n${GIVE}`)
  })
}

test('a value that contains itself is refused', () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  assertRefused(
    () => createSpace({ combos: { m: [loop] } }),
    'The value at `m[0]` contains itself, or is nested deeper than 100 levels.\nGive data that ends.',
  )
})
