import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { scratchFolder } from '../support/scratch.ts'
import { soakRounds } from '../support/soak.ts'

/** Points of 128 KiB each: 3.1 GB in full. */
const POINTS = soakRounds({ full: 24_000, sample: 4_000 })

describe('a sweep with results larger than memory should be', () => {
  for (const order of ['ordered', 'shuffled']) {
    it(`writes them to its file as they come and stays under 500 MB (${order})`, async (t) => {
      const out = join(scratchFolder(t), 'large.nc')
      const caller = fork(new URL('./large-caller.js', import.meta.url), [out, String(POINTS), order])
      const [report] = (await once(caller, 'message')) as [
        { peakBytes: number; last: number; expected: number; count: number },
      ]
      assert.equal(report.last, report.expected)
      assert.equal(report.count, POINTS)
      assert.ok(report.peakBytes < 500e6, `The caller peaked at ${Math.round(report.peakBytes / 1e6)} MB.`)
      t.diagnostic(`${POINTS} points of 128 KiB, peak ${Math.round(report.peakBytes / 1e6)} MB`)
    })
  }
})
