import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDataset } from 'windrow'
import { compiled } from '../support/compile.js'
import { failOnLeaks } from '../support/no-leaks.js'
import { scratchFolder } from '../support/scratch.js'

failOnLeaks()

const BUILT = fileURLToPath(new URL('../../examples/', import.meta.url))
const SOURCES = fileURLToPath(new URL('../../../examples/', import.meta.url))

test('the compiled program gives the known Lyapunov exponent of the Lorenz system', async (t) => {
  const source = join(SOURCES, 'compiled-program/lorenz.c')
  if (compiled(t, source) === undefined) return
  const out = join(scratchFolder(t), 'lorenz.nc')
  const printed = await example('compiled-program', source, out)
  const ds = await openDataset(out)
  assert.deepEqual(ds.sizes, { rho: 7, dt: 2 })
  const exponent = Number(ds.get('exponent').sel({ rho: 28, dt: 0.005 }).item())
  assert.ok(Math.abs(exponent - 0.906) < 0.02, `${exponent}`)
  assert.deepEqual(printed.match(/chaos/g)?.length, 2)
})

test('the model evaluation asks every question once, and more letters make the model surer', async (t) => {
  const out = join(scratchFolder(t), 'languages.nc')
  const printed = await example('model-evaluation', out)
  assert.match(printed, /^1280 requests in \d+ batches/)
  const ds = await openDataset(out)
  assert.deepEqual(ds.sizes, { n: 4, smoothing: 4, letters: 4, sentence: 20 })
  assert.equal(ds.get('isRight').count().item(), 1280)
  const accuracy = ds.get('isRight').mean(['smoothing', 'sentence']).sel({ n: 3 })
  assert.ok(Number(accuracy.sel({ letters: 40 }).item()) > Number(accuracy.sel({ letters: 5 }).item()))
})

async function example(name: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(BUILT, name, 'main.js'), ...args])
  return stdout
}
