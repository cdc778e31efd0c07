import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { WorkerLostError, workerLostMessage } from '../errors/index.ts'
import type { Launcher, LaunchHooks, WorkerLink, WorkerLoss } from '../executor/index.ts'
import { encodeFrame, FrameReader, type FromWorker, type ToWorker } from '../protocol/index.ts'
import { entryOf } from '../worker/index.ts'
import { flagsForProcess } from './node-flags.ts'

/** Kept of what a worker writes to standard error: enough for the first line of a crash of V8. */
const STDERR_TAIL_BYTES = 16_384

/** Milliseconds to read what a dead worker still had in its pipe. */
const LAST_WORDS_MS = 500

/** Milliseconds a worker that was told to stop has before it is killed. */
const STOP_MS = 2000

/** Workers are child processes: a crash, `process.exit` or running out of memory costs one worker and nothing else. */
export const processLauncher: Launcher = {
  kind: 'process',
  launch: (hooks) => new ProcessWorker(hooks),
}

class ProcessWorker implements WorkerLink {
  readonly #child: ChildProcess
  readonly #input: Socket
  readonly #exited: Promise<void>
  #stderr = ''
  #guardText = ''
  #stopping = false

  constructor(hooks: LaunchHooks) {
    this.#child = spawn(
      process.execPath,
      [...flagsForProcess(process.execArgv), fileURLToPath(entryOf('entry-process'))],
      {
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      },
    )
    this.#input = this.#child.stdio[3] as Socket
    this.#forwardOutput()
    this.#listen(hooks)
    this.#exited = this.#watch(hooks)
    this.#child.unref()
    for (const stream of this.#child.stdio) if (stream !== null) (stream as Socket).unref()
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(message: ToWorker): void {
    const pieces = encodeFrame(message)
    this.#input.cork()
    for (const piece of pieces) if (piece.length > 0) this.#input.write(piece)
    this.#input.uncork()
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#input.end()
    const timer = setTimeout(() => this.kill(), STOP_MS)
    await this.#exited
    clearTimeout(timer)
  }

  #forwardOutput(): void {
    this.#child.stdout?.on('data', (chunk: Buffer) => process.stdout.write(chunk))
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk)
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_TAIL_BYTES)
    })
  }

  #listen(hooks: LaunchHooks): void {
    const reader = new FrameReader((message) => hooks.onMessage(message as FromWorker))
    const output = (this.#child.stdio as readonly unknown[])[5] as Socket
    output.on('data', (chunk: Buffer) => reader.push(chunk))
    output.on('error', () => undefined)
    this.#input.on('error', () => undefined)
    const guard = this.#child.stdio[4] as Socket
    guard.on('data', (chunk: Buffer) => {
      this.#guardText += chunk.toString()
    })
    guard.on('error', () => undefined)
  }

  async #watch(hooks: LaunchHooks): Promise<void> {
    let failure: unknown
    const ended = Promise.all(this.#child.stdio.slice(2).map((stream) => closed(stream as Socket)))
    try {
      await once(this.#child, 'exit')
      await within(ended, LAST_WORDS_MS)
    } catch (error) {
      failure = error
    }
    if (!this.#stopping) hooks.onLost(this.#loss(failure))
  }

  #loss(failure: unknown): WorkerLoss {
    const { exitCode, signalCode, pid } = this.#child
    const facts = { exitCode: exitCode ?? undefined, killedBy: signalCode ?? undefined, stderr: this.#stderr.trim() }
    const error =
      failure === undefined
        ? new WorkerLostError(workerLostMessage({ worker: `process ${pid}`, ...facts }), facts)
        : new WorkerLostError('A worker process could not be started.', facts, { cause: failure })
    return { error, timedOut: this.#guardText === '' ? undefined : JSON.parse(this.#guardText.split('\n')[0] ?? '') }
  }
}

function closed(stream: Socket): Promise<void> {
  return new Promise((resolve) => stream.once('close', () => resolve()))
}

async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([promise, late])
  clearTimeout(timer)
}
