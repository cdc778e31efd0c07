import { readdirSync, readFileSync } from 'node:fs'

/** One running process, read from /proc; zombies are dead and left out. */
export interface Running {
  readonly pid: number
  readonly parent: number
}

/** All processes of the machine that are alive. */
export function runningProcesses(): Running[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return state === 'Z' || state === 'X' ? [] : [{ pid: Number(name), parent: Number(parent) }]
    } catch {
      return []
    }
  })
}

/** Children of a process that are alive. */
export function childrenOf(pid: number): number[] {
  return runningProcesses()
    .filter(({ parent }) => parent === pid)
    .map((child) => child.pid)
}

/** True while the process runs; false once it is gone or a zombie. */
export function isRunning(pid: number): boolean {
  return runningProcesses().some((process) => process.pid === pid)
}
