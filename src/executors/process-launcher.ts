import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { WorkerLostError, workerLostMessage } from '../errors/index.ts'
import type { Launcher, LaunchHooks, WorkerLink, WorkerLoss } from '../executor/index.ts'
import { encodeFrame, FrameReader, type FromWorker, type ToWorker } from '../protocol/index.ts'
import { entryOf } from '../worker/index.ts'
import { createLauncher } from './failed-start.ts'
import { flagsForProcess } from './node-flags.ts'

/** Kept of what a worker writes to standard error: enough for the first line of a crash of V8. */
const STDERR_TAIL_BYTES = 16_384

/** Milliseconds to read what a dead worker still had in its pipe. */
const LAST_WORDS_MS = 500

/** Milliseconds a worker that was told to stop has before it is killed. */
const STOP_MS = 2000

/** Workers are child processes: a crash, `process.exit` or running out of memory costs one worker and nothing else. */
export const processLauncher: Launcher = createLauncher('process', (hooks) => new ProcessWorker(hooks))

/** Descriptors that a worker cannot do without: messages to it, the pipe of its guard, messages from it. */
const CHANNELS = [3, 4, 5] as const

class ProcessWorker implements WorkerLink {
  readonly #child: ChildProcess
  /** Empty when the system had no descriptors left for them. */
  readonly #streams: readonly (Socket | null)[]
  readonly #input: Socket | undefined
  readonly #exited: Promise<void>
  #stderr = ''
  #guardText = ''
  #stopping = false
  /** Set when it was ended because it could not be talked to any more. */
  #broken: Error | undefined

  constructor(hooks: LaunchHooks) {
    this.#child = spawn(
      process.execPath,
      [...flagsForProcess(process.execArgv), fileURLToPath(entryOf('entry-process'))],
      {
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      },
    )
    this.#streams = ((this.#child as Partial<ChildProcess>).stdio ?? []) as readonly (Socket | null)[]
    this.#input = this.#streams[3] ?? undefined
    this.#forwardOutput()
    this.#listen(hooks)
    this.#exited = this.#watch(hooks)
    this.#child.unref()
    for (const stream of this.#streams) stream?.unref()
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(message: ToWorker): void {
    const pieces = encodeFrame(message)
    this.#input?.cork()
    for (const piece of pieces) if (piece.length > 0) this.#input?.write(piece)
    this.#input?.uncork()
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async stop(): Promise<void> {
    this.#stopping = true
    // Whoever waits for the end keeps the program alive until it has come.
    this.#child.ref()
    if (this.#input?.destroyed !== false) this.kill()
    else this.#input.end()
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
    const [input, guard, output] = CHANNELS.map((fd) => this.#streams[fd])
    output?.on('data', (chunk: Buffer) => {
      try {
        if (this.#broken === undefined) reader.push(chunk)
      } catch (error) {
        this.#break(new Error('Something wrote to descriptor 5, which carries its results.', { cause: error }))
      }
    })
    guard?.on('data', (chunk: Buffer) => {
      this.#guardText += chunk.toString()
    })
    input?.resume()
    for (const fd of CHANNELS) {
      this.#streams[fd]?.on('error', () => undefined)
      this.#streams[fd]?.on('close', () => this.#onClosed(fd))
    }
  }

  /** The end of a channel is the first sign of an ordinary exit; if no exit follows, the task closed it. */
  #onClosed(fd: number): void {
    const cut = (): void => this.#break(new Error(`It closed descriptor ${fd}, which ties it to its caller.`))
    if (!this.#stopping) setTimeout(cut, LAST_WORDS_MS).unref()
  }

  #break(reason: Error): void {
    const { exitCode, signalCode } = this.#child
    if (exitCode !== null || signalCode !== null || this.#stopping) return
    this.#broken ??= reason
    this.kill()
  }

  async #watch(hooks: LaunchHooks): Promise<void> {
    let failure: unknown
    const ended = Promise.all(this.#streams.slice(1).map((stream) => stream && closed(stream)))
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
    const facts = { exitCode: exitCode ?? undefined, killedBy: signalCode ?? undefined, stderr: this.#lastWords() }
    const error =
      failure === undefined
        ? new WorkerLostError(workerLostMessage({ worker: `process ${pid}`, ...facts }), facts, { cause: this.#broken })
        : new WorkerLostError(`A worker process could not be started: ${String(failure)}`, facts, { cause: failure })
    return { error, timedOut: parseTimedOut(this.#guardText) }
  }

  #lastWords(): string {
    return [this.#stderr.trim(), this.#broken?.message ?? ''].join('\n').trim()
  }
}

/** What the guard wrote; a task may have written something else there. */
function parseTimedOut(text: string): WorkerLoss['timedOut'] {
  const [, run, position] = /^\{"run":(\d+),"position":(\d+)\}\n/.exec(text) ?? []
  return run === undefined ? undefined : { run: Number(run), position: Number(position) }
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
