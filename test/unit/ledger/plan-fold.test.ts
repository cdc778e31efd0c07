import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { planFold } from '../../../src/ledger/call-cache/plan-fold.ts'

const segments = (sizes: readonly number[]) => sizes.map((bytes, n) => ({ segmentId: `s${n}`, bytes }))
const MB = 2 ** 20

describe('planning a fold', () => {
  it('takes small segments from eight on, and leaves a large one alone', () => {
    assert.deepEqual(planFold(segments([1, 2, 3, 4, 5, 6, 7])), [])
    assert.deepEqual(planFold(segments([8, 7, 6, 5, 4, 3, 2, 1])), ['s7', 's6', 's5', 's4', 's3', 's2', 's1', 's0'])
    assert.deepEqual(planFold(segments([...Array(8).fill(MB), 50 * MB])).length, 8)
  })

  it('takes a large one when the small ones together have come near to it', () => {
    assert.equal(planFold(segments([...Array(9).fill(MB), 12 * MB])).length, 10)
  })

  it('keeps files few and rewrites each byte only some times, over a thousand programs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 200, max: 2 * MB }), { minLength: 20, maxLength: 50 }), (sizes) => {
        let present: { segmentId: string; bytes: number }[] = []
        let rewritten = 0
        let total = 0
        let most = 0
        for (let n = 0; n < 1000; n++) {
          const bytes = sizes[n % sizes.length]!
          total += bytes
          present.push({ segmentId: `p${n}`, bytes })
          const chosen = new Set(planFold(present))
          if (chosen.size > 0) {
            const folded = present.filter(({ segmentId }) => chosen.has(segmentId))
            const sum = folded.reduce((all, each) => all + each.bytes, 0)
            assert.ok(sum <= 2 ** 28)
            rewritten += sum
            present = [...present.filter(({ segmentId }) => !chosen.has(segmentId)), { segmentId: `f${n}`, bytes: sum }]
          }
          most = Math.max(most, present.length)
        }
        assert.ok(most <= 48, `${most} files`)
        assert.ok(rewritten <= 8 * total, `${rewritten / total} times`)
      }),
      { numRuns: 30, seed: 1 },
    )
  })
})
