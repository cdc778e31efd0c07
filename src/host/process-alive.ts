import { readFileSync } from 'node:fs'

/**
 * Whether a process of this machine runs. A zombie is dead: it holds its number until its parent looks, but it will
 * never do anything again. Where there is no `/proc`, signal 0 answers instead, and a zombie counts as alive.
 */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    throw new TypeError(`Expected \`pid\` to be a whole number above 0, got \`${pid}\` (${typeof pid}).`)
  }
  const state = processState(pid)
  return state === undefined ? answersSignal(pid) : state !== 'Z' && state !== 'X' && state !== 'x'
}

/** The state letter of `/proc/PID/stat`. It follows the last `)`: a program's name may hold spaces and brackets itself. */
function processState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.charAt(stat.lastIndexOf(')') + 2) || undefined
  } catch {
    return undefined
  }
}

/** EPERM means that the process is there but belongs to somebody else. */
function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
