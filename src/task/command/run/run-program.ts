import type { ChildProcess } from 'node:child_process'
import { onAbort } from '../../../util/index.ts'
import { captureAll, captureTail } from './captured.ts'
import { MARK_VARIABLE, Reaper } from './reaper.ts'

/** Milliseconds to read what a program still had in its pipes when something that left its group holds them open. */
const DRAIN_MS = 500

/** Timers as they were before anybody replaced them. */
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis

/** One run of a program. */
export interface ProgramSpec {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly input: string | undefined
  readonly maxOutputBytes: number
  readonly killAfterMs: number
  readonly signal: AbortSignal | undefined
}

/** What a program printed and how long it ran. */
interface Printed {
  readonly stdout: string
  readonly stderr: string
  readonly durationMs: number
}

/** How a run came to its end. */
export type ProgramEnd = Printed &
  (
    | { readonly kind: 'not-started'; readonly error: NodeJS.ErrnoException }
    | {
        /** `aborted` and `too-much` were stopped by us. */
        readonly kind: 'exited' | 'aborted' | 'too-much'
        readonly exitCode: number | undefined
        readonly killedBy: string | undefined
      }
  )

const reaper = new Reaper()

/** Runs a program in a process group of its own and waits until nothing of the group is left. */
export async function runProgram(spec: ProgramSpec): Promise<ProgramEnd> {
  const startedMs = performance.now()
  const mark = reaper.announce()
  try {
    const child = start(spec, mark)
    if (child.pid === undefined) return notStarted(await failureOf(child))
    reaper.started(mark, child.pid)
    return await follow(child, { spec, mark, group: child.pid, startedMs })
  } catch (error) {
    return notStarted(error as NodeJS.ErrnoException)
  } finally {
    reaper.ended(mark)
  }
}

function start({ file, args, cwd, env, input }: ProgramSpec, mark: string): ChildProcess {
  const { spawn } = process.getBuiltinModule('node:child_process')
  return spawn(file, args, {
    cwd,
    env: { ...env, [MARK_VARIABLE]: mark },
    detached: true,
    shell: false,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
}

function notStarted(error: NodeJS.ErrnoException): ProgramEnd {
  return { kind: 'not-started', error, stdout: '', stderr: '', durationMs: 0 }
}

function failureOf(child: ChildProcess): Promise<NodeJS.ErrnoException> {
  return new Promise((resolve) => child.once('error', resolve))
}

interface Running {
  readonly spec: ProgramSpec
  readonly mark: string
  readonly group: number
  readonly startedMs: number
}

async function follow(child: ChildProcess, { spec, mark, group, startedMs }: Running): Promise<ProgramEnd> {
  let kind: 'exited' | 'aborted' | 'too-much' = 'exited'
  let killTimer: NodeJS.Timeout | undefined
  const stdout = captureAll(child.stdout, spec.maxOutputBytes, () => {
    kind = 'too-much'
    signalGroup(group, 'SIGKILL')
  })
  const stderr = captureTail(child.stderr)
  const unlisten = listen(spec.signal, () => {
    kind = 'aborted'
    signalGroup(group, 'SIGTERM')
    killTimer = startTimer(() => signalGroup(group, 'SIGKILL'), spec.killAfterMs)
  })
  feed(child, spec.input)
  const closed = eventOf(child, 'close')
  const [exitCode, killedBy] = (await eventOf(child, 'exit')) as [number | null, string | null]
  const durationMs = performance.now() - startedMs
  stopTimer(killTimer)
  unlisten()
  signalGroup(group, 'SIGKILL')
  if (kind !== 'exited') reaper.killMarked(mark)
  await drain(child, closed)
  return {
    kind,
    exitCode: exitCode ?? undefined,
    killedBy: killedBy ?? undefined,
    stdout: stdout(),
    stderr: stderr(),
    durationMs,
  }
}

function listen(signal: AbortSignal | undefined, stop: () => void): () => void {
  return signal === undefined ? () => undefined : onAbort(signal, stop)
}

/** A program may end without reading its input; that is no failure. */
function feed(child: ChildProcess, input: string | undefined): void {
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
}

async function drain(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = startTimer(resolve, DRAIN_MS)
  })
  await Promise.race([closed, late])
  stopTimer(timer)
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
}

function eventOf(child: ChildProcess, event: 'exit' | 'close'): Promise<unknown[]> {
  return new Promise((resolve) => child.once(event, (...facts: unknown[]) => resolve(facts)))
}

/** Signals every process of a group; a group that is gone is no failure. */
function signalGroup(group: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, signal)
  } catch {
    // Gone, or nothing in it is ours any more.
  }
}
