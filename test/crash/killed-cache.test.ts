import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openCallCache } from '../../src/ledger/index.ts'
import { scratchFolder } from '../support/scratch.ts'
import { crashKey, crashValue } from './cache-values.ts'

const KILLS = 120
const AT_ONCE = 4
const NUMBERS_EACH = 100_000
const script = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './cache-writer.ts' : './cache-writer.js', import.meta.url),
)

describe('programs that are killed while they keep results', () => {
  it(`lose none that was durable, ${KILLS} times, four at a time, while others fold what they leave`, async (t) => {
    const directory = join(scratchFolder(t), 'cache')
    const reader = await openCallCache(directory)
    t.after(() => reader.close())
    const acknowledged: number[] = []
    let started = 0
    let mostFiles = 0
    const killOneAfterTheOther = async (): Promise<void> => {
      while (started < KILLS) {
        started += 1
        const own = await writeAndKill(directory, started * NUMBERS_EACH, (started * 37) % 90)
        acknowledged.push(...own)
        mostFiles = Math.max(mostFiles, readdirSync(join(directory, 'segments')).length)
        // A cache that has been open all the time finds them too.
        for (const n of own.slice(-3)) await assertKept(reader, n)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, killOneAfterTheOther))
    const cache = await openCallCache(directory)
    t.after(() => cache.close())
    for (const n of acknowledged) await assertKept(cache, n)
    for (const n of acknowledged) await assertKept(reader, n)
    assert.ok(acknowledged.length > KILLS, `only ${acknowledged.length} results were kept`)
    assert.ok(mostFiles <= 60, `${mostFiles} files`)
    t.diagnostic(`${acknowledged.length} results kept, at most ${mostFiles} files`)
  })
})

async function assertKept(cache: Awaited<ReturnType<typeof openCallCache>>, n: number): Promise<void> {
  let found = await cache.get(crashKey(n))
  if (!found.hit) {
    // What another program has kept is seen after a while; here at once.
    await cache.refresh()
    found = await cache.get(crashKey(n))
  }
  assert.deepStrictEqual(found, { hit: true, value: crashValue(n) }, `result ${n}`)
}

/** Starts a writer, kills it some milliseconds after its first result, and gives back which results were durable. */
async function writeAndKill(directory: string, first: number, afterMs: number): Promise<number[]> {
  const child = spawn(process.execPath, [script, directory, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let output = ''
  const began = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      resolve()
    })
  })
  await Promise.race([began, closed])
  await wait(afterMs)
  child.kill('SIGKILL')
  const [, signal] = (await closed) as [number | null, string | null]
  assert.equal(signal, 'SIGKILL')
  // The last line may be cut off.
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map(Number)
}
