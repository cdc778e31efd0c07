import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RangeSet } from '../../../src/space/index.ts'
import { assertRefused } from './refused.ts'

const LIMIT = 120

type Operation =
  | { readonly kind: 'add' | 'remove'; readonly lo: number; readonly hi: number }
  | { readonly kind: 'take'; readonly max: number; readonly back: number }

const bounds = fc.tuple(fc.nat(LIMIT), fc.nat(LIMIT)).map(([a, b]) => ({ lo: Math.min(a, b), hi: Math.max(a, b) }))
const short = fc.tuple(fc.nat(LIMIT - 3), fc.nat(3)).map(([lo, length]) => ({ lo, hi: lo + length }))
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: short.map((range) => ({ kind: 'add' as const, ...range })) },
  { weight: 3, arbitrary: short.map((range) => ({ kind: 'remove' as const, ...range })) },
  { weight: 1, arbitrary: bounds.map((range) => ({ kind: 'add' as const, ...range })) },
  { weight: 1, arbitrary: bounds.map((range) => ({ kind: 'remove' as const, ...range })) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('take' as const), max: fc.integer({ min: 1, max: 9 }), back: fc.nat(9) }),
  },
)

/** The same set, index by index. */
class Model {
  readonly indices: Set<number> = new Set()

  takeFirst(max: number): { lo: number; hi: number } | undefined {
    if (this.indices.size === 0) return undefined
    const lo = Math.min(...this.indices)
    let hi = lo
    while (hi < lo + max && this.indices.delete(hi)) hi += 1
    return { lo, hi }
  }

  ranges(): { lo: number; hi: number }[] {
    const ranges: { lo: number; hi: number }[] = []
    for (const index of [...this.indices].sort((a, b) => a - b)) {
      const last = ranges.at(-1)
      if (last?.hi === index) last.hi = index + 1
      else ranges.push({ lo: index, hi: index + 1 })
    }
    return ranges
  }
}

function apply(set: RangeSet, model: Model, step: Operation): void {
  if (step.kind === 'take') {
    const taken = set.takeFirst(step.max)
    assert.deepEqual(taken, model.takeFirst(step.max))
    if (taken === undefined) return
    const from = Math.max(taken.lo, taken.hi - step.back)
    set.add(from, taken.hi)
    for (let index = from; index < taken.hi; index++) model.indices.add(index)
    return
  }
  set[step.kind](step.lo, step.hi)
  for (let index = step.lo; index < step.hi; index++) {
    if (step.kind === 'add') model.indices.add(index)
    else model.indices.delete(index)
  }
}

test('any order of additions, removals and takings leaves the set that a list of indices would', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 150, size: 'max' }), (steps) => {
      const set = new RangeSet()
      const model = new Model()
      for (const step of steps) {
        apply(set, model, step)
        const ranges = model.ranges()
        assert.deepEqual([...set], ranges)
        assert.equal(set.size, model.indices.size)
        assert.equal(set.rangeCount, ranges.length)
        assert.equal(set.isEmpty, ranges.length === 0)
      }
      for (let index = 0; index <= LIMIT; index++) assert.equal(set.has(index), model.indices.has(index))
    }),
    { numRuns: 300 },
  )
})

test('neighbours become one range', () => {
  const set = new RangeSet([
    { lo: 0, hi: 5 },
    { lo: 10, hi: 15 },
    { lo: 5, hi: 10 },
  ])
  assert.deepEqual([...set], [{ lo: 0, hi: 15 }])
})

test('taking stops at a gap and at the number of points asked for', () => {
  const set = new RangeSet([
    { lo: 3, hi: 5 },
    { lo: 8, hi: 100 },
  ])
  assert.deepEqual(
    [set.takeFirst(10), set.takeFirst(10), set.takeFirst(Number.POSITIVE_INFINITY), set.takeFirst(1)],
    [{ lo: 3, hi: 5 }, { lo: 8, hi: 18 }, { lo: 18, hi: 100 }, undefined],
  )
})

test('ranges up to 2^53 − 1 keep exact bounds and sizes', () => {
  const size = Number.MAX_SAFE_INTEGER
  const set = new RangeSet([{ lo: 0, hi: size }])
  assert.equal(set.size, size)
  assert.deepEqual(set.takeFirst(1), { lo: 0, hi: 1 })
  set.remove(size - 1, size)
  assert.deepEqual([...set], [{ lo: 1, hi: size - 1 }])
  assert.equal(set.size, size - 2)
})

test('a rest put back at the front of many ranges is taken next', () => {
  const set = new RangeSet()
  for (let i = 0; i < 5000; i++) set.add(10 * i, 10 * i + 5)
  for (let i = 0; i < 5000; i++) {
    assert.deepEqual(set.takeFirst(5), { lo: 10 * i, hi: 10 * i + 5 })
    set.add(10 * i + 2, 10 * i + 5)
    assert.deepEqual(set.takeFirst(5), { lo: 10 * i + 2, hi: 10 * i + 5 })
  }
  assert.ok(set.isEmpty)
})

test('ranges that are none, and taking nothing, are refused', () => {
  const set = new RangeSet()
  const rule = 'Expected a range of whole numbers from 0 up with `lo` ≤ `hi`, got'
  assertRefused(() => set.add(5, 4), `${rule} [5, 4).`)
  assertRefused(() => set.add(-1, 4), `${rule} [-1, 4).`)
  assertRefused(() => set.add(0.5, 4), `${rule} [0.5, 4).`)
  assertRefused(() => set.remove(0, Number.NaN), `${rule} [0, NaN).`)
  assertRefused(() => set.takeFirst(0), 'Expected `maxPoints` to be a number from 1 up, got `0`.')
})
