import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { groupFailures, renderFailures } from '../../../src/cli/run/failure-groups.ts'
import type { ErrorRecord, Failure } from '../../../src/errors/index.ts'

function failure(index: number, error: Partial<ErrorRecord> & { readonly message: string }): Failure {
  const record = { name: 'Error', ...error }
  return { index, point: { x: index }, attempts: 1, workerLosses: 0, error: record, host: 'n1', durationMs: 0 }
}

describe('failures of a run', () => {
  it('are of one kind where numbers, durations and paths alone differ', () => {
    const groups = groupFailures([
      failure(0, { message: '`prog` ended with exit code 2 after 1s' }),
      failure(1, { message: '`prog` ended with exit code 2 after 954ms' }),
      failure(2, { message: 'out.dat was not written in /tmp/windrow-prog-aB3' }),
      failure(3, { message: 'out.dat was not written in /tmp/windrow-prog-xY9' }),
      failure(4, { message: 'T = 2.5 is too hot' }),
      failure(5, { message: 'something else' }),
    ])
    assert.deepEqual(
      groups.map(([first, count]) => [first.index, count]),
      [
        [0, 2],
        [2, 2],
        [4, 1],
        [5, 1],
      ],
    )
  })

  it('of a program tell the end of its output and how to run it by hand, without steering the terminal', () => {
    const message = '`ls` ended with exit code 2: no\nStandard error ended with:\n  no \u001b[2J\nIt ran:\n  ls /x'
    const program = failure(0, { name: 'CommandError', tag: 'CommandError', message })
    const late = failure(1, { name: 'PointTimeoutError', message: 'Too long.', cause: program.error })
    assert.equal(
      renderFailures([program, late], { total: 3, out: 'a.nc' }),
      `2 of 3 points failed:
  1 × CommandError: \`ls\` ended with exit code 2: no
      Point 0 (x = 0), on n1
      Standard error ended with:
        no \\x1b[2J
      It ran:
        ls /x
  1 × PointTimeoutError: Too long.
      Point 1 (x = 1), on n1
      Standard error ended with:
        no \\x1b[2J
      It ran:
        ls /x
All of them: windrow show a.nc --failures`,
    )
  })
})
