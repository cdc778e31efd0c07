import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BlockMessage } from '../../../src/executor/index.ts'
import { FirstBlocks } from '../../../src/sweep/run/first-blocks.ts'

function block(lo: number, hi: number, dtype: 'float64' | 'string'): BlockMessage {
  const columns = [{ name: 'y', dtype, shape: [], values: new Float64Array(hi - lo) }]
  return { type: 'block', worker: 0, run: 0, done: { lo, hi }, columns, failures: [], released: [], busyMs: 1 }
}

describe('the first blocks of a run', () => {
  it('are written after those that enough points agree with', () => {
    const first = new FirstBlocks()
    const [odd, few, many, later] = [
      block(0, 1, 'string'),
      block(1, 4, 'float64'),
      block(4, 9, 'float64'),
      block(9, 10, 'string'),
    ] as const
    assert.deepEqual(first.take(odd), [])
    assert.deepEqual(first.take(few), [])
    assert.deepEqual(first.take(many), [few, many, odd])
    assert.deepEqual(first.take(later), [later])
    assert.deepEqual(first.rest(), [])
  })

  it('are written at the end when there are no more', () => {
    const first = new FirstBlocks()
    const [odd, few] = [block(0, 1, 'string'), block(1, 4, 'float64')] as const
    first.take(odd)
    first.take(few)
    assert.deepEqual(first.rest(), [few, odd])
  })
})
