import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

/** Somebody's project, outside the repository, into which the packed library was installed. */
export interface StrangersProject {
  readonly folder: string
  /** Why its packages could not be installed: no network, and npm's cache lacks them. */
  readonly unreachable: string | undefined
  /** Runs a program in the folder to its end. */
  run(command: string, args: readonly string[]): Promise<Ending>
  remove(): void
}

export interface Ending {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Packs the library as it is published and installs it with npm, beside these packages in the versions we test with. */
export async function createStrangersProject(packages: readonly string[]): Promise<StrangersProject> {
  const home = mkdtempSync(join(tmpdir(), 'windrow-test-stranger-'))
  const folder = join(home, 'project')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }))
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  await npm(process.cwd(), ['pack', ...quiet, '--pack-destination', home])
  const tarball = readdirSync(home).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack made no file.')
  const versions = packages.map((name) => `${name}@${pinnedVersion(name)}`)
  const unreachable = await install(folder, [...quiet, join(home, tarball), ...versions])
  cpSync(resolve('test/fixtures/package'), folder, { recursive: true })
  return {
    folder,
    unreachable,
    // As in a shell of the user's own: nothing that npm or the test runner put into the environment.
    run: (command, args) => runIn(folder, command, { args, without: /^(npm_|NODE_|WINDROW_NODES)/i }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}

function pinnedVersion(name: string): string {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const version = devDependencies[name]
  if (version === undefined) throw new Error(`package.json has no development dependency ${name}.`)
  return version
}

const IMPATIENT = ['--fetch-retries=1', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=2000']
const NO_NETWORK = /\b(ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

/** The reason when the registry cannot be reached. */
async function install(folder: string, args: readonly string[]): Promise<string | undefined> {
  try {
    await npm(folder, ['install', '--prefer-offline', ...IMPATIENT, ...args])
    return undefined
  } catch (error) {
    const code = NO_NETWORK.exec((error as Error).message)?.[1]
    if (code === undefined) throw error
    return `npm cannot reach the registry (${code}), and its cache lacks what a project needs`
  }
}

async function npm(folder: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runIn(folder, 'npm', { args, without: /^NODE_/ })
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with code ${code}:\n${stdout}${stderr}`)
}

async function runIn(
  cwd: string,
  command: string,
  { args, without }: { readonly args: readonly string[]; readonly without: RegExp },
): Promise<Ending> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !without.test(name)))
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: code as number | null, stdout, stderr }
}
