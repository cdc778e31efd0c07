import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { importTasks, loadTask, shipExportOf } from '../../../src/task/index.ts'
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
