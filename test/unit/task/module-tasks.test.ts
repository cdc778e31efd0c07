import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { importTasks, loadTask, shipExportOf } from '../../../src/task/index.ts'
import { missingLoader } from '../../../src/task/load/import-module.ts'
import { scratchFolder } from '../../support/scratch.ts'

const MODULE = `export default ({ x }) => x + 1
export function twice({ x }, ctx) { return 2 * x }
export const ops = { add: ({ a, b }) => a + b, again: twice }
export class Model {}
export const three = 3
`

describe('the tasks of a module', () => {
  it('are its exported functions and those in exported objects, each once and no classes', async (t) => {
    const file = join(scratchFolder(t), 'model.mjs')
    writeFileSync(file, MODULE)
    const tasks = await importTasks(pathToFileURL(file).href)
    assert.deepEqual([...tasks.keys()].sort(), ['default', 'ops.add', 'twice'])
  })

  it('are shipped by the name under which a worker finds them; a nameless default is called as its file', async (t) => {
    const file = join(scratchFolder(t), 'model.mjs')
    writeFileSync(file, MODULE)
    const { href } = pathToFileURL(file)
    for (const [exported, name, parameters, result] of [
      ['default', 'model', ['x'], 3],
      ['twice', 'twice', ['x'], 4],
      ['ops.add', 'add', ['a', 'b'], 5],
    ] as const) {
      const fn = (await importTasks(href)).get(exported)
      assert.ok(fn !== undefined)
      const task = shipExportOf(href, exported, fn)
      assert.deepEqual(task.ref, { kind: 'export', url: href, name: exported })
      assert.deepEqual([task.name, task.parameters, task.file], [name, parameters, file])
      assert.match(task.sourceHash, /^[0-9a-f]{64}$/)
      assert.equal((await loadTask(task.ref))({ x: 2, a: 2, b: 3 }), result)
    }
  })
})

describe('a module that waits for ever at its top level', () => {
  it('is given up after a minute, by its worker and by the command line', async (t) => {
    const file = join(scratchFolder(t), 'stuck.mjs')
    writeFileSync(file, 'await new Promise(() => undefined)\nexport const f = () => 1\n')
    const { href } = pathToFileURL(file)
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const worker = assert.rejects(loadTask({ kind: 'export', url: href, name: 'f' }), lateError('f', href))
    const commandLine = assert.rejects(importTasks(href), lateError('stuck', href))
    t.mock.timers.tick(60_000)
    await Promise.all([worker, commandLine])
  })
})

function lateError(task: string, href: string): object {
  return {
    tag: 'TaskLoadError',
    task,
    message:
      `The module of \`${task}\` was not loaded within 60 s: ${href}\n` +
      'Look for an `await` outside of functions, in the module or in one that it imports, that never ends: a connection, a lock, input. Move it into the function.',
  }
}

describe('TypeScript that nothing reads', () => {
  it('is told by its file, whoever loads it', () => {
    const { message, task } = missingLoader('file:///models/ising.ts', new Error('Unknown file extension'))
    assert.equal(task, '/models/ising.ts')
    assert.equal(
      message,
      `/models/ising.ts could not be loaded: Node ${process.versions.node} cannot read the TypeScript in it.\n` +
        'Install tsx (npm install --save-dev tsx), or use Node >= 22.18 and TypeScript that is erased (no enum, namespace or decorator).',
    )
  })
})
