import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { inRepository } from './paths.ts'
import { NotMeasured } from './question.ts'

const PYTHON = inRepository('bench/peers/.venv/bin/python')

/** Runs `bench/peers/contestant.py` in an interpreter of its own and gives what it printed last. */
export async function runPython<T>(order: Readonly<Record<string, unknown>>): Promise<T> {
  if (!existsSync(PYTHON)) throw new NotMeasured('no Python environment could be made')
  const script = inRepository('bench/peers/contestant.py')
  const { stdout } = await promisify(execFile)(PYTHON, [script, JSON.stringify(order)])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
}
