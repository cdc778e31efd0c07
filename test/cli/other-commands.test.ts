import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { failOnLeaks } from '../support/no-leaks.ts'
import { scratchFolder } from '../support/scratch.ts'
import { BIN, windrow } from './windrow.ts'

failOnLeaks()

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

describe('the windrow command', () => {
  it('prints its version', async (t) => {
    const cwd = scratchFolder(t)
    for (const option of ['--version', '-V'])
      assert.deepEqual(await windrow([option], { cwd }), { code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('lists its commands, and explains each', async (t) => {
    const cwd = scratchFolder(t)
    const { code, stdout, stderr } = await windrow(['--help'], { cwd })
    assert.deepEqual([code, stderr], [0, ''])
    for (const name of ['run', 'show', 'doctor', 'completion']) {
      assert.match(stdout, new RegExp(`^  ${name} .*$`, 'm'))
      const help = await windrow(['help', name], { cwd })
      assert.deepEqual([help.code, help.stderr], [0, ''])
      assert.ok(help.stdout.startsWith(`Usage: windrow ${name} `), help.stdout)
      assert.deepEqual(await windrow([name, '--help'], { cwd }), help)
    }
  })

  it('loads no part of the engine for its help', (t) => {
    const folder = scratchFolder(t)
    execFileSync(process.execPath, [BIN, 'run', '--help'], { env: { ...process.env, NODE_V8_COVERAGE: folder } })
    const loaded = readdirSync(folder).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { result: { url: string }[] }
      return result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
    })
    assert.ok(
      loaded.some((url) => url.includes('/commander/')),
      'coverage names the files that were loaded',
    )
    const code = loaded.map((url) => readFileSync(fileURLToPath(url), 'utf8')).join('\n')
    for (const part of ['var Dataset = class', 'var WorkerPool = class', 'function createSpace(', 'h5wasm'])
      assert.ok(!code.includes(part), part)
  })

  it('uses colours where they are asked for, and none on a pipe', async (t) => {
    const cwd = scratchFolder(t)
    const hasColor = (text: string): boolean => text.includes('\x1b[')
    assert.equal(hasColor((await windrow(['--help'], { cwd })).stdout), false)
    assert.equal(hasColor((await windrow(['--help'], { cwd, env: { FORCE_COLOR: '1' } })).stdout), true)
    assert.equal(hasColor((await windrow(['rum'], { cwd, env: { FORCE_COLOR: '1' } })).stderr), true)
    assert.equal(hasColor((await windrow(['rum'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stderr), false)
  })

  it('says that its output is incomplete where the disk is full', { skip: !existsSync('/dev/full') }, (t) => {
    const full = openSync('/dev/full', 'w')
    t.after(() => closeSync(full))
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'completion', 'bash'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    })
    assert.deepEqual(
      [status, stderr],
      [1, 'windrow: The output is incomplete: standard output cannot be written (ENOSPC).\n'],
    )
  })

  it('names a command that it has no help for', async (t) => {
    assert.deepEqual(await windrow(['help', 'rum'], { cwd: scratchFolder(t) }), {
      code: 2,
      stdout: '',
      stderr: 'windrow: There is no command `rum`.\nDid you mean `windrow run`?\n',
    })
  })

  it('refuses what it does not know with exit code 2', async (t) => {
    const cwd = scratchFolder(t)
    assert.deepEqual(await windrow(['rum'], { cwd }), {
      code: 2,
      stdout: '',
      stderr: 'windrow: There is no command `rum`.\nDid you mean `windrow run`?\n',
    })
    assert.deepEqual(await windrow([], { cwd }), {
      code: 2,
      stdout: '',
      stderr: 'windrow: Expected a command.\n`windrow --help` lists them.\n',
    })
  })
})

describe('windrow doctor', () => {
  it('finds that workers start and files can be written, and ends with 0', async (t) => {
    const cwd = scratchFolder(t)
    const { code, stdout, stderr } = await windrow(['doctor', '--json'], { cwd })
    assert.deepEqual([code, stderr], [0, ''])
    const { problems, findings } = JSON.parse(stdout) as {
      problems: number
      findings: { name: string; status: string; text: string }[]
    }
    assert.equal(problems, 0)
    const statusOf = (name: string): string | undefined => findings.find((each) => each.name === name)?.status
    for (const name of ['Node', 'worker process', 'worker thread', 'NetCDF', 'TypeScript'])
      assert.equal(statusOf(name), 'ok')
    for (const name of ['cores', 'memory', 'schedulers', 'MPI', 'Python', 'ncdump', 'figures'])
      assert.ok(['ok', 'note'].includes(statusOf(name) ?? ''), name)
  })

  it('ends with 1 and names the remedy where something does not work', async (t) => {
    const cwd = scratchFolder(t)
    const { code, stdout } = await windrow(['doctor'], { cwd, env: { TMPDIR: `${cwd}/absent` } })
    assert.equal(code, 1)
    assert.match(stdout, /^problem {2}NetCDF +\S.*absent/m)
    assert.ok(stdout.endsWith('\nOne problem: NetCDF.\n'), stdout)
  })
})

describe('the completion of bash', () => {
  const complete = async (...words: string[]): Promise<string> => {
    const { stdout } = await windrow(['completion', 'bash'], { cwd: process.cwd() })
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const script = `${stdout}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _windrow; echo "\${COMPREPLY[@]}"`
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim()
  }

  it('knows commands, options, and words of options', async () => {
    assert.equal(await complete('windrow', 'r'), 'run')
    assert.equal(await complete('windrow', 'run', '--wo'), '--workers')
    assert.equal(await complete('windrow', 'run', '--on-error', ''), 'collect raise')
    assert.equal(await complete('windrow', 'show', 'a.nc', '--me'), '--mean --median')
    assert.equal(await complete('windrow', 'completion', 'z'), 'zsh')
    assert.equal(await complete('windrow', 'help', 'do'), 'doctor')
  })

  it('leaves files to the shell', async () => {
    assert.equal(await complete('windrow', 'run', '--out', 'a'), '')
    assert.equal(await complete('windrow', 'show', 'a'), '')
  })

  for (const shell of ['zsh', 'fish']) {
    it(`has its counterpart for ${shell}, with every option of run`, async () => {
      const { code, stdout } = await windrow(['completion', shell], { cwd: process.cwd() })
      assert.equal(code, 0)
      for (const option of ['axis', 'cases', 'workers', 'json']) {
        assert.ok(stdout.includes(shell === 'zsh' ? `--${option}[` : `-l ${option} `), option)
      }
    })
  }
})
