import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { encodeFrame, FrameReader } from '../../../src/protocol/index.ts'

function frameBytes(message: unknown): Buffer {
  return Buffer.concat(encodeFrame(message))
}

function readAll(bytes: Uint8Array, cuts: readonly number[]): unknown[] {
  const messages: unknown[] = []
  const reader = new FrameReader((message) => messages.push(message))
  let from = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const to = Math.min(Math.max(cut, from), bytes.length)
    reader.push(bytes.subarray(from, to))
    from = to
  }
  reader.push(bytes.subarray(from))
  return messages
}

describe('frames', () => {
  it('carry values of every cloneable kind', () => {
    const message = {
      numbers: [0, -0, Number.NaN, 1e300],
      text: 'ünï\u{1f33e}\0',
      big: 12n,
      when: new Date(5),
      map: new Map([[1, new Set(['a'])]]),
      nothing: [null, undefined],
      floats: Float64Array.of(1, 2, 3),
      bytes: Uint8Array.of(1, 2, 3),
      shorts: Int16Array.of(-1),
      empty: new Float32Array(0),
    }
    assert.deepEqual(readAll(frameBytes(message), []), [message])
  })

  it('arrive whole whatever the cuts of the stream', () => {
    const messages = [{ a: 1 }, { columns: [new Float64Array(100).fill(7), Uint8Array.of(1)] }, 'end']
    const bytes = Buffer.concat(messages.map(frameBytes))
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        assert.deepEqual(readAll(bytes, cuts), messages)
      }),
    )
  })

  it('deliver arrays in buffers of exactly their size, also when they were a part of a larger one', () => {
    const part = new Float64Array(1000).subarray(10, 20).fill(3)
    const [arrived] = readAll(frameBytes({ part }), []) as [{ part: Float64Array }]
    assert.equal(arrived.part.byteOffset, 0)
    assert.equal(arrived.part.buffer.byteLength, 80)
    assert.deepEqual(arrived.part, new Float64Array(10).fill(3))
  })

  it('do not copy the arrays they send', () => {
    const array = new Float64Array(1000)
    const pieces = encodeFrame({ array })
    assert.ok(pieces.some((piece) => piece.buffer === array.buffer))
  })

  it('are refused when they claim more bytes than any message has', () => {
    const bytes = frameBytes({ a: 1 })
    bytes.writeUInt32LE(0xffffffff, 0)
    assert.throws(() => readAll(bytes, []), /A frame claims 4294967295 bytes/)
  })
})
