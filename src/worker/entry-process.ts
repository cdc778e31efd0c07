import { Socket } from 'node:net'
import { hostname } from 'node:os'
import { Worker } from 'node:worker_threads'
import { encodeFrame, FrameReader, type FromWorker, PROTOCOL_VERSION, type ToWorker } from '../protocol/index.ts'
import { Engine } from './engine.ts'
import { markAsWorker } from './inside-worker.ts'

/** File descriptors of a worker process: messages, and the pipe whose end means that the parent is gone. */
const CHANNEL_FD = 3
const GUARD_FD = 4

markAsWorker()
process.on('SIGINT', () => undefined)

const guard = new Worker(new URL(import.meta.url.replace('entry-process', 'guard')), {
  workerData: { fd: GUARD_FD },
  execArgv: [],
})
guard.unref()

const channel = new Socket({ fd: CHANNEL_FD, readable: true, writable: true })
const engine = new Engine({
  send,
  watch: (run, memory, timeoutMs) => guard.postMessage({ run, memory, timeoutMs }),
})
const reader = new FrameReader((message) => engine.receive(message as ToWorker))
channel.on('data', (chunk) => reader.push(chunk))
channel.on('end', () => process.exit(0))
channel.on('error', () => process.exit(1))
send({ type: 'ready', version: PROTOCOL_VERSION, pid: process.pid, host: hostname(), node: process.version })

function send(message: FromWorker): void {
  channel.cork()
  for (const piece of encodeFrame(message)) if (piece.length > 0) channel.write(piece)
  channel.uncork()
}
