import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { loadScriptModule, makeTree } from './support/script.ts'

interface LockModule {
  withLock<T>(folder: string, work: () => Promise<T> | T, onWait?: (holder: string) => void): Promise<T>
}

const lockUrl = pathToFileURL(resolve('scripts/lib/lock.mjs')).href
const contender = (body: string): string[] => [
  '--input-type=module',
  '--eval',
  `import { withLock } from ${JSON.stringify(lockUrl)}\nimport { appendFileSync } from 'node:fs'\n${body}`,
]

test('processes that contend for a lock work one after another', async (t) => {
  const folder = makeTree(t, { log: '' })
  const body = `for (let round = 0; round < 5; round++) await withLock(${JSON.stringify(`${folder}/lock`)}, async () => {
    appendFileSync(${JSON.stringify(`${folder}/log`)}, '(')
    await new Promise((resolve) => setImmediate(resolve))
    appendFileSync(${JSON.stringify(`${folder}/log`)}, ')')
  })`
  const children = Array.from({ length: 4 }, () => spawn(process.execPath, contender(body), { stdio: 'inherit' }))
  await Promise.all(children.map((child) => once(child, 'exit')))
  assert.equal(readFileSync(`${folder}/log`, 'utf8'), '()'.repeat(20))
})

test('a lock whose holder was killed goes to the next', async (t) => {
  const folder = makeTree(t, {})
  const body = `await withLock(${JSON.stringify(folder)}, () => { console.log('held'); return new Promise(() => setInterval(() => {}, 1000)) })`
  const holder = spawn(process.execPath, contender(body), { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  const { withLock } = await loadScriptModule<LockModule>('lock.mjs')
  const waitedFor: string[] = []
  const heir = withLock(
    folder,
    () => 'mine',
    (pid) => {
      waitedFor.push(pid)
      holder.kill('SIGKILL')
    },
  )
  assert.equal(await heir, 'mine')
  assert.deepEqual(waitedFor, [String(holder.pid)])
})

test('a lock is free again after its work failed', async (t) => {
  const folder = makeTree(t, {})
  const { withLock } = await loadScriptModule<LockModule>('lock.mjs')
  await assert.rejects(
    withLock(folder, () => Promise.reject(new Error('no network'))),
    { message: 'no network' },
  )
  assert.equal(await withLock(folder, () => 'again'), 'again')
})
