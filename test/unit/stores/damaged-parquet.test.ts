import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { Dataset } from '../../../src/dataset/index.ts'
import { readTable, saveDataset } from '../../../src/stores/index.ts'
import { everyKind } from '../../interop/written.ts'
import { rootOf } from '../../support/root.ts'
import { scratchFolder } from '../../support/scratch.ts'

/** Files that are read with one byte of each changed, per file. */
const TIMES = 120

/** A reader that gives no answer for so long hangs. */
const SILENCE_MS = 60_000

const fixtures = join(rootOf(import.meta.url), 'test/fixtures/parquet')

describe('a Parquet file with a changed byte', () => {
  it('that we wrote gives values or a StoreError, and never hangs', async (t) => {
    const folder = scratchFolder(t)
    const path = join(folder, 'good.parquet')
    const { sizes, coords, vars, failures } = everyKind()
    await saveDataset(new Dataset({ sizes, coords, vars, attrs: {}, failures }), path)
    await readDamaged(t, path)
  })

  for (const name of readdirSync(fixtures).filter((file) => file.endsWith('.parquet'))) {
    it(`of ${name}, which Arrow wrote, gives values or a StoreError, and never hangs`, (t) =>
      readDamaged(t, join(fixtures, name)))
  }
})

describe('a Parquet file with checksums', () => {
  it('is refused where a page is another one than was written', async (t) => {
    const bad = join(scratchFolder(t), 'bad.parquet')
    const bytes = readFileSync(join(fixtures, 'first-checksums.parquet'))
    bytes[200] = (bytes[200] as number) ^ 1
    writeFileSync(bad, bytes)
    await assert.rejects(readTable(bad), {
      name: 'StoreError',
      message: `Cannot open ${bad}: its data are damaged: the checksum of a page is another one.\nCopy or write it again.`,
    })
  })
})

async function readDamaged(t: TestContext, path: string): Promise<void> {
  const bad = join(scratchFolder(t), 'bad.parquet')
  const child = fork(new URL('./read-damaged.js', import.meta.url), [path, bad, '7', String(TIMES)], { silent: true })
  let said = ''
  let timer = setTimeout(() => child.kill('SIGKILL'), SILENCE_MS)
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
    clearTimeout(timer)
    timer = setTimeout(() => child.kill('SIGKILL'), SILENCE_MS)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  await once(child, 'close')
  clearTimeout(timer)
  assert.match(said, new RegExp(`^[ev]{${TIMES}}$`), `stopped after ${said.length} files`)
  assert.match(said, /e/)
}
