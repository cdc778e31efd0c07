import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exists } from './files.mjs'
import { contentHash } from './fingerprint.mjs'
import { withLock } from './lock.mjs'
import { CACHE, inRoot } from './root.mjs'
import { run } from './run.mjs'

const VENV = join(CACHE, 'interop-venv')
const PYTHON = join(VENV, 'bin', 'python')
const STAMP = join(VENV, '.windrow-stamp')
const REQUIREMENTS = inRoot('test/interop/requirements.txt')

/**
 * A Python that has what `test/interop/requirements.txt` pins: the one in WINDROW_PYTHON, else a virtual environment that is
 * made once and again when the pins change.
 *
 * @returns {Promise<{ env?: NodeJS.ProcessEnv, skip?: string }>}
 */
export async function preparePython() {
  if (process.env.WINDROW_PYTHON) return {}
  if (!exists(REQUIREMENTS)) return { skip: 'test/interop/requirements.txt is missing' }
  const version = await tryRun('python3', ['-c', 'import sys; print(sys.version)'])
  if (version.failure !== undefined) return { skip: `python3 does not run (${version.failure})` }
  const wanted = contentHash([REQUIREMENTS], [version.output])
  if (!isCurrent(wanted)) {
    const failure = await withLock(join(CACHE, 'locks', 'python'), () =>
      isCurrent(wanted) ? undefined : makeVenv(wanted),
    )
    if (failure !== undefined) return { skip: failure }
  }
  return { env: { WINDROW_PYTHON: PYTHON } }
}

function isCurrent(wanted) {
  return exists(PYTHON) && exists(STAMP) && readFileSync(STAMP, 'utf8') === wanted
}

async function makeVenv(stamp) {
  console.log('Making the Python environment for the interop tests …')
  rmSync(VENV, { recursive: true, force: true })
  mkdirSync(CACHE, { recursive: true })
  const made = await tryRun('python3', ['-m', 'venv', VENV])
  if (made.failure !== undefined) return `python3 -m venv failed (${made.failure})`
  const pip = [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--no-input',
    '--quiet',
    '--retries',
    '2',
    '-r',
    REQUIREMENTS,
  ]
  const installed = await tryRun(PYTHON, pip)
  if (installed.failure !== undefined)
    return `pip could not install test/interop/requirements.txt (${installed.failure})`
  writeFileSync(STAMP, stamp)
  return undefined
}

/** The reason in one line when it fails. */
async function tryRun(command, args) {
  try {
    const { code, output, timedOut } = await run(command, args, { output: 'collect', timeoutMs: 600_000 })
    if (code === 0) return { output }
    const line = output
      .trim()
      .split('\n')
      .reverse()
      .find((each) => /error|not |no /i.test(each))
    return { output, failure: timedOut ? 'no end within 10 minutes' : (line ?? `code ${code}`).trim() }
  } catch (error) {
    return { output: '', failure: error.code === 'ENOENT' ? 'not installed' : error.message }
  }
}
