import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `work` while no other process runs under the same `folder`. A lock is a chain of numbered files: the holder of the
 * highest number has it, until its file says `released` or its process is gone. Numbers are taken by `link()`, which
 * succeeds once, and the highest file is never removed; so a lock left by a killed process is taken over by one heir only.
 *
 * @template T
 * @param {string} folder
 * @param {() => Promise<T> | T} work
 * @param {(holder: string) => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, onWait = () => {}) {
  mkdirSync(folder, { recursive: true })
  const number = await acquire(folder, onWait)
  try {
    return await work()
  } finally {
    writeFileSync(join(folder, String(number)), 'released\n')
  }
}

async function acquire(folder, onWait) {
  const me = `${process.pid} ${startOf(process.pid)} ${hostname()}\n`
  const draft = join(folder, `draft-${process.pid}-${Date.now()}`)
  writeFileSync(draft, me)
  try {
    for (let waits = 0; ; waits++) {
      const highest = highestOf(folder)
      const holder = highest === 0 ? 'released' : contentOf(folder, highest)
      if (!isHeld(holder)) {
        if (tryTake(folder, draft, highest + 1)) return highest + 1
      } else {
        if (waits === 0) onWait(holder.split(' ')[0] ?? holder)
        await sleep(Math.min(50 * (waits + 1), 500))
      }
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function tryTake(folder, draft, number) {
  try {
    linkSync(draft, join(folder, String(number)))
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  if (highestOf(folder) !== number) {
    rmSync(join(folder, String(number)), { force: true })
    return false
  }
  for (const older of numbersIn(folder)) if (older < number) rmSync(join(folder, String(older)), { force: true })
  return true
}

function isHeld(holder) {
  const [pid, start, host] = holder.trim().split(' ')
  if (pid === 'released' || pid === '' || pid === undefined) return false
  if (host !== hostname()) return true
  return startOf(Number(pid)) === start
}

/** When the process began, so that a new process with an old number is not taken for the old one; `gone` without one. */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[19] ?? 'gone'
  } catch {
    return process.platform === 'linux' ? 'gone' : aliveWithoutProc(pid)
  }
}

function aliveWithoutProc(pid) {
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch (error) {
    return error.code === 'EPERM' ? 'alive' : 'gone'
  }
}

function numbersIn(folder) {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function highestOf(folder) {
  return Math.max(0, ...numbersIn(folder))
}

function contentOf(folder, number) {
  try {
    return readFileSync(join(folder, String(number)), 'utf8')
  } catch {
    return 'released'
  }
}
