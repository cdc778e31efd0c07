import { writevSync } from 'node:fs'
import { Socket } from 'node:net'
import { hostname } from 'node:os'
import { encodeFrame, FrameReader, type FromWorker, PROTOCOL_VERSION, type ToWorker } from '../protocol/index.ts'
import { Engine } from './engine.ts'
import { markAsWorker } from './inside-worker.ts'
import { startGuard } from './start-guard.ts'

/** Descriptors of a worker process: messages in, the pipe whose end means that the parent is gone, messages out. */
const IN_FD = 3
const GUARD_FD = 4
const OUT_FD = 5

/** Buffers a single write may have. */
const MAX_PIECES = 512

markAsWorker()
process.on('SIGINT', () => undefined)

const guard = startGuard(GUARD_FD)
const input = new Socket({ fd: IN_FD, readable: true, writable: false })
const engine = new Engine({
  send,
  sendsCopies: true,
  watch: (run, memory, timeoutMs) => void guard.then((thread) => thread.postMessage({ run, memory, timeoutMs })),
  unwatch: (run) => void guard.then((thread) => thread.postMessage({ run })),
})
/** What came before the guard watches: the task may load meanwhile, but none of its points runs. */
let waiting: ToWorker[] | undefined = []
send({ type: 'ready', version: PROTOCOL_VERSION, pid: process.pid, host: hostname(), node: process.version })
const reader = new FrameReader((message) => receive(message as ToWorker))
input.on('data', (chunk) => reader.push(chunk))
input.on('end', () => process.exit(0))
input.on('error', () => process.exit(1))
await guard
const early = waiting
waiting = undefined
for (const message of early) engine.receive(message)

function receive(message: ToWorker): void {
  if (waiting === undefined || message.type === 'open') engine.receive(message)
  else waiting.push(message)
}

/** Writes at once, also from within a synchronous loop, and waits while the pipe is full: results never pile up here. */
function send(message: FromWorker): void {
  let pieces = encodeFrame(message).filter(({ length }) => length > 0)
  while (pieces.length > 0) pieces = after(writevSync(OUT_FD, pieces.slice(0, MAX_PIECES)), pieces)
}

/** What is left of `pieces` once `written` bytes are gone. */
function after(written: number, pieces: readonly Uint8Array[]): Uint8Array[] {
  let rest = written
  let first = 0
  while (first < pieces.length && rest >= (pieces[first]?.length ?? 0)) rest -= pieces[first++]?.length ?? 0
  const [partial, ...others] = pieces.slice(first)
  return partial === undefined ? [] : [partial.subarray(rest), ...others]
}
