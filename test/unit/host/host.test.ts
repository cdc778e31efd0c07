import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import {
  hostName,
  isProcessAlive,
  sha256,
  sha256Hex,
  temporaryPathBeside,
  writeAtomically,
  writeFileAtomic,
} from '../../../src/host/index.ts'

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'windrow-host-'))
  t.after(() => rm(path, { recursive: true, force: true }))
  return path
}

test('an atomic write replaces the file and leaves nothing beside it', async (t) => {
  const dir = await folder(t)
  const target = join(dir, 'result.json')
  await writeFileAtomic(target, 'old')
  await writeFileAtomic(target, new Uint8Array([0x6e, 0x65, 0x77]), { durable: false, mode: 0o600 })
  assert.equal(await readFile(target, 'utf8'), 'new')
  assert.equal((await stat(target)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(dir), ['result.json'])
})

test('readers see the old file while the new one is written', async (t) => {
  const target = join(await folder(t), 'result.txt')
  await writeFileAtomic(target, 'old')
  const seen = await writeAtomically(target, async (path) => {
    await writeFile(path, 'ne')
    return readFile(target, 'utf8')
  })
  assert.equal(seen, 'old')
  assert.equal(await readFile(target, 'utf8'), 'ne')
})

test('a write that fails leaves the old file and no temporary one', async (t) => {
  const dir = await folder(t)
  const target = join(dir, 'result.txt')
  await writeFileAtomic(target, 'old')
  const writing = writeAtomically(target, async (path) => {
    await writeFile(path, 'half')
    throw new Error('disk full')
  })
  await assert.rejects(writing, { message: 'disk full' })
  assert.equal(await readFile(target, 'utf8'), 'old')
  assert.deepEqual(await readdir(dir), ['result.txt'])
})

test('a temporary name lies beside its target, tells its owner and is never given twice', () => {
  const target = '/data/ising.nc'
  const [first, second] = [temporaryPathBeside(target), temporaryPathBeside(target)]
  assert.equal(dirname(first), '/data')
  assert.ok(first.includes(`${hostName()}-${process.pid}-`), first)
  assert.notEqual(first, second)
})

test('a target with a name as long as the file system allows can be written', async (t) => {
  const target = join(await folder(t), 'é'.repeat(127))
  await writeFileAtomic(target, 'x', { durable: false })
  assert.equal(await readFile(target, 'utf8'), 'x')
})

test('this process is alive, an ended one is not', async () => {
  assert.equal(isProcessAlive(process.pid), true)
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  await once(child, 'exit')
  assert.equal(isProcessAlive(child.pid ?? 0), false)
})

test('a zombie is dead', { skip: process.platform === 'linux' ? false : 'zombies show in /proc alone' }, async (t) => {
  // The shell's child ends when told to; its parent has become `sleep` by then, which never looks after children.
  const script = 'exec 3<&0; (read line <&3) & echo $!; exec sleep 1000'
  const parent = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] })
  t.after(() => parent.kill('SIGKILL'))
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(printed.toString())
  while ((await readFile(`/proc/${parent.pid}/comm`, 'latin1')) !== 'sleep\n') await setImmediate()
  assert.equal(isProcessAlive(pid), true)
  parent.stdin.end('end\n')
  while ((await stateOf(pid)) !== 'Z') await setImmediate()
  assert.equal(isProcessAlive(pid), false)
})

async function stateOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1')
  return text.split(') ')[1]?.[0]
}

test('a process number that cannot be one is refused', () => {
  for (const pid of [0, -1, 1.5, Number.NaN]) assert.throws(() => isProcessAlive(pid), TypeError)
})

test('a hash is exact in bytes and in hexadecimal digits', () => {
  const bytes = new Uint8Array(Buffer.from('xxabcxx').buffer).subarray(0)
  const text = 'ünïcode'
  const expected = createHash('sha256').update(text).digest()
  assert.equal(sha256Hex(text), expected.toString('hex'))
  assert.deepEqual(sha256(text), new Uint8Array(expected))
  assert.equal(sha256(bytes).byteOffset, 0)
  assert.equal(sha256(bytes).buffer.byteLength, 32)
  assert.equal(sha256Hex(bytes), createHash('sha256').update(bytes).digest('hex'))
})

test('the host is named as the system names it', () => {
  assert.equal(hostName(), hostname())
})
