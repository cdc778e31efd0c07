import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { isGone, ownIdentity } from '../../../src/stores/process-identity.ts'
import { createTemporaryFile } from '../../../src/stores/temporary-file.ts'

describe('temporary file', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'windrow-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('takes the place of the target when it is committed', () => {
    const target = join(folder, 'a.nc')
    writeFileSync(target, 'old')
    const temporary = createTemporaryFile(target)
    writeFileSync(temporary.path, 'new')
    assert.equal(readFileSync(target, 'utf8'), 'old')
    temporary.commit()
    temporary.discard()
    assert.deepEqual(readdirSync(folder), ['a.nc'])
    assert.equal(readFileSync(target, 'utf8'), 'new')
  })

  it('goes with all that lies besides when it is discarded', () => {
    const temporary = createTemporaryFile(join(folder, 'a.nc'))
    writeFileSync(temporary.besides('spool0'), '')
    assert.equal(readdirSync(folder).length, 2)
    temporary.discard()
    temporary.discard()
    assert.deepEqual(readdirSync(folder), [])
  })

  it('removes what dead writers of this host left for the same target, and nothing else', () => {
    const { host, pid, start } = ownIdentity()
    const dead = [`.a.nc.${host}.${pid}.1.0123abcd.tmp`, `.a.nc.${host}.${pid}.1.0123abcd.spool0.tmp`]
    const kept = [
      `.a.nc.${host}.${pid}.${start}.0123abcd.tmp`,
      `.a.nc.elsewhere.${pid}.1.0123abcd.tmp`,
      `.b.nc.${host}.${pid}.1.0123abcd.tmp`,
      '.a.nc.mine.tmp',
    ]
    for (const name of [...dead, ...kept]) writeFileSync(join(folder, name), '')
    createTemporaryFile(join(folder, 'a.nc')).discard()
    assert.deepEqual(readdirSync(folder).sort(), [...kept].sort())
  })

  it('is removed when the process exits in the middle of writing', async () => {
    const url = new URL('../../../src/stores/temporary-file.js', import.meta.url)
    const script = `import { createTemporaryFile } from ${JSON.stringify(url)}
      const temporary = createTemporaryFile(${JSON.stringify(join(folder, 'a.nc'))})
      writeFileSync(temporary.besides('spool0'), '')
      createTemporaryFile(${JSON.stringify(join(folder, 'b.nc'))}).commit()
      console.log(readdirSync(${JSON.stringify(folder)}).length)
      process.exit(130)`
    const imports = "import { readdirSync, writeFileSync } from 'node:fs'\n"
    const child = spawn(process.execPath, ['--input-type=module', '-e', imports + script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [[line], [code]] = await Promise.all([once(child.stdout, 'data') as Promise<[Buffer]>, once(child, 'exit')])
    assert.deepEqual([line.toString(), code, readdirSync(folder)], ['3\n', 130, ['b.nc']])
  })

  it('keeps its name within 255 bytes for targets of any length', () => {
    const target = join(folder, `${'é'.repeat(120)}.nc`)
    const temporary = createTemporaryFile(target)
    writeFileSync(temporary.besides('spool10'), '')
    temporary.commit()
    temporary.discard()
    assert.deepEqual(readdirSync(folder), [`${'é'.repeat(120)}.nc`])
  })
})

describe('process identity', () => {
  it('tells a running process, a dead one, one whose id was used again, and one elsewhere', async () => {
    const own = ownIdentity()
    assert.equal(isGone(own), false)
    assert.equal(isGone({ ...own, start: '1' }), process.platform === 'linux')
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    const { pid = 0 } = child
    assert.equal(isGone({ host: own.host, pid, start: own.start }), true)
    assert.equal(isGone({ host: 'elsewhere', pid, start: own.start }), false)
  })

  it('counts a zombie as dead', { skip: process.platform !== 'linux' && 'needs /proc' }, async () => {
    const shell = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const [line] = (await once(shell.stdout, 'data')) as [Buffer]
      const pid = Number(line.toString())
      while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '))
        await new Promise((resolve) => setImmediate(resolve))
      const start = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
      assert.equal(isGone({ host: ownIdentity().host, pid, start }), true)
    } finally {
      shell.kill('SIGKILL')
      await once(shell, 'exit')
    }
  })
})
