import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { inRepository } from './paths.ts'
import { NotMeasured } from './question.ts'

const OWN_PYTHON = inRepository('bench/peers/.venv/bin/python')

/** Runs `bench/peers/contestant.py` in an interpreter of its own and gives what it printed last. */
export async function runPython<T>(order: Readonly<Record<string, unknown>>): Promise<T> {
  const answer = JSON.parse(await lastLineOf(JSON.stringify(order))) as T & { readonly notMeasured?: string }
  if (answer.notMeasured !== undefined) throw new NotMeasured(answer.notMeasured)
  return answer
}

async function lastLineOf(argument: string): Promise<string> {
  // Without a virtual environment the machine's Python still has multiprocessing.
  const python = existsSync(OWN_PYTHON) ? OWN_PYTHON : 'python3'
  try {
    const { stdout } = await promisify(execFile)(python, [inRepository('bench/peers/contestant.py'), argument])
    return stdout.trim().split('\n').at(-1) ?? ''
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NotMeasured('Python is not installed')
    throw error
  }
}
