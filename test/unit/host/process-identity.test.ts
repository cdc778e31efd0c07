import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hasEnded, type ProcessIdentity, processIdentity } from '../../../src/host/index.ts'

const self = processIdentity()

test('a process that runs has not ended', () => {
  assert.equal(hasEnded(self), false)
  assert.equal(self.pid, process.pid)
})

test('a killed process has ended, and so has one whose number another process got', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)'])
  await once(child.stdout, 'data')
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1')
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  const identity: ProcessIdentity = { ...self, pid: child.pid ?? 0, start }
  assert.equal(hasEnded(identity), false)
  assert.equal(hasEnded({ ...identity, start: '1' }), true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(hasEnded(identity), true)
})

test('of a process of another host, start of the machine or container nothing is known', () => {
  const gone = { ...self, start: '1' }
  assert.equal(hasEnded(gone), true)
  for (const other of [{ host: 'elsewhere' }, { bootId: 'earlier' }, { pidSpace: 'pid:[1]' }, { bootId: '' }])
    assert.equal(hasEnded({ ...gone, ...other }), false)
})
