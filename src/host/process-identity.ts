import { readFileSync, readlinkSync } from 'node:fs'
import { hostName } from './host-name.ts'

/** A process by what tells it from every other, also from a later one of the same number. */
export interface ProcessIdentity {
  readonly host: string
  readonly pid: number
  /** Start in clock ticks since boot; empty where the system does not tell. */
  readonly start: string
  /** Start of the machine; empty where the system does not tell. */
  readonly bootId: string
  /** Which numbering of processes `pid` belongs to: containers of one host have their own. Empty where unknown. */
  readonly pidSpace: string
}

let own: ProcessIdentity | undefined

export function processIdentity(): ProcessIdentity {
  own ??= {
    host: hostName(),
    pid: process.pid,
    start: statusOf(process.pid)?.start ?? '',
    bootId: readText('/proc/sys/kernel/random/boot_id'),
    pidSpace: linkText('/proc/self/ns/pid'),
  }
  return own
}

/**
 * Whether a process has certainly ended. `false` where this process cannot know: on another machine, before another
 * start of this one, in another container, or where there is no `/proc`.
 */
export function hasEnded(other: ProcessIdentity): boolean {
  const self = processIdentity()
  const isComparable =
    self.bootId !== '' &&
    self.pidSpace !== '' &&
    other.host === self.host &&
    other.bootId === self.bootId &&
    other.pidSpace === self.pidSpace
  if (!isComparable) return false
  const status = statusOf(other.pid)
  return status === undefined ? !answersSignal(other.pid) : status.isZombie || status.start !== other.start
}

/** Where processes of other users are hidden in `/proc`, a signal still finds them: EPERM means that one is there. */
function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** State and start from `/proc/PID/stat`. The program's name before them, in brackets, may hold spaces and brackets itself. */
function statusOf(pid: number): { readonly isZombie: boolean; readonly start: string } | undefined {
  const stat = readText(`/proc/${pid}/stat`)
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return stat === '' ? undefined : { isZombie: /^[ZXx]$/.test(state), start: fields[18] ?? '' }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1').trim()
  } catch {
    return ''
  }
}

function linkText(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
