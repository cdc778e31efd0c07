/** `npm run bench [-- question…] [--quick] [--repeats n] [--only word,word] [--cases word,word] [--write]`: makes what is missing, then measures. */
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const peers = `${root}bench/peers/`
const venv = `${peers}.venv/`

if (existsSync(`${root}src/index.ts`)) build('the library', 'tsconfig.build.json')
build('the benchmarks', 'bench/tsconfig.json')
if (isOlder(`${peers}node_modules/.package-lock.json`, `${peers}package-lock.json`)) {
  attempt('the peers from npm', () => run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], peers))
}
if (isOlder(`${venv}installed`, `${peers}requirements.txt`)) {
  attempt('the peers from PyPI', () => {
    run('python3', ['-m', 'venv', venv], peers)
    run(`${venv}bin/pip`, ['install', '--quiet', '-r', 'requirements.txt'], peers)
    run('touch', [`${venv}installed`], peers)
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

function build(what, config) {
  try {
    run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', config], root)
  } catch (error) {
    console.error(`Could not build ${what}.\n${error.stdout}`)
    process.exit(1)
  }
}

function run(command, args, cwd) {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
}
