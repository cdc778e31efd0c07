import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { sha256Hex } from '../../../src/host/index.ts'
import { type CallCache, FRAME_KIND, openCallCache } from '../../../src/ledger/index.ts'
import { readFrameHead } from '../../../src/ledger/segment/frame.ts'
import { createSegmentFile } from '../../../src/ledger/segment/segment-file.ts'
import { diskIo } from '../../../src/ledger/segment/segment-io.ts'
import { scratchFolder } from '../../support/scratch.ts'

const key = (n: number): string => sha256Hex(`call ${n}`)
const facts = { name: 'f', args: '[]', durationMs: 1 }

async function open(t: TestContext, directory = join(scratchFolder(t), 'cache')) {
  const warnings: string[] = []
  const cache = await openCallCache(directory, { onWarning: (message) => warnings.push(message) })
  t.after(() => cache.close())
  const segments = () => readdirSync(join(directory, 'segments')).map((name) => join(directory, 'segments', name))
  return { directory, cache, warnings, segments }
}

/** One program after another that keeps one result each. */
async function runPrograms(directory: string, count: number, first = 0): Promise<void> {
  for (let n = first; n < first + count; n++) {
    const cache = await openCallCache(directory)
    await cache.put(key(n), { n }, facts)
    await cache.close()
  }
}

async function assertHits(cache: CallCache, numbers: readonly number[]): Promise<void> {
  for (const n of numbers) assert.deepEqual(await cache.get(key(n)), { hit: true, value: { n } })
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n)

describe('a call cache', () => {
  it('gives back what was put, at once and in a later program, undefined included', async (t) => {
    const { directory, cache } = await open(t)
    assert.deepEqual(await cache.get(key(1)), { hit: false })
    const value = { y: new Float64Array([1, 2]), of: new Map([['a', 1n]]) }
    const put = cache.put(key(1), value, facts)
    value.y[0] = 9
    assert.deepEqual(await cache.get(key(1)), { hit: true, value: { ...value, y: new Float64Array([1, 2]) } })
    await put
    await cache.put(key(2), undefined, facts)
    await cache.close()
    const { cache: later } = await open(t, directory)
    assert.equal((await later.list()).length, 2)
    assert.deepEqual(await later.get(key(1)), { hit: true, value: { ...value, y: new Float64Array([1, 2]) } })
    assert.deepEqual(await later.get(key(2)), { hit: true, value: undefined })
  })

  it('sees what other open caches keep, without being opened again', async (t) => {
    const { directory, cache } = await open(t)
    const { cache: other } = await open(t, directory)
    for (let n = 0; n < 5; n++) {
      await other.put(key(n), { n }, facts)
      await cache.refresh()
      await assertHits(cache, [n])
    }
  })

  it('lists function, arguments, duration, host, time and size, oldest first', async (t) => {
    const { cache } = await open(t)
    const at = (ms: number) => new Date(ms)
    await cache.put(key(1), [1, 2], { name: 'g', args: '[2]', durationMs: 20, host: 'b', at: at(2000) })
    await cache.put(key(2), 'text', { name: 'f', args: 'x'.repeat(6000), durationMs: 10, host: 'a', at: at(1000) })
    const all = await cache.list()
    assert.deepEqual(all, [
      { key: key(2), name: 'f', args: `${'x'.repeat(1000)}…`, durationMs: 10, host: 'a', at: at(1000), bytes: 7 },
      { key: key(1), name: 'g', args: '[2]', durationMs: 20, host: 'b', at: at(2000), bytes: 11 },
    ])
  })

  it('reads the index of a closed segment, and its records one by one where the index is damaged', async (t) => {
    const { directory, cache, segments } = await open(t)
    const count = 1000
    await Promise.all(upTo(count).map((n) => cache.put(key(n), { n }, facts)))
    await cache.close()
    const [path] = segments() as [string]
    const whole = readFileSync(path)
    const end = readFrameHead(whole, whole.length - 56)
    assert.ok(typeof end === 'object' && end.kind === FRAME_KIND.end)
    const index = readFrameHead(whole, end.lo)
    assert.ok(typeof index === 'object' && index.kind === FRAME_KIND.index && index.count === count)
    for (const at of [undefined, end.lo + 3, end.lo + 500, whole.length - 3]) {
      const bytes = Buffer.from(whole)
      if (at !== undefined) bytes[at]! ^= 1
      writeFileSync(path, bytes)
      const { cache: later } = await open(t, directory)
      await assertHits(later, upTo(count))
      assert.deepEqual(await later.get(key(count)), { hit: false })
      assert.equal((await later.list()).length, count)
      await later.put(key(5), { n: 5 }, facts)
      assert.equal((await later.list()).length, count)
    }
  })

  it('finds another copy of a result that is damaged under an index', async (t) => {
    const { directory, cache, segments } = await open(t)
    await Promise.all(upTo(300).map((n) => cache.put(key(n), { n }, facts)))
    await cache.close()
    const [path] = segments() as [string]
    const bytes = readFileSync(path)
    bytes[bytes.indexOf(Buffer.from(key(7), 'hex')) + 60]! ^= 1
    writeFileSync(path, bytes)
    const { cache: later } = await open(t, directory)
    assert.deepEqual(await later.get(key(7)), { hit: false })
    await later.put(key(7), { n: 7 }, facts)
    await later.close()
    await assertHits((await open(t, directory)).cache, upTo(300))
  })

  it('makes no file for a program that only reads', async (t) => {
    const { cache, segments } = await open(t)
    await cache.get(key(1))
    await cache.close()
    assert.deepEqual(segments(), [])
  })

  it('takes a damaged result for a miss, keeps the others, and takes the new result in its place', async (t) => {
    const { directory, cache, segments } = await open(t)
    await Promise.all(upTo(3).map((n) => cache.put(key(n), { n }, facts)))
    await cache.close()
    const [path] = segments() as [string]
    const bytes = readFileSync(path)
    const at = bytes.indexOf(Buffer.from(key(1), 'hex'))
    bytes[at + 60]! ^= 1
    writeFileSync(path, bytes)
    const { cache: later } = await open(t, directory)
    assert.deepEqual(await later.get(key(1)), { hit: false })
    await assertHits(later, [0, 2])
    await later.put(key(1), { n: 1 }, facts)
    await assertHits(later, [0, 1, 2])
  })

  it('tolerates a torn tail and whatever a power cut left behind it', async (t) => {
    const { directory, cache, segments } = await open(t)
    await cache.put(key(0), { n: 0 }, facts)
    const [path] = segments() as [string]
    for (const tail of [readFileSync(path).subarray(0, 40), Buffer.alloc(100)]) {
      appendFileSync(path, tail)
      const { cache: later } = await open(t, directory)
      await assertHits(later, [0])
    }
  })

  it('says once which files it does not read, and reads the rest', async (t) => {
    const { directory, cache, segments } = await open(t)
    await cache.put(key(0), { n: 0 }, facts)
    const [path] = segments() as [string]
    const odd = join(directory, 'segments', 'odd.seg')
    const copy = join(directory, 'segments', 'copy.seg')
    writeFileSync(odd, 'something else')
    writeFileSync(copy, readFileSync(path))
    writeFileSync(join(directory, 'segments', 'notes.txt'), '')
    const { cache: later, warnings } = await open(t, directory)
    await later.refresh()
    await assertHits(later, [0])
    const id = path.slice(path.lastIndexOf('/') + 1, -4)
    assert.deepEqual(warnings.sort(), [
      `${copy} is a copy of the segment ${id}, and is not read.\nRemove it, or give it its own name back.`,
      `${odd} is not read. These bytes are no header of a segment: it does not begin as a segment does (at byte 0).`,
    ])
  })

  it('refuses keys and values that are none, and folders that are something else', async (t) => {
    const { directory, cache } = await open(t)
    await assert.rejects(cache.get('abc'), {
      name: 'TypeError',
      message:
        'Expected `key` to be 64 hexadecimal digits, got `abc` (string).\nMake it with `callKey`, or as the SHA-256 of a text.',
    })
    await assert.rejects(cache.put(key(1), { f: () => 1 }, facts), {
      name: 'TypeError',
      message: /^Expected data at `value\.f`, got the function `f`\./,
    })
    assert.deepEqual(await cache.get(key(1)), { hit: false })
    writeFileSync(join(directory, 'cache.json'), '{"format":"windrow call cache","version":2}')
    await assert.rejects(openCallCache(directory), {
      name: 'LedgerError',
      message: `${join(directory, 'cache.json')} belongs to a call cache of version 2, and this windrow reads version 1.\nGive another folder as cache directory.`,
    })
    const file = join(directory, 'file')
    writeFileSync(file, '')
    await assert.rejects(openCallCache(file), {
      name: 'LedgerError',
      message: /^The cache directory .*file cannot be used: /,
    })
  })

  it('is closed twice without harm, and takes nothing afterwards', async (t) => {
    const { cache, directory } = await open(t)
    await cache.put(key(1), { n: 1 }, facts)
    await Promise.all([cache.close(), cache.close()])
    await assert.rejects(cache.put(key(2), 1, facts), {
      name: 'LedgerError',
      message: `It is closed. The folder is ${join(directory, 'segments')}.`,
    })
    await assertHits(cache, [1])
  })

  it('goes on with misses when somebody removed its folder', async (t) => {
    const { cache, directory } = await open(t)
    await cache.put(key(1), { n: 1 }, facts)
    rmSync(directory, { recursive: true })
    assert.deepEqual(await cache.get(key(1)), { hit: false })
    await cache.refresh()
    assert.deepEqual(await cache.list(), [])
  })
})

describe('folding', () => {
  it('keeps the number of files small over many programs, and every result', async (t) => {
    const { directory, segments } = await open(t)
    await runPrograms(directory, 60)
    assert.ok(segments().length <= 16, `${segments().length} files`)
    const { cache } = await open(t, directory)
    assert.equal((await cache.list()).length, 60)
    await assertHits(cache, upTo(60))
  })

  it('happens under the eyes of an open cache without a miss', async (t) => {
    const { directory } = await open(t)
    await runPrograms(directory, 7)
    const { cache: reader } = await open(t, directory)
    await runPrograms(directory, 1, 7)
    const { cache: folder, segments } = await open(t, directory)
    await folder.fold()
    assert.equal(segments().length, 1)
    await assertHits(reader, upTo(8))
    assert.equal((await reader.list()).length, 8)
  })

  it('leaves the segment of a program that still runs alone', async (t) => {
    const { directory, cache, segments } = await open(t)
    await cache.put(key(100), { n: 100 }, facts)
    await runPrograms(directory, 9)
    const { cache: other } = await open(t, directory)
    await other.fold()
    await cache.put(key(101), { n: 101 }, facts)
    await other.refresh()
    await assertHits(other, [...upTo(9), 100, 101])
    assert.ok(segments().length <= 9)
  })

  it('drops what is there twice and what is damaged', async (t) => {
    const { directory, segments } = await open(t)
    for (let n = 0; n < 7; n++) {
      const { cache } = await open(t, directory)
      await cache.put(key(0), { n: 0, large: new Uint8Array(10_000) }, facts)
      await cache.close()
    }
    const damaged = segments()[3]!
    const bytes = readFileSync(damaged)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(damaged, bytes)
    await runPrograms(directory, 1, 1)
    const { cache } = await open(t, directory)
    await cache.fold()
    assert.equal(segments().length, 1)
    assert.ok(readFileSync(segments()[0]!).length < 12_000)
    assert.deepEqual(await cache.get(key(0)), { hit: true, value: { n: 0, large: new Uint8Array(10_000) } })
    await assertHits(cache, [1])
  })

  it('waits a day for writers of which nobody here knows whether they run', async (t) => {
    const { directory, segments } = await open(t)
    await runPrograms(directory, 7)
    const stranger = await createSegmentFile(join(directory, 'segments'), 'ca11cac4e0000000000000000000000a', diskIo)
    await stranger.commit()
    await stranger.abandon()
    const path = join(directory, 'segments', `${stranger.segmentId}.seg`)
    const { cache } = await open(t, directory)
    assert.equal(await cache.fold(), false)
    assert.equal(segments().length, 8)
    const old = Date.now() / 1000 - 25 * 3600
    utimesSync(path, old, old)
    assert.equal(await cache.fold(), true)
    assert.equal(existsSync(path), false)
    await assertHits(cache, upTo(7))
  })

  it('is left to whoever holds the lock, unless that one has ended', async (t) => {
    const { directory } = await open(t)
    const lock = join(directory, 'fold.lock')
    const { processIdentity } = await import('../../../src/host/index.ts')
    writeFileSync(lock, JSON.stringify(processIdentity()))
    await runPrograms(directory, 9)
    const { cache } = await open(t, directory)
    assert.equal(await cache.fold(), false)
    writeFileSync(lock, JSON.stringify({ ...processIdentity(), start: '1' }))
    assert.equal(await cache.fold(), true)
    assert.equal(existsSync(lock), false)
  })

  it('of a folder that may only be read is not tried; its results are read, and keeping one is refused', async (t) => {
    const { directory } = await open(t)
    await runPrograms(directory, 8)
    const before = readdirSync(join(directory, 'segments'))
    const restore = giveUpWriting(directory)
    try {
      const { cache, warnings } = await open(t, directory)
      assert.equal(await cache.fold().catch((error: NodeJS.ErrnoException) => error.code), 'EACCES')
      await assertHits(cache, upTo(8))
      await assert.rejects(cache.put(key(9), 1, facts), { name: 'LedgerError', path: join(directory, 'segments') })
      assert.deepEqual(warnings, [])
      assert.deepEqual(readdirSync(join(directory, 'segments')), before)
    } finally {
      restore()
    }
  })
})

/** Makes a cache read-only, for the superuser too: it becomes somebody else. */
function giveUpWriting(directory: string): () => void {
  const folders = [directory, join(directory, 'segments')]
  // Up to the system's own temporary folder, whose sticky bit says so.
  for (let parent = dirname(directory); (statSync(parent).mode & 0o1000) === 0; parent = dirname(parent))
    chmodSync(parent, 0o755)
  for (const folder of folders) chmodSync(folder, 0o555)
  const isSuperuser = process.geteuid?.() === 0
  if (isSuperuser) process.seteuid?.(65534)
  return () => {
    if (isSuperuser) process.seteuid?.(0)
    for (const folder of folders) chmodSync(folder, 0o755)
  }
}
