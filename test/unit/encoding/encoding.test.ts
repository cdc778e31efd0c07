import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { decodeValue, encodeCanonical, encodeValue } from '../../../src/encoding/index.ts'
import { isSweepError } from '../../../src/errors/index.ts'

const anything = fc
  .anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withObjectString: true,
    maxDepth: 4,
  })
  // To `deepStrictEqual` of Node 20 two invalid dates differ; they have a test of their own.
  .filter((value) => !inspect(value, { depth: null }).includes('Invalid Date'))

/** Graphs: objects, arrays and maps whose members are other nodes, themselves included. */
const graph = fc
  .array(fc.tuple(fc.constantFrom('object', 'array', 'map', 'set'), fc.array(fc.nat(20), { maxLength: 5 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((nodes) => {
    const made = nodes.map(([kind]) =>
      kind === 'object' ? {} : kind === 'array' ? [] : kind === 'map' ? new Map() : new Set(),
    )
    nodes.forEach(([, links], n) => {
      const node = made[n]!
      links.forEach((link, i) => {
        const target = made[link % made.length]!
        if (node instanceof Map) node.set(i % 2 === 0 ? target : i, target)
        else if (node instanceof Set) node.add(target)
        else if (Array.isArray(node)) (node as unknown[]).push(target)
        else (node as Record<string, unknown>)[`m${i}`] = target
      })
    })
    return made[0]
  })

function isFormatError(error: unknown): boolean {
  return isSweepError(error, 'FormatError')
}

const roundTrip = (value: unknown): unknown => decodeValue(encodeValue(value))

describe('the encoding of values', () => {
  it('gives back whatever structuredClone gives, and the same bytes again', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const bytes = encodeValue(value)
        const back = decodeValue(bytes)
        assert.deepStrictEqual(back, structuredClone(value))
        assert.deepStrictEqual(encodeValue(back), bytes)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps which objects are one and the same, cycles included', () => {
    fc.assert(
      fc.property(graph, (value) => {
        const bytes = encodeValue(value)
        const back = decodeValue(bytes)
        assert.deepStrictEqual(encodeValue(back), bytes)
        assert.deepStrictEqual(back, structuredClone(value))
      }),
    )
    const shared = { x: 1 }
    const [a, b] = roundTrip([shared, shared]) as [object, object]
    assert.equal(a, b)
    const ring: unknown[] = []
    ring.push(ring)
    const back = roundTrip(ring) as unknown[]
    assert.equal(back[0], back)
  })

  it('gives back numbers bit for bit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger()), (value) =>
        assert.ok(Object.is(roundTrip(value), value)),
      ),
    )
    for (const value of [-0, 0, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53 - 1, 5e-324, Number.NaN, -Infinity])
      assert.ok(Object.is(roundTrip(value), value), String(value))
    const list = [1.5, -0, Number.NaN, 3]
    assert.deepStrictEqual(roundTrip(list), list)
    assert.deepStrictEqual(roundTrip([0, -1, 2 ** 31 - 1]), [0, -1, 2 ** 31 - 1])
  })

  it('gives back dates, invalid ones too', () => {
    for (const time of [0, -1, 8.64e15, Number.NaN]) {
      const back = roundTrip(new Date(time))
      assert.ok(back instanceof Date)
      assert.ok(Object.is(back.getTime(), time))
    }
  })

  it('gives back any text, lone surrogates and byte order marks included', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 60 }), (text) =>
        assert.equal(roundTrip(text), text),
      ),
    )
    for (const text of ['', '\uFEFFa', 'é'.repeat(40), '\uD800', 'a\uDC00b', '\0'.repeat(70_000)])
      assert.equal(roundTrip(text), text)
  })

  it('keeps holes apart from undefined, and a long gap takes neither bytes nor memory', () => {
    // biome-ignore lint/suspicious/noSparseArray: holes are what this is about
    const holes = [, undefined, , , 1, ,]
    assert.deepStrictEqual(roundTrip(holes), holes)
    const long: unknown[] = []
    long[4_000_000_000] = 'far'
    const bytes = encodeValue(long)
    assert.equal(bytes.length, 14)
    const back = decodeValue(bytes) as unknown[]
    assert.equal(back.length, 4_000_000_001)
    assert.deepStrictEqual(Object.keys(back), ['4000000000'])
    const empty = decodeValue(encodeValue(new Array(30_000_000))) as unknown[]
    assert.equal(empty.length, 30_000_000)
    assert.deepStrictEqual(Object.keys(empty), [])
  })

  it('keeps names beside the elements of an array, long arrays included', () => {
    const match = structuredClone('xay'.match(/a(?<rest>.)/))
    assert.deepStrictEqual(roundTrip(match), match)
    const long = Object.assign(
      Array.from({ length: 100 }, (_, i) => i),
      { unit: 'm' },
    )
    assert.deepStrictEqual(roundTrip(long), long)
  })

  it('gives typed arrays and buffers a buffer of their own, of exactly their size', () => {
    const wide = new ArrayBuffer(64)
    new Uint8Array(wide).forEach((_, i, all) => {
      all[i] = i
    })
    const views = [
      new Uint8Array(wide, 3, 5),
      new Float64Array(wide, 8, 2),
      new DataView(wide, 1, 3),
      new BigInt64Array(wide, 16, 1),
      new Uint8ClampedArray(0),
    ]
    for (const view of views) {
      const back = roundTrip(view) as Uint8Array
      assert.equal(back.byteOffset, 0)
      assert.equal(back.buffer.byteLength, view.byteLength)
      assert.deepStrictEqual(back, structuredClone(view))
    }
    assert.deepStrictEqual(roundTrip(Buffer.from('abc')), new Uint8Array([97, 98, 99]))
    assert.deepStrictEqual(roundTrip(wide), wide)
    const shared = new SharedArrayBuffer(4)
    new Uint8Array(shared)[1] = 7
    const back = roundTrip(shared) as SharedArrayBuffer
    assert.ok(back instanceof SharedArrayBuffer)
    assert.deepStrictEqual(new Uint8Array(back), new Uint8Array([0, 7, 0, 0]))
  })

  it('gives back errors with class, name, message, stack, cause and own properties', () => {
    const cause = new RangeError('inner')
    const error = Object.assign(new TypeError('outer', { cause }), { code: 'E_X', point: { a: 1 } })
    const back = roundTrip(error) as typeof error
    assert.ok(back instanceof TypeError)
    assert.deepStrictEqual(back, error)
    assert.equal(back.stack, error.stack)
    assert.ok(back.cause instanceof RangeError)
    class OwnError extends Error {
      override readonly name = 'OwnError'
    }
    const own = roundTrip(new OwnError('mine')) as Error
    assert.equal(Object.getPrototypeOf(own), Error.prototype)
    assert.equal(`${own}`, 'OwnError: mine')
    const many = roundTrip(new AggregateError([cause, 1], 'both')) as AggregateError
    assert.ok(many instanceof AggregateError)
    assert.deepStrictEqual(many.errors, [cause, 1])
  })

  it('makes plain objects of class instances, and a property called __proto__ stays a property', () => {
    class Point {
      x = 1
    }
    assert.deepStrictEqual(roundTrip(new Point()), { x: 1 })
    const hostile = JSON.parse('{"__proto__": {"polluted": true}}') as object
    const back = roundTrip(hostile) as object
    assert.equal(Object.getPrototypeOf(back), Object.prototype)
    assert.deepStrictEqual(Object.keys(back), ['__proto__'])
  })

  it('refuses what is no data, naming the place', () => {
    const rest =
      '\nGive numbers, texts, booleans, bigints, dates, arrays, objects, maps, sets, errors, buffers or typed arrays.'
    const cases: [unknown, string][] = [
      [{ a: [1, { go() {} }] }, 'Expected data at `value.a[1].go`, got the function `go`.'],
      [new Map([['k', Symbol('s')]]), 'Expected data at `value.k`, got a symbol.'],
      [{ 'a-b': Promise.resolve() }, 'Expected data at `value["a-b"]`, got an object of kind Promise.'],
      [[new WeakMap()], 'Expected data at `value[0]`, got an object of kind WeakMap.'],
      [new Proxy({}, {}), 'Expected data at `value`, got an object of kind Object.'],
    ]
    for (const [value, message] of cases)
      assert.throws(() => encodeValue(value), { name: 'TypeError', message: message + rest })
  })

  it('refuses values nested deeper than 1000 levels, and reads those that are 1000 deep', () => {
    const nested = (depth: number): unknown => {
      let value: unknown = 0
      for (let i = 0; i < depth; i++) value = { a: value }
      return value
    }
    assert.deepStrictEqual(encodeValue(roundTrip(nested(1000))), encodeValue(nested(1000)))
    assert.throws(() => encodeValue(nested(1001)), {
      name: 'TypeError',
      message:
        'Expected a value nested at most 1000 levels deep, got a deeper one at `value.a.a.a.a…`.\nKeep long chains as arrays.',
    })
    const deep = Uint8Array.from([1, ...Array.from({ length: 100_000 }, () => [12, 1]).flat(), 0])
    assert.throws(() => decodeValue(deep), isFormatError)
  })
})

describe('version 1 of the format', () => {
  const shared = { a: 1 }
  const all = [
    [undefined, null, false, true, 7, -7, 2 ** 31, -0, 10n, -300n, 'é', '\uD800'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is one of the things that are written
    [new Date(5), /a\/b/gu, Object.assign(['x', , 'y'], { z: 0 }), [1, -2], [1.5]],
    [new Map([['k', new Set([1])]]), shared, shared, new ArrayBuffer(2), new Int16Array([1, -1]), Object('b')],
  ]
  const bytes =
    '010c030c0c00010203040e040d05000000000000e04105000000000000008006010a07022c010802c3a9090200d80c050a00000000000014400b0804615c2f62080267750d0308017819010801790108017a04000e0201000000feffffff0f01000000000000f83f0c06110108016b1201040210010801610402180b140200001603040100ffff17080162'

  it('is written as ever', () => {
    assert.equal(Buffer.from(encodeValue(all)).toString('hex'), bytes)
  })

  it('is read as ever', () => {
    assert.deepStrictEqual(decodeValue(Buffer.from(bytes, 'hex')), structuredClone(all))
    const error = decodeValue(Buffer.from('0113020809547970654572726f720801780402010804636f646508024558', 'hex'))
    assert.deepStrictEqual(error, Object.assign(new TypeError('x', { cause: 1 }), { code: 'EX' }))
  })
})

describe('reading bytes that are no value', () => {
  it('refuses every truncation with a FormatError', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const bytes = encodeValue(value)
        for (let size = 0; size < bytes.length; size += 1 + (bytes.length >> 6))
          assert.throws(() => decodeValue(bytes.subarray(0, size)), isFormatError)
      }),
      { numRuns: 300 },
    )
    assert.throws(() => decodeValue(new Uint8Array([1, 1, 0])), isFormatError)
  })

  it('either reads or refuses flipped bytes, and throws nothing else', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.nat(7), (value, place, bit) => {
        const bytes = encodeValue(value)
        bytes[place % bytes.length]! ^= 1 << bit
        readOrRefuse(bytes)
      }),
      { numRuns: 5000 },
    )
  })

  it('either reads or refuses random bytes, and throws nothing else', () => {
    const tagged = fc
      .array(fc.oneof(fc.nat(25), fc.nat(255)), { maxLength: 60 })
      .map((all) => Uint8Array.from([1, ...all]))
    fc.assert(fc.property(tagged, readOrRefuse), { numRuns: 20_000 })
  })

  it('allocates nothing on the word of a length', () => {
    const huge = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]
    for (const tag of [6, 8, 9, 12, 14, 15, 16, 17, 18, 20, 21]) {
      const before = process.memoryUsage().external
      assert.throws(() => decodeValue(Uint8Array.from([1, tag, ...huge])), isFormatError)
      assert.ok(process.memoryUsage().external - before < 1e6)
    }
  })

  it('says what is wrong and where', () => {
    const message = (bytes: number[]): string => {
      try {
        decodeValue(Uint8Array.from(bytes))
      } catch (error) {
        return (error as Error).message
      }
      return 'read'
    }
    const start = "These bytes are no value of windrow's format:"
    assert.deepEqual([[], [2, 0], [1, 99], [1, 12, 5, 0], [1, 24, 0], [1, 11, 8, 1, 40, 8, 0]].map(message), [
      `${start} they end in the middle of a value (at byte 0).`,
      `${start} their version is 2, and this windrow reads version 1 (at byte 1).`,
      `${start} there is no tag 99 (at byte 2).`,
      `${start} 5 things are announced, and only 1 bytes follow (at byte 3).`,
      `${start} they refer to object 0 of 0 (at byte 3).`,
      `${start} they cannot be made into a value (at byte 7).`,
    ])
  })
})

describe('the canonical encoding', () => {
  const same = (a: unknown, b: unknown): boolean => Buffer.compare(encodeCanonical(a), encodeCanonical(b)) === 0

  it('does not depend on the order of names, on stacks or on the bits of a NaN', () => {
    assert.ok(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }))
    assert.ok(same(new Error('x'), new Error('x')))
    const odd = new Float64Array(1)
    new DataView(odd.buffer).setBigUint64(0, 0xfff8_0000_0000_0001n, true)
    assert.ok(same(odd, new Float64Array([Number.NaN])))
    assert.ok(same(new Float32Array(new Uint32Array([0xffc0_0001]).buffer), new Float32Array([Number.NaN])))
    assert.ok(same(new Uint8Array([1, 2, 3]).subarray(1), new Uint8Array([2, 3])))
  })

  it('tells apart whatever a function can tell apart', () => {
    const shared = { x: 1 }
    const values: unknown[] = [
      0,
      -0,
      '0',
      0n,
      false,
      null,
      undefined,
      [0],
      new Float64Array([0]),
      new Float32Array([0]),
      [],
      {},
      { a: undefined },
      [undefined],
      new Array(1),
      new Map(),
      new Set(),
      new Set([1, 2]),
      new Set([2, 1]),
      new Map([
        [1, 2],
        [3, 4],
      ]),
      new Map([
        [3, 4],
        [1, 2],
      ]),
      [shared, shared],
      [{ x: 1 }, { x: 1 }],
      new Date(0),
      /a/,
      /a/g,
      new Error('a'),
      new TypeError('a'),
      Object(0),
      '',
      '\uD800',
      '\uFFFD',
    ]
    const texts = new Set(values.map((value) => Buffer.from(encodeCanonical(value)).toString('hex')))
    assert.equal(texts.size, values.length)
  })
})

function readOrRefuse(bytes: Uint8Array): void {
  try {
    decodeValue(bytes)
  } catch (error) {
    assert.ok(isFormatError(error), String(error))
  }
}
