import assert from 'node:assert/strict'
import { appendFileSync, copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import fc from 'fast-check'
import { isSweepError } from '../../../src/errors/index.ts'
import { processIdentity } from '../../../src/host/index.ts'
import {
  createAppender,
  FRAME_KIND,
  type Frame,
  openSegmentTail,
  type PlacedFrame,
  readRecord,
  segmentFileName,
  segmentIdOf,
} from '../../../src/ledger/index.ts'
import { encodeFrameHead, readFrameHead } from '../../../src/ledger/segment/frame.ts'
import { scanFrames } from '../../../src/ledger/segment/scan-frames.ts'
import { decodeSegmentHeader, encodeSegmentHeader } from '../../../src/ledger/segment/segment-header.ts'
import { scratchFolder } from '../../support/scratch.ts'

const ledgerId = '0123456789abcdef0123456789abcdef'
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const uint53 = fc.maxSafeNat()
const payload = fc.uint8Array({ maxLength: 200 })

const frame: fc.Arbitrary<Frame> = fc
  .record({
    kind: fc.constantFrom(FRAME_KIND.columns, FRAME_KIND.failure, FRAME_KIND.adoptedColumns, FRAME_KIND.result),
    payload,
    generation: uint32,
    epoch: uint32,
    level: fc.nat(255),
    node: uint53,
    lo: uint53,
    count: uint32,
    origin: fc.record({ segmentId: fc.constantFrom('host-1-ab', 'x'.repeat(200)), offset: uint53 }),
    key: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  })
  .map(({ origin, key, ...rest }) => ({
    ...rest,
    ...(rest.kind === FRAME_KIND.adoptedColumns ? { origin: { ...origin } } : {}),
    ...(rest.kind === FRAME_KIND.result ? { key } : {}),
  }))

/** Frames one after the other, as a file holds them. */
function concatenated(frames: readonly Frame[]): { bytes: Buffer; ends: number[] } {
  const ends: number[] = []
  const parts: Uint8Array[] = []
  let end = 0
  for (const each of frames) {
    const head = encodeFrameHead(each, end)
    parts.push(head, each.payload)
    end += head.length + each.payload.length
    ends.push(end)
  }
  return { bytes: Buffer.concat(parts), ends }
}

function fieldsOf({ payload: _, ...fields }: Frame): Omit<Frame, 'payload'> {
  return fields
}

function scanned(bytes: Buffer): PlacedFrame[] {
  const found: PlacedFrame[] = []
  scanFrames(bytes, { base: 0, fileLength: bytes.length }, (each) => found.push(each))
  return found
}

describe('a frame', () => {
  it('is read back with every field', () => {
    fc.assert(
      fc.property(frame, uint53, (each, durableTo) => {
        const head = readFrameHead(encodeFrameHead(each, durableTo), 0)
        assert.ok(typeof head === 'object')
        const { headLength, payloadLength, payloadCrc, durableTo: durable, ...fields } = head
        assert.deepEqual(
          { ...fields, durable, payloadLength },
          {
            origin: undefined,
            key: undefined,
            ...fieldsOf(each),
            durable: durableTo,
            payloadLength: each.payload.length,
          },
        )
        assert.ok(headLength >= 56 && payloadCrc >= 0)
      }),
    )
  })

  it('with any flipped bit in its head is none', () => {
    fc.assert(
      fc.property(frame, fc.nat(), fc.nat(7), (each, place, bit) => {
        const head = encodeFrameHead(each, 7)
        head[place % head.length]! ^= 1 << bit
        assert.ok(typeof readFrameHead(head, 0) === 'string')
      }),
      { numRuns: 2000 },
    )
  })

  it('is never found in random bytes, and reading them never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        assert.ok(typeof readFrameHead(Buffer.from(bytes), 0) === 'string')
      }),
    )
  })
})

describe('scanning frames', () => {
  it('finds exactly the whole ones of a file that is cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.nat(), (frames, cut) => {
        const { bytes, ends } = concatenated(frames)
        const length = cut % (bytes.length + 1)
        const found = scanned(bytes.subarray(0, length))
        assert.equal(found.length, ends.filter((end) => end <= length).length)
        assert.deepEqual(
          found.map(({ head }) => head.payloadLength),
          frames.slice(0, found.length).map(({ payload: { length: size } }) => size),
        )
      }),
    )
  })

  it('finds the same in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.integer({ min: 300, max: 700 }), (frames, size) => {
        const { bytes } = concatenated(frames)
        const found: PlacedFrame[] = []
        for (let at = 0; ; ) {
          const piece = bytes.subarray(at, at + size)
          const { next, reason } = scanFrames(piece, { base: at, fileLength: bytes.length }, (each) => found.push(each))
          at = next
          if (reason !== 'more') break
        }
        assert.deepEqual(found, scanned(bytes))
      }),
    )
  })

  it('stops at a flipped bit and finds what stands before it unchanged', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(7), (frames, place, bit) => {
        const { bytes, ends } = concatenated(frames)
        const whole = scanned(bytes)
        const at = place % bytes.length
        bytes[at]! ^= 1 << bit
        const damaged = ends.findIndex((end) => at < end)
        const isHead = at < whole[damaged]!.offset + whole[damaged]!.head.headLength
        assert.deepEqual(scanned(bytes), isHead ? whole.slice(0, damaged) : whole)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a header of a segment', () => {
  const header = { ledgerId, segmentId: 'host-1-ab', writer: processIdentity(), node: '20.19.0' }

  it('is read back, and not before it is whole', () => {
    const bytes = encodeSegmentHeader(header)
    assert.deepEqual(decodeSegmentHeader(bytes), { header, length: bytes.length })
    for (let size = 0; size < bytes.length; size++)
      assert.equal(decodeSegmentHeader(bytes.subarray(0, size)), undefined)
  })

  it('is refused when any bit is flipped, when it is of another version, and when it is something else', () => {
    const bytes = encodeSegmentHeader(header)
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes)
      damaged[at]! ^= 1 << (at % 8)
      let found: unknown
      try {
        found = decodeSegmentHeader(damaged)
      } catch (error) {
        assert.ok(isSweepError(error, 'FormatError'))
      }
      assert.equal(found, undefined)
    }
    const newer = Buffer.from(bytes)
    newer.writeUInt16LE(2, 8)
    assert.throws(() => decodeSegmentHeader(newer), {
      name: 'FormatError',
      message:
        'These bytes are no header of a segment: its version is 2, and this windrow reads version 1 (at byte 8).',
    })
    assert.throws(() => decodeSegmentHeader(Buffer.from('text')), {
      message: 'These bytes are no header of a segment: it does not begin as a segment does (at byte 0).',
    })
  })
})

describe('a segment that lost its unflushed end in a power cut', () => {
  it('still has every record that was called durable, whatever else is left of it', async (t) => {
    const { path, append, segmentId } = await growing(t)
    for (const text of ['b', 'c'.repeat(100), 'd']) await append(text)
    const whole = readFileSync(path)
    const tail = openSegmentTail(path, { ledgerId, segmentId })
    tail.advance(() => {})
    for (let length = tail.durableTo; length <= whole.length; length++) {
      writeFileSync(path, Buffer.concat([whole.subarray(0, length), Buffer.alloc(length % 3)]))
      const offsets: number[] = []
      openSegmentTail(path, { ledgerId, segmentId }).advance(({ head, offset }) => {
        if (head.kind === FRAME_KIND.columns) offsets.push(head.payloadLength)
        assert.ok(offset < length)
      })
      assert.deepEqual(offsets, [1, 1, 100, 1])
    }
  })
})

describe('the tail of a segment', () => {
  it('gives what came since the last look, and never anything twice', async (t) => {
    const { folder, path, append, tail } = await growing(t)
    assert.deepEqual(tail.look(), ['a'])
    await append('b')
    await append('c')
    assert.deepEqual(tail.look(), ['b', 'c'])
    assert.deepEqual(tail.look(), [])
    assert.equal(readdirSync(folder).length, 1)
    const { length } = readFileSync(path)
    assert.equal(tail.tail.offset, length)
  })

  it('waits at a torn tail until the rest is there', async (t) => {
    const { path, append, tail } = await growing(t)
    await append('long'.repeat(50))
    const whole = readFileSync(path)
    for (const cut of [1, 30, 56, 100, 200]) {
      truncateSync(path, whole.length - cut)
      if (cut > 56) assert.deepEqual(tail.look(), cut === 100 ? ['a'] : [])
    }
    writeFileSync(path, whole)
    assert.deepEqual(tail.look(), ['long'.repeat(50)])
  })

  it('stops at what is no frame, as a power cut leaves it', async (t) => {
    const { path, tail } = await growing(t)
    appendFileSync(path, Buffer.alloc(5000))
    assert.deepEqual(tail.look(), ['a'])
    assert.deepEqual(tail.look(), [])
  })

  it('refuses a copy under another name and a segment of another ledger', async (t) => {
    const { folder, path, segmentId } = await growing(t)
    const copy = join(folder, 'copy.seg')
    copyFileSync(path, copy)
    assert.throws(() => openSegmentTail(copy, { ledgerId, segmentId: 'copy' }).advance(() => {}), {
      name: 'LedgerError',
      message: `${copy} is a copy of the segment ${segmentId}, and is not read.\nRemove it, or give it its own name back.`,
    })
    assert.throws(() => openSegmentTail(path, { ledgerId: 'other', segmentId }).advance(() => {}), {
      name: 'LedgerError',
      message: `${path} belongs to the ledger ${ledgerId}, and is not read.\nMove it back there.`,
    })
  })

  it('leads to records, and a flipped bit in one is found', async (t) => {
    const { path, place } = await growing(t)
    const record = await readRecord(path, place)
    assert.equal(record?.payload.toString(), 'a')
    const bytes = readFileSync(path)
    bytes[place.offset + place.headLength]! ^= 1
    writeFileSync(path, bytes)
    assert.equal(await readRecord(path, place), undefined)
  })
})

/** A segment with the record `a`, its writer and a reader of the texts in it. */
async function growing(t: TestContext) {
  const folder = scratchFolder(t)
  const appender = createAppender({ folder, ledgerId, groupMs: 0 })
  t.after(() => appender.close())
  const append = (text: string) =>
    appender.append({ kind: FRAME_KIND.columns, payload: Buffer.from(text), lo: 0, count: 1 })
  const place = await append('a')
  const segmentId = segmentIdOf(readdirSync(folder)[0]!)!
  const path = join(folder, segmentFileName(segmentId))
  const tail = openSegmentTail(path, { ledgerId, segmentId })
  const look = (): string[] => {
    const texts: string[] = []
    tail.advance(({ head, offset }) => {
      const from = offset + head.headLength
      if (head.kind === FRAME_KIND.columns)
        texts.push(readFileSync(path).toString('utf8', from, from + head.payloadLength))
    })
    return texts
  }
  return { folder, path, segmentId, place, append, tail: { tail, look } }
}
