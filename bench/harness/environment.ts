import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, platform } from 'node:os'
import { inRepository } from './paths.ts'
import { runPython } from './python.ts'
import { NotMeasured } from './question.ts'

const PEERS = ['piscina', 'tinypool', 'workerpool', 'jest-worker', 'p-map']

/** What the numbers depend on, one sentence a line. */
export async function describeEnvironment(): Promise<string> {
  const versions = { windrow: packageVersion('package.json'), ...peerVersions(), ...(await pythonVersions()) }
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit()}, Node ${process.versions.node}, ` +
      `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${platform()}.`,
    `Versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
  ].join('\n')
}

/** The one-minute load average; above 0 before a run, others use the machine too. */
export function load(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1)
}

function commit(): string {
  try {
    const hash = git('rev-parse', '--short', 'HEAD')
    return git('status', '--porcelain', '--', 'src', 'bench', ':!bench/results.md') ? `${hash} with changes` : hash
  } catch {
    return 'unknown'
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: inRepository('.'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

function peerVersions(): Record<string, string> {
  return Object.fromEntries(
    PEERS.map((name) => [name, packageVersion(`bench/peers/node_modules/${name}/package.json`)]),
  )
}

function packageVersion(path: string): string {
  try {
    return (JSON.parse(readFileSync(inRepository(path), 'utf8')) as { version: string }).version
  } catch {
    return 'absent'
  }
}

async function pythonVersions(): Promise<Record<string, string>> {
  try {
    return await runPython<Record<string, string>>({ kind: 'versions' })
  } catch (error) {
    if (error instanceof NotMeasured) return { Python: 'absent' }
    throw error
  }
}
