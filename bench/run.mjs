/** `npm run bench [-- question…] [--quick] [--repeats n] [--only word,word] [--write]`: makes what is missing, then measures. */
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const peers = `${root}bench/peers/`
const venv = `${peers}.venv/`

if (existsSync(`${root}src/index.ts`)) run('the library', 'npx', ['tsc', '-p', 'tsconfig.build.json'], root)
run('the benchmarks', 'npx', ['tsc', '-p', 'bench/tsconfig.json'], root)
if (isOlder(`${peers}node_modules/.package-lock.json`, `${peers}package-lock.json`)) {
  attempt('the peers from npm', () => run('', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], peers))
}
if (isOlder(`${venv}installed`, `${peers}requirements.txt`)) {
  attempt('the peers from PyPI', () => {
    run('', 'python3', ['-m', 'venv', venv], peers)
    run('', `${venv}bin/pip`, ['install', '--quiet', '-r', 'requirements.txt'], peers)
    run('', 'touch', [`${venv}installed`], peers)
  })
}

try {
  execFileSync(process.execPath, [`${root}build/bench/harness/main.js`, ...process.argv.slice(2)], { stdio: 'inherit' })
} catch (error) {
  process.exitCode = error.status ?? 1
}

function isOlder(made, source) {
  return !existsSync(made) || statSync(made).mtimeMs < statSync(source).mtimeMs
}

/** A peer that cannot be installed is reported as not measured; the others go on. */
function attempt(what, action) {
  try {
    action()
  } catch {
    console.error(`Could not install ${what}; they are reported as not measured.`)
  }
}

function run(what, command, args, cwd) {
  try {
    execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if (what) console.error(`Could not build ${what}.\n${error.stdout}${error.stderr}`)
    throw error
  }
}
