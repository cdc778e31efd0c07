import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openDataset } from 'windrow'
import { failOnLeaks } from '../support/no-leaks.ts'
import { childrenOf, isRunning } from '../support/processes.ts'
import { scratchFolder } from '../support/scratch.ts'
import { waitUntil } from '../support/wait.ts'
import { endOf, startWindrow, windrow } from './windrow.ts'

failOnLeaks()

describe('Ctrl-C', () => {
  const WAITING = `import { existsSync, writeFileSync } from 'node:fs'
export async function wait({ x }, ctx) {
  if (x === 0) return 0
  writeFileSync('started', '')
  await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve))
  return x
}
export function spin({ x }) {
  if (x === 0) return 0
  writeFileSync('started', '')
  for (;;);
}
`
  const STOPPING =
    '\nStopping: no new points start, running ones have a second to end. Press Ctrl-C again to stop at once.\n'

  it('once: what is done is printed and written, and the exit code is 130', async (t) => {
    const folder = scratchFolder(t)
    writeFileSync(join(folder, 'waiting.mjs'), WAITING)
    const child = startWindrow(['run', 'waiting.mjs#wait', '-a', 'x=0..9', '-w', '1', '-o', 'a.nc'], { cwd: folder })
    const ending = endOf(child)
    await waitUntil('the second point starts', () => existsSync(join(folder, 'started')))
    child.kill('SIGINT')
    const { code, stdout, stderr } = await ending
    assert.equal(code, 130)
    assert.ok(stdout.includes('    wait     (x) float64 80B 0.0 1.0 nan nan nan nan nan nan nan nan\n'), stdout)
    assert.equal(stderr, `${STOPPING}\`wait\` was aborted when 2 of 10 points had finished.\nSaved to a.nc\n`)
    assert.deepEqual([...(await openDataset(join(folder, 'a.nc'))).get('wait').values].slice(0, 3), [0, 1, Number.NaN])
    const shown = await windrow(['show', 'a.nc', '--var', 'wait', '--sel', 'x=0..1'], { cwd: folder })
    assert.equal(shown.stderr, 'This sweep was stopped: 2 of 10 points are there.\n')
  })

  it('twice: it ends at once and nothing of it goes on', async (t) => {
    const folder = scratchFolder(t)
    writeFileSync(join(folder, 'waiting.mjs'), WAITING)
    const child = startWindrow(['run', 'waiting.mjs#spin', '-a', 'x=0..9', '-w', '1'], { cwd: folder })
    const ending = endOf(child)
    await waitUntil('the second point starts', () => existsSync(join(folder, 'started')))
    const workers = childrenOf(child.pid ?? 0)
    child.stderr.once('data', () => child.kill('SIGINT'))
    child.kill('SIGINT')
    assert.deepEqual(await ending, { code: 130, stdout: '', stderr: STOPPING })
    assert.ok(workers.length > 0)
    await waitUntil('its workers are gone', () => !workers.some(isRunning))
  })
})
