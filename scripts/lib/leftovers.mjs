import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** What other people's tools keep in the temporary folder for the next run. */
const TOOL_CACHES = /^(jiti|tsx-.*|node-compile-cache|node-jiti|v8-.*)$/

/**
 * Living processes whose environment carries `WINDROW_TEST_MARK=<mark>`, however far from their parents they were moved. Zombies
 * are dead. Empty where there is no /proc.
 *
 * @param {string} mark
 * @returns {{ pid: number, command: string }[]}
 */
export function processesOf(mark) {
  return pids().flatMap((pid) => {
    const environment = readOr(`/proc/${pid}/environ`)
    if (!environment.split('\0').includes(`WINDROW_TEST_MARK=${mark}`) || isZombie(pid)) return []
    return [{ pid, command: readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }]
  })
}

/** Asks again for up to two seconds: what is on its way out is no leftover. @template T @param {() => T[]} list @returns {Promise<T[]>} */
export async function waitUntilGone(list) {
  for (let waited = 0; waited < 2000 && list().length > 0; waited += 50) await sleep(50)
  return list()
}

/** @param {readonly { pid: number }[]} processes */
export function killProcesses(processes) {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone already.
    }
  }
}

/** @param {string} folder */
export function temporaryFilesIn(folder) {
  return readdirSync(folder).filter((name) => !TOOL_CACHES.test(name))
}

function pids() {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
}

function isZombie(pid) {
  return /^\S+ \(.*\) [ZX]/s.test(readOr(`/proc/${pid}/stat`))
}

function readOr(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
