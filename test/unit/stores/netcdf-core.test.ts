import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { parseFailures, renderFailures } from '../../../src/stores/netcdf/failures-text.ts'
import { fileTypes } from '../../../src/stores/netcdf/file-type.ts'
import { whyRefused } from '../../../src/stores/netcdf/netcdf-name.ts'
import { isTime, parseTimeScale } from '../../../src/stores/netcdf/read/cf-time.ts'
import { planChunks } from '../../../src/stores/netcdf/write/stream/chunk-plan.ts'
import { decode, encode } from '../../../src/stores/netcdf/write/stream/encode.ts'
import { createSentinelTracker } from '../../../src/stores/netcdf/write/stream/sentinel.ts'

describe('chunk plan', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })

  it('cuts every shape into stretches that follow each other without gaps', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 60 }), (shape, elements) => {
        const plan = planChunks(shape, elements)
        let end = 0
        for (let chunk = 0; chunk < plan.count; chunk++) {
          const [from, to] = plan.rangeOf(chunk)
          assert.equal(from, end)
          assert.ok(to > from && to - from <= elements)
          assert.equal(plan.indexOf(from), chunk)
          assert.equal(plan.indexOf(to - 1), chunk)
          const box = plan.boxOf(chunk)
          assert.equal(
            box.reduce((product, [lo, hi]) => product * (hi - lo), 1),
            to - from,
          )
          assert.ok(box.every(([lo, hi], d) => hi - lo <= (plan.chunkShape[d] ?? 0) && hi <= (shape[d] ?? 0)))
          end = to
        }
        assert.equal(
          end,
          shape.reduce((product, n) => product * n, 1),
        )
      }),
    )
  })

  it('takes whole trailing dims and a slice of the one before', () => {
    assert.deepEqual(planChunks([3_000_000, 128]).chunkShape, [512, 128])
    assert.deepEqual(planChunks([21, 2, 8]).chunkShape, [21, 2, 8])
    assert.deepEqual(planChunks([10, 1000, 1000]).chunkShape, [1, 65, 1000])
    assert.deepEqual(planChunks([]).chunkShape, [])
    assert.equal(planChunks([0, 5]).count, 0)
  })
})

describe('encoding', () => {
  it('writes whole numbers of up to 53 bits as integers of 64 bits, and back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.maxSafeInteger(), fc.boolean())), (items) => {
        const values = Float64Array.from(items, ([value]) => value)
        const missing = Uint8Array.from(items, ([, isMissing]) => (isMissing ? 1 : 0))
        const stored = encode({ values, missing }, fileTypes.q, -(2 ** 63))
        const expected = items.map(([value, isMissing]) => (isMissing ? -(2n ** 63n) : BigInt(value)))
        assert.deepEqual(stored, BigInt64Array.from(expected))
        const back = decode(stored, 'int64', -(2 ** 63))
        assert.deepEqual(back.missing, missing)
        assert.ok(items.every(([value, isMissing], i) => isMissing || Object.is(back.values[i], value + 0)))
      }),
    )
  })

  it('marks missing integers by a value that no data have', () => {
    const tracker = createSentinelTracker(fileTypes.b, 'int8')
    assert.equal(tracker?.free(), -128)
    tracker?.see(Int8Array.of(-128, 5, -126))
    assert.equal(tracker?.free(), -127)
    assert.equal(tracker?.isFree(-128), false)
    tracker?.see(Int8Array.from({ length: 256 }, (_, i) => i - 128))
    assert.equal(tracker?.free(), undefined)
    assert.equal(createSentinelTracker(fileTypes.I, 'uint32')?.free(), 2 ** 32 - 1)
    assert.equal(createSentinelTracker(fileTypes.d, 'float64'), undefined)
  })

  it('marks missing bigints by the outermost ones that no data have', () => {
    const signed = createSentinelTracker(fileTypes.q, 'bigint64')
    const least = -(2n ** 63n)
    assert.equal(signed?.free(), least)
    signed?.see(BigInt64Array.of(least, -1n, least + 2n, 0x7ff8000000000000n))
    assert.deepEqual([signed?.free(), signed?.isFree(least), signed?.isFree(least + 1n)], [least + 1n, false, true])
    const unsigned = createSentinelTracker(fileTypes.Q, 'biguint64')
    const greatest = 2n ** 64n - 1n
    unsigned?.see(BigUint64Array.of(0n, greatest, 2n ** 63n))
    assert.deepEqual([unsigned?.free(), unsigned?.isFree(greatest)], [greatest - 1n, false])
  })

  it('writes and reads back bigints of any bits', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.boolean())), (items) => {
        const values = BigUint64Array.from(items, ([value]) => value)
        const missing = Uint8Array.from(items, ([value, isMissing]) => (isMissing && value !== 7n ? 1 : 0))
        const stored = encode({ values, missing }, fileTypes.Q, 7n)
        const back = decode(stored, 'biguint64', 7n)
        assert.ok(items.every(([value], i) => missing[i] === 1 || back.values[i] === value))
        assert.ok(items.every(([value], i) => back.missing?.[i] === (missing[i] === 1 || value === 7n ? 1 : 0)))
      }),
    )
  })
})

describe('CF time', () => {
  const scales: readonly (readonly [units: string, calendar: string | undefined, unitMs: number, origin: string])[] = [
    ['days since 2000-01-01', undefined, 86_400_000, '2000-01-01T00:00:00.000Z'],
    ['hours since 2000-1-1 06:30', 'standard', 3_600_000, '2000-01-01T06:30:00.000Z'],
    ['seconds since 1970-01-01T00:00:00Z', 'gregorian', 1000, '1970-01-01T00:00:00.000Z'],
    ['msec since 1999-12-31 23:59:59.5', 'proleptic_gregorian', 1, '1999-12-31T23:59:59.500Z'],
    ['minutes since 2001-01-01 00:00:0.0 +02:00', undefined, 60_000, '2000-12-31T22:00:00.000Z'],
    ['microseconds since 2001-01-01 00:00 -0530', undefined, 1e-3, '2001-01-01T05:30:00.000Z'],
    ['nanoseconds since 1970-01-01 UTC', undefined, 1e-6, '1970-01-01T00:00:00.000Z'],
    ['days since 0001-01-01', 'proleptic_gregorian', 86_400_000, '0001-01-01T00:00:00.000Z'],
  ]
  for (const [units, calendar, unitMs, origin] of scales) {
    it(`reads "${units}" in the calendar ${calendar ?? 'that is not named'}`, () => {
      assert.ok(isTime(units))
      assert.deepEqual(parseTimeScale(units, calendar), { unitMs, originMs: Date.parse(origin) })
    })
  }

  it('leaves what has no counterpart as numbers and says why', () => {
    assert.equal(
      parseTimeScale('days since 2000-01-01', 'noleap'),
      'calendar `noleap` has no dates here, so these are numbers',
    )
    assert.equal(
      parseTimeScale('months since 2000-01-01'),
      'unit `months` has no fixed length, so these are numbers, not dates',
    )
    assert.equal(parseTimeScale('days since forever'), '`forever` was not understood as a date, so these are numbers')
    assert.equal(
      parseTimeScale('days since 0001-01-01'),
      'calendar `standard` is the Julian one at 0001-01-01, so these are numbers',
    )
    assert.equal(isTime('days'), false)
    assert.equal(isTime(3), false)
  })
})

describe('names of NetCDF', () => {
  it('are refused with the reason, as the netCDF library refuses them', () => {
    assert.equal(whyRefused('T_c.2 +x'), undefined)
    assert.equal(whyRefused('größe'), undefined)
    assert.equal(whyRefused('α'), undefined)
    assert.equal(whyRefused(''), 'is empty')
    assert.equal(whyRefused('a/b'), 'holds a slash')
    assert.equal(whyRefused('a\nb'), 'holds a control character')
    assert.equal(whyRefused(' a'), 'does not begin with a letter, a digit or an underscore')
    assert.equal(whyRefused('a '), 'ends with a space')
    assert.equal(whyRefused('é'.repeat(128)), 'is longer than 255 bytes')
  })
})

describe('failures as text', () => {
  it('come back as they were, numbers that are not finite, big integers, dates and typed arrays included', () => {
    const values = fc.anything({
      withBigInt: true,
      withDate: true,
      withTypedArray: true,
      withSparseArray: false,
      withObjectString: false,
      withNullPrototype: false,
      maxDepth: 3,
      values: [fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.maxSafeInteger()],
    })
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          values,
          { noNullPrototype: true },
        ),
        (point) => {
          // Node 20 holds two invalid dates for different.
          fc.pre(!inspect(point, { depth: null, maxArrayLength: null }).includes('Invalid Date'))
          fc.pre(!JSON.stringify(Object.keys(flatten(point))).includes('$windrow'))
          const failure = {
            index: 1,
            point,
            attempts: 1,
            workerLosses: 0,
            error: { name: 'E', message: 'm' },
            host: 'h',
            durationMs: 0,
          }
          assert.deepEqual(parseFailures(renderFailures([failure])), [failure])
        },
      ),
    )
  })

  it('keep a date that is invalid', () => {
    const failure = { index: 1, point: { when: new Date(Number.NaN) }, error: { name: 'E', message: 'm' } }
    const [read] = parseFailures(renderFailures([failure as never]))
    assert.ok(read?.point.when instanceof Date && Number.isNaN(read.point.when.getTime()))
  })

  it('are none where the text is not ours', () => {
    assert.deepEqual(parseFailures('nonsense'), [])
    assert.deepEqual(parseFailures('{"a":1}'), [])
  })
})

function flatten(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.assign({}, ...Object.entries(value).map(([key, item]) => ({ [key]: 1, ...flatten(item) })))
}
