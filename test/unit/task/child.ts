import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { TaskRef } from '../../../src/task/index.ts'

/** Folder of the package, from the sources and from the build. */
export const ROOT: string = findRoot(import.meta.dirname)
export const FIXTURES: string = join(ROOT, 'test/fixtures/task')

const TASK_INDEX = import.meta.resolve(
  '../../../src/task/index.ts'.replace(/ts$/, import.meta.filename.endsWith('.js') ? 'js' : 'ts'),
)
const ENV = { ...process.env, TASK_INDEX, NODE_TEST_CONTEXT: undefined }

interface Answer {
  readonly result?: unknown
  readonly error?: { readonly message: string; readonly stack?: string }
}

export interface TaskChild {
  readonly run: (ref: TaskRef, args: readonly unknown[]) => Promise<unknown>
  readonly stop: () => void
}

/** A process that loads tasks and runs them, one at a time. */
export function startChild(): TaskChild {
  const child: ChildProcess = fork(join(FIXTURES, 'child.mjs'), [], {
    serialization: 'advanced',
    execArgv: [],
    env: ENV,
  })
  return {
    run: async (ref, args) => {
      child.send({ ref, args })
      const [{ result, error }] = (await once(child, 'message')) as [Answer]
      if (error !== undefined) throw Object.assign(new Error(error.message), { stack: error.stack })
      return result
    },
    stop: () => child.kill(),
  }
}

export interface Numbers {
  readonly default: (x: number) => number
  readonly helper: (x: number) => number
  readonly renamed: (x: number) => number
  readonly ops: { readonly add: (x: number) => number }
  readonly Model: { readonly energy: (x: number) => number }
  readonly makeLine: (slope: number) => (x: number) => number
  readonly impostors: () => () => string
}

export async function loadNumbers(): Promise<Numbers> {
  return (await import(pathToFileURL(join(FIXTURES, 'lib/numbers.mjs')).href)) as Numbers
}

/** Runs a program with this Node and gives back what it printed, both streams. */
export async function runProgram(
  args: readonly string[],
  { input, cwd = FIXTURES }: { input?: string; cwd?: string } = {},
): Promise<{ stdout: string; stderr: string }> {
  const running = promisify(execFile)(process.execPath, args, { cwd, env: ENV })
  running.child.stdin?.end(input ?? '')
  return running
}

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}
