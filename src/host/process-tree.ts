import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** What one process holds and has used. */
export interface ProcessUse {
  readonly pid: number
  readonly residentBytes: number
  /** Most it held since it started, or since that was reset; where the system says so. */
  readonly peakBytes: number | undefined
  /** Processor time of all its threads, and of children that have ended; where the system says so. */
  readonly cpuMs: number | undefined
}

/** Clock ticks of `/proc` are hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10

/** The process and all below it, from `/proc`: the process itself first. Empty once it is gone. */
export function readProcessTree(pid: number): readonly ProcessUse[] {
  const uses: ProcessUse[] = []
  const open = [pid]
  const seen = new Set(open)
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const use = readProcess(next)
    if (use === undefined) continue
    uses.push(use)
    for (const child of childrenOf(next)) {
      if (seen.has(child)) continue
      seen.add(child)
      open.push(child)
    }
  }
  return uses
}

function readProcess(pid: number): ProcessUse | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1')
    const kilobytes = (name: string): number | undefined => {
      const found = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]
      return found === undefined ? undefined : Number(found) * 1024
    }
    const residentBytes = kilobytes('VmRSS') ?? 0
    return { pid, residentBytes, peakBytes: kilobytes('VmHWM'), cpuMs: cpuOf(pid) }
  } catch {
    return undefined
  }
}

/** utime, stime, cutime and cstime: the 14th to 17th field; the name before them may hold spaces and brackets. */
function cpuOf(pid: number): number | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
  return Number.isFinite(ticks) ? ticks * TICK_MS : undefined
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}

/** The process and all below it, as `ps` tells: where there is no `/proc`. */
export async function listProcessTree(pid: number): Promise<readonly ProcessUse[]> {
  const { execFile } = await import('node:child_process')
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss='])
  return parseProcessList(stdout, pid)
}

/** The process and all below it from lines of process, parent and resident kilobytes. */
export function parseProcessList(text: string, pid: number): readonly ProcessUse[] {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = new Set([pid])
  for (let size = 0; size !== below.size; ) {
    size = below.size
    for (const [own = 0, parent = 0] of rows) if (below.has(parent)) below.add(own)
  }
  return rows
    .filter(([own = 0]) => below.has(own))
    .map(([own = 0, , kilobytes = 0]) => ({
      pid: own,
      residentBytes: kilobytes * 1024,
      peakBytes: undefined,
      cpuMs: undefined,
    }))
}
