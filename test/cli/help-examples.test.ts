import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { python } from '../support/compile.ts'
import { failOnLeaks } from '../support/no-leaks.ts'
import { scratchFolder } from '../support/scratch.ts'
import { BIN, windrow } from './windrow.ts'

failOnLeaks()

/** What the examples speak of. */
const FILES = {
  'ising.ts': 'export const ising = ({ T, L, seed }: Record<string, number>) => ({ m: T! * L! + seed! })\n',
  'flow.mjs': 'export const mesh = () => 0\nexport const solve = ({ Re, method }) => ({ drag: 24 / Re, by: method })\n',
  'model.py': 'import json, sys\nprint(json.dumps({"E": float(sys.argv[1]) / 2}))\n',
  model: '#!/bin/sh\necho "$2"\n',
  'bin/windrow': `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`,
}

function project(t: TestContext): string {
  const folder = scratchFolder(t)
  for (const name of ['bin', '.config/fish/completions']) mkdirSync(join(folder, name), { recursive: true })
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text)
  for (const name of ['model', 'bin/windrow']) chmodSync(join(folder, name), 0o755)
  return folder
}

describe('the examples of every help', () => {
  it('run as they are printed', async (t) => {
    if (python(t) === undefined) return
    const cwd = project(t)
    const pages = await Promise.all(
      ['run', 'show', 'doctor', 'completion'].map((name) => windrow(['help', name], { cwd })),
    )
    const lines = pages.flatMap(({ stdout }) => [...stdout.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line = '']) => line))
    assert.equal(lines.length, 9)
    const env = { ...process.env, HOME: cwd, PATH: `${join(cwd, 'bin')}${delimiter}${process.env.PATH}` }
    const endings = lines.map((line) => {
      const { status, stderr } = spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8' })
      return { line, status, refused: /^windrow: /m.test(stderr) }
    })
    assert.deepEqual(
      endings,
      lines.map((line) => ({ line, status: 0, refused: false })),
    )
  })
})
