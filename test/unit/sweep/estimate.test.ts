import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseProcessList } from '../../../src/host/process-tree.js'
import type { Estimate, SampledPoint } from '../../../src/sweep/estimate/estimate.js'
import { expectPerPoint, expectTime } from '../../../src/sweep/estimate/expect.js'
import { renderEstimate } from '../../../src/sweep/estimate/render-estimate.js'
import { sampleIndices } from '../../../src/sweep/estimate/sample-indices.js'

function sample(durationMs: number, extra: Partial<SampledPoint> = {}): SampledPoint {
  const base = { index: 0, point: { x: durationMs }, outcome: 'done', peakBytes: 1e6, resultBytes: 8 } as const
  return { ...base, durationMs, cpuMs: durationMs, error: undefined, ...extra }
}

const seen = (points: SampledPoint[]) => ({
  points,
  outputs: undefined,
  together: undefined,
  memorySource: 'proc' as const,
})

const machine = { workers: 2, cores: 4, concurrency: 1, perSecond: undefined }

describe('the points of a dry run', () => {
  it('are the first, the last, and then different ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.string(), (size, seed) => {
        const indices: number[] = []
        for (const index of sampleIndices(size, seed)) if (indices.push(index) === 16) break
        assert.deepEqual(indices.slice(0, 2), size === 1 ? [0] : [0, size - 1])
        assert.equal(new Set(indices).size, Math.min(size, 16))
        assert.ok(indices.every((index) => Number.isInteger(index) && index >= 0 && index < size))
      }),
    )
  })

  it('spread evenly, and elsewhere for another seed', () => {
    const take = (seed: string): number[] => {
      const indices: number[] = []
      for (const index of sampleIndices(1000, seed)) if (indices.push(index) === 12) break
      return indices
    }
    const sorted = take('a').sort((x, y) => x - y)
    assert.ok(
      sorted.every((index, i) => i === 0 || index - (sorted[i - 1] ?? 0) < 250),
      sorted.join(' '),
    )
    assert.notDeepEqual(take('a'), take('b'))
    assert.deepEqual(take('a'), take('a'))
  })
})

describe('the expected time', () => {
  it('is shared by the workers, and at least that of the longest point', () => {
    assert.deepEqual(expectTime(seen([sample(1000), sample(1000)]), 100, machine), {
      expectedMs: 50_000,
      lowMs: 50_000,
      highMs: 50_000,
      isLowerBound: false,
    })
    assert.equal(expectTime(seen([sample(10), sample(1000)]), 2, machine)?.expectedMs, 1000)
  })

  it('of points that only wait is shared by those in flight, of points that compute it is not', () => {
    const waiting = seen([sample(1000, { cpuMs: 0 })])
    const computing = seen([sample(1000)])
    assert.equal(expectTime(waiting, 100, { ...machine, concurrency: 10 })?.expectedMs, 5000)
    assert.equal(expectTime(computing, 100, { ...machine, concurrency: 10 })?.expectedMs, 50_000)
  })

  it('knows that a point with four threads leaves no core for another', () => {
    const threaded = seen([sample(1000, { cpuMs: 4000 })])
    assert.equal(expectTime(threaded, 100, machine)?.expectedMs, 100_000)
  })

  it('heeds a rate limit, and is a lower bound when points did not finish', () => {
    const points = [sample(1000), sample(1000, { outcome: 'unfinished' })]
    const { expectedMs, isLowerBound } = expectTime(seen(points), 100, { ...machine, perSecond: 0.5 }) ?? {}
    assert.deepEqual({ expectedMs, isLowerBound }, { expectedMs: 200_000, isLowerBound: true })
  })

  it('is unknown when every point failed', () => {
    assert.equal(expectTime(seen([sample(1, { outcome: 'failed' })]), 100, machine), undefined)
    assert.equal(expectPerPoint(seen([sample(1, { outcome: 'failed' })])), undefined)
  })
})

describe('a list of processes by `ps`', () => {
  it('gives a process and all below it, in whatever order they come', () => {
    const text = '   30  20   4\n   10   1 100\n   20  10  50\n   40   1   7\n'
    assert.deepEqual(
      parseProcessList(text, 10).map(({ pid, residentBytes }) => [pid, residentBytes / 1024]),
      [
        [30, 4],
        [10, 100],
        [20, 50],
      ],
    )
  })
})

describe('an estimate as text', () => {
  it('says everything in a few lines', () => {
    const failure = { name: 'Error', message: 'no convergence\nat all' } as SampledPoint['error']
    const estimate: Estimate = {
      task: 'ising',
      points: 1_000_000,
      first: [{ T: 1 }],
      last: [{ T: 2 }, { T: 3 }],
      workers: 2,
      sampled: [
        sample(1200),
        sample(3, { outcome: 'failed', index: 5, point: { T: 1.5 }, error: failure }),
        sample(500, { outcome: 'unfinished', index: 9, point: { T: 1.9 } }),
      ],
      perPoint: { minMs: 0.0123, medianMs: 1.25, meanMs: 2.5, maxMs: 1200, slowest: { T: 1 }, timed: 1 },
      time: { expectedMs: 60_000, lowMs: 50_000, highMs: 70_000, isLowerBound: false },
      memory: { perWorkerBytes: 1e8, callerBytes: 5e7, peakBytes: 2.5e8, source: 'proc' },
      result: {
        outputs: [
          { name: 'm', dtype: 'float64', shape: [], bytesPerPoint: 8 },
          { name: 'spins', dtype: 'int8', shape: [16, 16], bytesPerPoint: 256 },
        ],
        bytesPerPoint: 264,
        memoryBytes: 264e6,
        diskBytes: 264e6,
      },
      notEstimated: ['How the moon affects it.'],
    }
    assert.equal(
      renderEstimate(estimate),
      [
        '`ising`: 1.00 M points on 2 workers; 3 points were tried.',
        '  first      Point 0 (T = 1)',
        '  last       Point 999999 (T = 3)',
        '  a point    2.5ms (mean of 1; alone 1.3ms, 12µs to 1s)',
        '  time       about 1m 00s (50s to 1m 10s)',
        '  memory     about 250 MB: 2 × 100 MB and 50.0 MB here (resident, from /proc)',
        '  results    264 MB, as much in a file before compression: m float64, spins int8 (16, 16)',
        '  failed     Point 5 (T = 1.5): Error: no convergence',
        '  unfinished Point 9 (T = 1.9) was stopped after 500ms',
        '  unknown    How the moon affects it.',
      ].join('\n'),
    )
  })
})
