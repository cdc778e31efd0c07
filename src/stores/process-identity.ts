import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process by host, id and start, so that a process that later got the same id is not taken for it. */
export interface ProcessIdentity {
  readonly host: string
  readonly pid: number
  /** Start in clock ticks since boot; `0` where the system does not tell. */
  readonly start: string
}

/** Identity of this process. The host's name is reduced to letters, digits and hyphens, as file names need. */
export function ownIdentity(): ProcessIdentity {
  return {
    host: hostname().replaceAll(/[^A-Za-z0-9-]/g, '-'),
    pid: process.pid,
    start: statusOf(process.pid)?.start ?? '0',
  }
}

/** True when the process certainly runs no more. One on another host counts as running; a zombie does not. */
export function isGone({ host, pid, start }: ProcessIdentity): boolean {
  if (host !== ownIdentity().host) return false
  if (!exists(pid)) return true
  const status = statusOf(pid)
  if (status === undefined) return false
  return status.state === 'Z' || status.state === 'X' || (start !== '0' && status.start !== start)
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** State and start from `/proc/<pid>/stat`; the name before them may hold spaces and brackets. */
function statusOf(pid: number): { readonly state: string; readonly start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', start: fields[19] ?? '0' }
  } catch {
    return undefined
  }
}
