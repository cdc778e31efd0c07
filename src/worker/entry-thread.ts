import { hostname } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { type FromWorker, PROTOCOL_VERSION, type ToWorker } from '../protocol/index.ts'
import { Engine } from './engine.ts'
import { markAsWorker } from './inside-worker.ts'

markAsWorker()

const port = parentPort
if (port === null) throw new Error('This module is the entry of a worker thread; it does nothing elsewhere.')
const engine = new Engine({
  send,
  watch: (run, memory, timeoutMs) => port.postMessage({ type: 'watch', run, memory, timeoutMs }),
  unwatch: (run) => port.postMessage({ type: 'unwatch', run }),
})
port.on('message', (message: ToWorker) => engine.receive(message))
send({ type: 'ready', version: PROTOCOL_VERSION, pid: process.pid, host: hostname(), node: process.version })

/** Columns are moved, not copied: the worker has no more use for them. */
function send(message: FromWorker): void {
  const moved: ArrayBuffer[] = []
  if (message.type === 'block') {
    for (const { values, missing } of message.columns ?? []) {
      for (const array of [values, missing]) {
        if (ArrayBuffer.isView(array) && array.buffer instanceof ArrayBuffer) moved.push(array.buffer)
      }
    }
  }
  port?.postMessage(message, moved)
}
