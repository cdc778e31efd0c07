import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createDatasetWriter, openDataset } from '../../src/stores/index.ts'

const KILLS = 50
const script = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './endless-writer.ts' : './endless-writer.js', import.meta.url),
)

describe('a writer that is killed', () => {
  it(`leaves a whole file or none, ${KILLS} times, and the next writer removes what it left`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    const path = join(folder, 'a.nc')
    let leftovers = 0
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        if (kill % 5 === 0) await rm(path, { force: true })
        await writeAndKill(path, { isEarly: kill % 2 === 0, afterMs: (kill * 37) % 60 })
        leftovers += (await readdir(folder)).filter((name) => name !== 'a.nc').length
        if (existsSync(path)) await assertWhole(path)
        const next = await createDatasetWriter(path, { dims: [], coords: {}, innerDims: {}, varAttrs: {}, attrs: {} })
        await next.abort()
        assert.deepEqual(
          (await readdir(folder)).filter((name) => name !== 'a.nc'),
          [],
        )
      }
      assert.ok(leftovers > KILLS / 5, `only ${leftovers} kills came in mid-write`)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** Kills a writer some milliseconds after it began, or after its first file was whole. */
async function writeAndKill(path: string, { isEarly, afterMs }: { isEarly: boolean; afterMs: number }): Promise<void> {
  const child: ChildProcess = fork(script, [path])
  const exit = once(child, 'exit')
  await (isEarly ? until(path, child) : once(child, 'message'))
  await wait(afterMs)
  child.kill('SIGKILL')
  const [, signal] = (await exit) as [number | null, string | null]
  assert.equal(signal, 'SIGKILL')
}

/** Resolves when the writer's temporary file is there. */
async function until(path: string, child: ChildProcess): Promise<void> {
  const folder = join(path, '..')
  while (child.exitCode === null && !(await readdir(folder)).some((name) => name.includes(`.${child.pid}.`)))
    await wait(1)
}

async function assertWhole(path: string): Promise<void> {
  const ds = await openDataset(path)
  const values = ds.vars.y?.values as Float64Array
  assert.equal(values.length, 20_000)
  assert.ok(values.every((value) => value === ds.attrs.round))
}
