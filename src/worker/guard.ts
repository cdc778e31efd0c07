import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { GRACE_MS } from './point/grace.ts'
import { findOverdue } from './point/running-slots.ts'

/*
 * A small thread beside the task of a worker process. A task in a synchronous loop answers nobody, so this thread holds a
 * pipe from the parent and ends the process when the parent is gone, or when a point runs too long (it says which first).
 */

const { fd } = workerData as { fd: number }
const timers = new Map<number, NodeJS.Timeout>()

interface Watch {
  readonly run: number
  /** Absent when the run is over. */
  readonly memory?: SharedArrayBuffer
  readonly timeoutMs?: number
}

const pipe = new Socket({ fd, readable: true, writable: false })
pipe.on('data', () => undefined)
pipe.on('end', endProcess)
pipe.on('error', endProcess)
pipe.on('close', endProcess)

parentPort?.on('message', ({ run, memory, timeoutMs = 0 }: Watch) => {
  clearInterval(timers.get(run))
  timers.delete(run)
  if (memory === undefined) return
  const look = (): void => lookForOverdue(run, memory, timeoutMs)
  timers.set(run, setInterval(look, Math.max(5, Math.min(50, timeoutMs / 4))))
})
parentPort?.postMessage('watching')

function lookForOverdue(run: number, memory: SharedArrayBuffer, timeoutMs: number): void {
  const position = findOverdue(memory, timeoutMs + GRACE_MS)
  if (position === undefined) return
  writeSync(fd, `${JSON.stringify({ run, position })}\n`)
  endProcess()
}

function endProcess(): void {
  process.kill(process.pid, 'SIGKILL')
}
