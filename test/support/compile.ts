import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { scratchFolder } from './scratch.js'

/** Compiles a C program into a folder of the test's own; skips the test where there is no compiler. */
export function compiled(t: TestContext, source: string): string | undefined {
  if (spawnSync('cc', ['--version']).status !== 0) {
    t.skip('there is no C compiler `cc`')
    return undefined
  }
  const program = join(scratchFolder(t), 'program')
  execFileSync('cc', ['-O1', '-o', program, source])
  return program
}

/** The Python that `python3` starts; skips the test where there is none. */
export function python(t: TestContext): string | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' })
  if (status === 0) return stdout.trim()
  t.skip('there is no `python3`')
  return undefined
}
