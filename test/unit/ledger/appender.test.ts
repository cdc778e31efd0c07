import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import {
  type Appender,
  type AppenderOptions,
  createAppender,
  FRAME_KIND,
  type Frame,
  openSegmentTail,
  type PlacedFrame,
  segmentIdOf,
} from '../../../src/ledger/index.ts'
import { scratchFolder } from '../../support/scratch.ts'
import { createFaultyIo, systemError } from './faulty-io.ts'

const ledgerId = '0123456789abcdef0123456789abcdef'
const record = (lo: number, size = 10): Frame => ({
  kind: FRAME_KIND.columns,
  payload: new Uint8Array(size).fill(lo),
  lo,
  count: 1,
})

function setUp(t: TestContext, options: Partial<AppenderOptions> = {}) {
  const folder = scratchFolder(t)
  const io = createFaultyIo()
  const appender = createAppender({ folder, ledgerId, io, groupMs: 0, ...options })
  t.after(() => appender.close().catch(() => {}))
  return { folder, io, appender }
}

/** What readers find: of each segment the kinds and first indices of its frames. */
function framesIn(folder: string): { kinds: string; frames: PlacedFrame[]; isEnded: boolean; durableTo: number }[] {
  return readdirSync(folder).map((name) => {
    const frames: PlacedFrame[] = []
    const tail = openSegmentTail(join(folder, name), { ledgerId, segmentId: segmentIdOf(name)! })
    tail.advance((frame) => frames.push(frame))
    const kinds = frames.map(({ head }) =>
      head.kind === FRAME_KIND.columns ? `c${head.lo}` : head.kind === 3 ? 'm' : 'e',
    )
    return { kinds: kinds.join(' '), frames, isEnded: tail.isEnded, durableTo: tail.durableTo }
  })
}

const appendAll = (appender: Appender, los: number[]) => Promise.all(los.map((lo) => appender.append(record(lo))))

describe('an appender', () => {
  it('makes nothing before the first record, and then flushes file and folder before it calls anything durable', async (t) => {
    const { folder, io, appender } = setUp(t)
    assert.deepEqual(readdirSync(folder), [])
    await appender.append(record(1))
    assert.deepEqual(io.log, ['create', 'write', 'write', 'sync', 'syncFolder', 'write'])
    const [{ kinds, frames, durableTo }] = framesIn(folder) as [ReturnType<typeof framesIn>[0]]
    assert.equal(kinds, 'c1 m')
    assert.equal(frames[0]!.head.durableTo, 0)
    assert.equal(durableTo, frames[1]!.offset)
  })

  it('flushes once for all records of a group, and later frames say how far the segment is durable', async (t) => {
    const { folder, io, appender } = setUp(t)
    await appendAll(appender, [1, 2, 3])
    await appendAll(appender, [4, 5])
    await appender.close()
    assert.equal(io.log.filter((step) => step === 'sync').length, 4)
    const [{ kinds, frames, isEnded }] = framesIn(folder) as [ReturnType<typeof framesIn>[0]]
    assert.equal(kinds, 'c1 c2 c3 m c4 c5 m m e')
    assert.equal(frames[4]!.head.durableTo, frames[3]!.offset)
    assert.equal(isEnded, true)
  })

  it('waits for others until the group is large enough or flushed', async (t) => {
    const { io, appender } = setUp(t, { groupMs: 1e8, groupBytes: 1000 })
    const first = appender.append(record(1))
    assert.deepEqual(io.log, [])
    await appender.flush()
    await first
    await Promise.all([appender.append(record(2, 600)), appender.append(record(3, 600))])
    assert.equal(io.log.filter((step) => step === 'sync').length, 2)
    const left = appender.append(record(4))
    await appender.close()
    await left
  })

  it('leaves a segment alone after a short write, and writes the same records to a new one', async (t) => {
    const { folder, io, appender } = setUp(t)
    await appender.append(record(1))
    io.fault = (step, count) => (step === 'write' && count === 4 ? 'short' : undefined)
    await appendAll(appender, [2, 3])
    await appender.append(record(4))
    await appender.close()
    assert.deepEqual(
      framesIn(folder)
        .map(({ kinds }) => kinds)
        .sort(),
      // Half of the torn write is the first of its two records; it is in the new segment as well.
      ['c1 m c2', 'c2 c3 m c4 m m e'],
    )
  })

  for (const [what, step, count] of [
    ['a failed flush', 'sync', 2],
    ['a failed write', 'write', 4],
    ['a mark that cannot be written', 'write', 5],
  ] as const)
    it(`does the same after ${what}, and never flushes the old segment again`, async (t) => {
      const { folder, io, appender } = setUp(t)
      await appender.append(record(1))
      io.fault = (at, n) => (at === step && n === count ? systemError('EIO') : undefined)
      const place = await appender.append(record(2))
      const found = framesIn(folder)
      assert.equal(found.length, 2)
      const counted = found.find(({ frames }) =>
        frames.some(({ head, offset }) => head.lo === 2 && offset === place.offset),
      )
      assert.equal(counted?.kinds, 'c2 m')
      await appender.close()
    })

  it('gives the records back to whoever appended them when the disk stays full, and goes on when it is not', async (t) => {
    const { folder, io, appender } = setUp(t)
    io.fault = (step) => (step === 'write' ? systemError('ENOSPC') : undefined)
    const results = await Promise.allSettled([appender.append(record(1)), appender.append(record(2))])
    const message = `Records could not be written. The folder is ${folder}.\nENOSPC: as asked for`
    for (const result of results) {
      assert.equal(result.status, 'rejected')
      const { name, message: text, path } = result.reason as Error & { path: string }
      assert.deepEqual({ name, text, path }, { name: 'LedgerError', text: message, path: folder })
    }
    io.fault = () => undefined
    await appender.append(record(3))
    assert.ok(framesIn(folder).some(({ kinds }) => kinds === 'c3 m'))
  })

  it('does not try again when the folder is gone, and does not make it anew', async (t) => {
    const { folder, io, appender } = setUp(t)
    rmSync(folder, { recursive: true })
    await assert.rejects(appender.append(record(1)), { name: 'LedgerError', path: folder })
    assert.deepEqual(io.log, ['create'])
  })

  it('ends a segment that has grown too long and begins another', async (t) => {
    const { folder, appender } = setUp(t, { rollBytes: 2000 })
    for (let lo = 0; lo < 6; lo++) await appender.append(record(lo, 800))
    const found = framesIn(folder)
    assert.equal(found.length, 3)
    assert.equal(found.filter(({ isEnded }) => isEnded).length, 2)
    assert.deepEqual(
      found
        .flatMap(({ frames }) =>
          frames
            .map(({ head }) => head)
            .filter(({ kind }) => kind === 1)
            .map(({ lo }) => lo),
        )
        .sort(),
      [0, 1, 2, 3, 4, 5],
    )
  })

  it('begins another segment after a long pause, and does not trust a flush in which it was stopped for long', async (t) => {
    let nowMs = 0
    const stopwatch = () => {
      const beganMs = nowMs
      return () => nowMs - beganMs
    }
    const { folder, io, appender } = setUp(t, { maxIdleMs: 1000, stopwatch })
    await appender.append(record(1))
    nowMs += 1001
    await appender.append(record(2))
    assert.equal(readdirSync(folder).length, 2)
    io.fault = (step, count) => {
      if (step === 'sync' && count === 3) nowMs += 5000
      return undefined
    }
    const place = await appender.append(record(3))
    const found = framesIn(folder)
    assert.equal(found.length, 3)
    assert.equal(found.filter(({ kinds }) => kinds.includes('c3')).length, 2)
    assert.ok(found.some(({ kinds, frames }) => kinds === 'c3 m' && frames[0]!.offset === place.offset))
  })

  it('refuses records after it was closed', async (t) => {
    const { folder, appender } = setUp(t)
    await appender.append(record(1))
    await Promise.all([appender.close(), appender.close()])
    await assert.rejects(appender.append(record(2)), {
      name: 'LedgerError',
      message: `It is closed. The folder is ${folder}.`,
    })
  })
})
