import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { GRACE_MS } from './grace.ts'
import { findOverdue } from './point/running-slots.ts'

/*
 * A small thread beside the task of a worker process. A task in a synchronous loop answers nobody, so this thread holds a
 * pipe from the parent and ends the process when the parent is gone, or when a point runs too long (it says which first).
 */

const { fd } = workerData as { fd: number }
const watched = new Map<number, { memory: SharedArrayBuffer; timeoutMs: number }>()

const pipe = new Socket({ fd, readable: true, writable: false })
pipe.on('data', () => undefined)
pipe.on('end', endProcess)
pipe.on('error', endProcess)
pipe.on('close', endProcess)

parentPort?.on('message', (watch: { run: number; memory: SharedArrayBuffer; timeoutMs: number }) => {
  watched.set(watch.run, watch)
  setInterval(() => lookForOverdue(watch.run), Math.max(5, Math.min(50, watch.timeoutMs / 4)))
})

function lookForOverdue(run: number): void {
  const watch = watched.get(run)
  const position = watch === undefined ? undefined : findOverdue(watch.memory, watch.timeoutMs + GRACE_MS)
  if (position === undefined) return
  writeSync(fd, `${JSON.stringify({ run, position })}\n`)
  endProcess()
}

function endProcess(): void {
  process.kill(process.pid, 'SIGKILL')
}
