import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { isSweepError } from '../../../src/errors/index.ts'
import { openDataset, saveDataset } from '../../../src/stores/index.ts'
import { everyKind } from '../../interop/written.ts'

describe('a damaged file', () => {
  it('gives a StoreError or whole values, and spoils neither itself once it is mended in place nor other files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    try {
      const path = join(folder, 'a.nc')
      await saveDataset(everyKind(), path)
      const good = await readFile(path)
      await writeFile(join(folder, 'other.nc'), good)
      const other = await openDataset(join(folder, 'other.nc'))
      let failures = 0
      for (let at = 0; at < good.length; at += Math.ceil(good.length / 60)) {
        const bad = Buffer.from(good)
        bad.fill(255, at, at + 24)
        await writeFile(path, bad)
        failures += await countFailures(path)
        await writeFile(path, good)
      }
      assert.ok(failures > 5, `only ${failures} places mattered`)
      assert.equal(await countFailures(path), 0)
      assert.ok((await openDataset(path)).equals(everyKind()))
      assert.ok(other.equals(everyKind()))
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

async function countFailures(path: string): Promise<number> {
  try {
    const ds = await openDataset(path)
    for (const { values } of [...Object.values(ds.coords), ...Object.values(ds.vars)]) assert.ok(values)
    return 0
  } catch (error) {
    assert.ok(isSweepError(error, 'StoreError'), String(error))
    return 1
  }
}
