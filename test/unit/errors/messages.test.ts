import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  abortedMessage,
  describeFailure,
  describeFailures,
  type Failure,
  failedMessage,
  flattenError,
  lossReason,
  PointTimeoutError,
  quarantinedMessage,
  timeoutMessage,
  workerLostMessage,
} from '../../../src/errors/index.ts'

const STACK = `RangeError: Invalid array length
    at new Array (<anonymous>)
    at read (node:internal/fs:3:1)
    at solve (/home/me/node_modules/solver/index.js:4:2)
    at async ising (file:///home/me/my%20models/ising.ts:14:9)
    at runRange (/home/me/node_modules/windrow/dist/worker/run.js:9:9)`

function failure(overrides: Partial<Failure> = {}): Failure {
  return {
    index: 12,
    point: { T: 2.1, L: 16 },
    attempts: 1,
    workerLosses: 0,
    error: { name: 'RangeError', message: 'Invalid array length\nsecond line', stack: STACK },
    host: 'node07',
    durationMs: 0,
    ...overrides,
  }
}

test('a failure is told by its point, its error and the first frame of the user', () => {
  assert.equal(
    describeFailure(failure()),
    'Point 12 (T = 2.1, L = 16): RangeError: Invalid array length\n    at /home/me/my models/ising.ts:14:9, on node07',
  )
})

test('attempts, lost workers and the time it took are told where there were any', () => {
  assert.equal(
    describeFailure(failure({ attempts: 3, workerLosses: 1, durationMs: 65_000 })),
    'Point 12 (T = 2.1, L = 16): RangeError: Invalid array length\n    at /home/me/my models/ising.ts:14:9, 3 attempts, 1 worker lost, on node07 after 1m 05s',
  )
})

test('an error of ours shows no place inside windrow', () => {
  const error = flattenError(new PointTimeoutError(timeoutMessage({ timeoutMs: 200 }), { timeoutMs: 200 }))
  assert.equal(
    describeFailure(failure({ error })),
    'Point 12 (T = 2.1, L = 16): PointTimeoutError: The point ran longer than `timeoutMs: 200` (200ms) and was stopped.\n    on node07',
  )
})

test('values of a point are shortened and of any kind', () => {
  const point = {
    name: 'x'.repeat(100),
    list: [1, 2],
    when: new Date(0),
    big: 5n,
    field: new Float64Array(4),
    none: null,
  }
  assert.equal(
    describeFailure(failure({ point, error: flattenError('boom') })),
    `Point 12 (name = "${'x'.repeat(38)}…, list = [1,2], when = 1970-01-01T00:00:00.000Z, big = 5n, field = Float64Array(32 bytes), none = null): thrown boom\n    on node07`,
  )
})

test('a code is shown where the message does not hold it', () => {
  const error = { name: 'Error', message: 'cannot read', code: 'ENOENT' }
  assert.equal(
    describeFailure(failure({ error })).split('\n')[0],
    'Point 12 (T = 2.1, L = 16): Error: cannot read [ENOENT]',
  )
})

test('of many failures the first few are told and the rest is counted', () => {
  const failures = [1, 2, 3, 4].map((index) =>
    failure({ index, point: {}, error: { name: 'Error', message: `e${index}` } }),
  )
  assert.equal(
    describeFailures(failures, { max: 2 }),
    '4 points failed:\n  Point 1: Error: e1\n      on node07\n  Point 2: Error: e2\n      on node07\n  … and 2 more',
  )
  assert.equal(describeFailures(failures, { max: 0 }), '4 points failed.')
  assert.equal(describeFailures([]), '')
})

test('a failed run says how much finished, what failed, where the results are and how to go on', () => {
  assert.equal(
    failedMessage({ task: 'ising', failures: [failure()], done: 410, total: 672, out: 'ising.nc' }),
    [
      '`ising` failed at 1 of 672 points; 410 points finished.',
      '1 point failed:',
      '  Point 12 (T = 2.1, L = 16): RangeError: Invalid array length',
      '      at /home/me/my models/ising.ts:14:9, on node07',
      "What finished is in `error.dataset` and in ising.nc. All failures are in `error.failures`. Pass `onError: 'collect'` to run every point in spite of failures.",
    ].join('\n'),
  )
})

test('a failed run of which nothing finished promises no results', () => {
  const message = failedMessage({ task: 'ising', failures: [failure()], done: 0, total: 1, out: 'ising.nc' })
  assert.equal(
    message.split('\n').at(-1),
    "All failures are in `error.failures`. Pass `onError: 'collect'` to run every point in spite of failures.",
  )
})

test('an aborted run says how far it came, why, and where the results are', () => {
  assert.equal(
    abortedMessage({ task: 'ising', failures: [], done: 410, total: 672, reason: new RangeError('enough') }),
    '`ising` was aborted (RangeError: enough) when 410 of 672 points had finished.\nWhat finished is in `error.dataset`.',
  )
  assert.equal(
    abortedMessage({ task: 'f', failures: [], done: 0, total: 9, reason: new DOMException('x', 'AbortError') }),
    '`f` was aborted when 0 of 9 points had finished.',
  )
})

test('a point that is given up names what became of each worker', () => {
  assert.equal(
    quarantinedMessage({
      index: 7,
      point: { x: 1 },
      losses: [
        { reason: lossReason({ killedBy: 'SIGSEGV' }), host: 'n1' },
        { reason: lossReason({ exitCode: 3 }), host: 'n2' },
      ],
    }),
    [
      'Point 7 (x = 1) was given up: 2 workers were lost while running it.',
      '  1. on n1: crashed in native code (SIGSEGV)',
      '  2. on n2: ended with exit code 3',
      'Run the function at this point alone to see why; `maxWorkerLosses` says how many workers one point may cost.',
    ].join('\n'),
  )
})

test('each way to lose a worker is told with what it usually means', () => {
  assert.deepEqual(
    [
      lossReason({ killedBy: 'SIGKILL' }),
      lossReason({
        killedBy: 'SIGABRT',
        stderr: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      }),
      lossReason({ exitCode: 0 }),
      lossReason({ killedBy: 'SIGTERM' }),
      lossReason({}),
    ],
    [
      'killed by SIGKILL (by hand, or by the system when memory ran out)',
      'its JavaScript heap ran out of memory (raise it with `--max-old-space-size` in `NODE_OPTIONS`)',
      'ended with exit code 0 (does the function call `process.exit`?)',
      'killed by SIGTERM',
      'its connection broke',
    ],
  )
})

test('a lost worker shows its last lines of standard error', () => {
  assert.equal(
    workerLostMessage({ worker: '3 (pid 812)', exitCode: 1, stderr: 'a\nb\n' }),
    'Worker 3 (pid 812) was lost: ended with exit code 1.\nIts last words were:\n  a\n  b',
  )
  assert.equal(workerLostMessage({ worker: '3', exitCode: 1 }), 'Worker 3 was lost: ended with exit code 1.')
})
