import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import { plural, renderBytes } from '../../util/index.ts'
import type { Check, Finding } from './check.ts'
import { findProgram } from './find-program.ts'

const LEAST_NODE = [20, 19] as const
const LITTLE_MEMORY = 1e9

/** Node, cores and memory of this machine, and the programs that start work elsewhere. */
export const machineChecks: readonly Check[] = [
  { name: 'Node', run: async () => nodeFinding(process.versions.node) },
  {
    name: 'cores',
    run: async () => coresFinding({ seen: availableParallelism(), installed: cpus().length, quota: readCpuQuota() }),
  },
  {
    name: 'memory',
    run: async () => memoryFinding({ free: process.availableMemory?.() ?? freemem(), total: memoryLimit() }),
  },
  {
    name: 'schedulers',
    run: async () => programsFinding(['sbatch', 'flux', 'qsub'], 'Sweeps run on this machine alone.'),
  },
  { name: 'MPI', run: async () => programsFinding(['mpiexec', 'mpirun', 'srun'], 'Needed for MPI programs alone.') },
]

/** Whether this Node is new enough. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = LEAST_NODE
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor)
  if (isEnough) return { status: 'ok', text: version }
  const least = LEAST_NODE.join('.')
  return { status: 'problem', text: `${version} is older than ${least}`, remedy: `Install Node ${least} or newer.` }
}

/** Whether as many workers start as may run at a time. */
export function coresFinding(facts: { seen: number; installed: number; quota: number | undefined }): Finding {
  const { seen, installed, quota } = facts
  const of = seen === installed ? '' : ` of ${installed}`
  if (quota === undefined || quota >= seen) return { status: 'ok', text: `${seen}${of}` }
  const workers = Math.max(1, Math.floor(quota))
  if (workers === seen) return { status: 'ok', text: `${seen}${of}, limited to ${quota} by the container` }
  return {
    status: 'note',
    text: `this container may use ${quota} of the ${plural(seen, 'core')} that Node sees`,
    remedy: `Start no more workers than that: --workers ${workers}.`,
  }
}

function memoryFinding({ free, total }: { free: number; total: number }): Finding {
  const text = `${renderBytes(free)} free of ${renderBytes(total)}`
  if (free >= LITTLE_MEMORY) return { status: 'ok', text }
  return { status: 'note', text, remedy: 'Each worker takes about 50 MB besides what the function needs.' }
}

function programsFinding(names: readonly string[], withoutThem: string): Finding {
  const found = names.filter((name) => findProgram(name) !== undefined)
  if (found.length > 0) return { status: 'ok', text: found.join(', ') }
  return { status: 'note', text: `none found (${names.join(', ')})`, remedy: withoutThem }
}

/** Cores that the control group of this process may use, which may be a fraction. */
function readCpuQuota(): number | undefined {
  const [quota, period] = (readText('/sys/fs/cgroup/cpu.max') ?? '').split(/\s+/)
  const old = [readText('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'), readText('/sys/fs/cgroup/cpu/cpu.cfs_period_us')]
  const [most, every] = quota === '' ? old.map(Number) : [Number(quota), Number(period)]
  const cores = (most ?? Number.NaN) / (every ?? Number.NaN)
  return cores > 0 && Number.isFinite(cores) ? cores : undefined
}

function memoryLimit(): number {
  const limit = process.constrainedMemory() ?? 0
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
