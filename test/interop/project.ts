import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** The project's root folder, whether these tests run from the sources or from the build. */
export const root: string = findRoot(dirname(fileURLToPath(import.meta.url)))

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** The Python with xarray and the others of requirements.txt. */
export const python: string = process.env.WINDROW_PYTHON ?? join(root, '.cache/interop-venv/bin/python')

/** Why tests with Python are left out, `false` where it is there. */
export const withoutPython: string | false = existsSync(python)
  ? false
  : `no Python at ${python}: make it with \`python3 -m venv .cache/interop-venv\` and test/interop/requirements.txt`

/** Runs a script of test/interop/python and gives what it prints. */
export async function runPython(script: string, ...args: string[]): Promise<string> {
  const path = join(root, 'test/interop/python', script)
  const { stdout } = await execute(python, [path, ...args], { maxBuffer: 2 ** 26 })
  return stdout
}

/** Why tests with a program are left out, `false` where it is there. */
export async function without(program: string, hint: string): Promise<string | false> {
  const folders = (process.env.PATH ?? '').split(':')
  return folders.some((folder) => existsSync(join(folder, program))) ? false : `no ${program}: ${hint}`
}

/** Runs a program and gives what it prints. */
export async function run(program: string, ...args: string[]): Promise<string> {
  return (await execute(program, args, { maxBuffer: 2 ** 26 })).stdout
}
