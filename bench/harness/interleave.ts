import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { MeasureAnswer, MeasureOrder } from './measure.ts'
import { inBuild } from './paths.ts'
import type { Case, Contestant, Measurement, Question, Setting } from './question.ts'
import type { QuestionName } from './questions.ts'

/** All repeats of one contestant in one case, or why there are none. */
export interface Outcome {
  readonly contestant: string
  readonly ideal: string | undefined
  readonly measurements: readonly Measurement[]
  readonly reason: string | undefined
}

export interface CaseOutcome {
  readonly name: string
  readonly outcomes: readonly Outcome[]
}

export interface InterleaveOptions {
  readonly repeats: number
  readonly setting: Setting
  /** Runs only contestants whose names contain one of these words. */
  readonly only: readonly string[]
  /** Runs only cases whose names contain one of these words. */
  readonly cases: readonly string[]
  readonly onProgress: (line: string) => void
}

const LIMIT_MS = 60_000

/** Measures every contestant `repeats` times in turn (A B C A B C …), each time in a fresh process. */
export async function interleave(
  name: QuestionName,
  question: Question,
  options: InterleaveOptions,
): Promise<CaseOutcome[]> {
  const contestants = question.contestants.filter((contestant) => isWanted(contestant, options.only))
  const results: CaseOutcome[] = []
  for (const [caseIndex, oneCase] of question.cases(options.setting).entries()) {
    if (!isWanted(oneCase, options.cases)) continue
    const rows = contestants.map(emptyRow)
    for (let repeat = 1; repeat <= options.repeats; repeat++) {
      options.onProgress(`${name}, ${oneCase.name}: ${repeat} of ${options.repeats}`)
      for (const row of rows) {
        await measureRow(row, { question: name, caseIndex, contestant: row.contestant, setting: options.setting })
      }
    }
    results.push(outcomeOf(oneCase, rows))
  }
  return results
}

interface Row {
  readonly contestant: string
  readonly ideal: string | undefined
  readonly measurements: Measurement[]
  reason: string | undefined
}

function isWanted({ name }: Case | Contestant, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => name.includes(word))
}

function emptyRow({ name, ideal }: Contestant): Row {
  return { contestant: name, ideal, measurements: [], reason: undefined }
}

function outcomeOf(oneCase: Case, outcomes: readonly Outcome[]): CaseOutcome {
  return { name: oneCase.name, outcomes }
}

async function measureRow(row: Row, order: MeasureOrder): Promise<void> {
  if (row.reason !== undefined) return
  const answer = await measureInProcess(order)
  if ('notMeasured' in answer) row.reason = answer.notMeasured
  else if ('error' in answer) row.reason = `failed: ${answer.error}`
  else row.measurements.push(answer)
}

async function measureInProcess(order: MeasureOrder): Promise<MeasureAnswer> {
  const child = spawn(process.execPath, [inBuild('harness/measure.js'), JSON.stringify(order)], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own, so that whatever a contestant started goes with it.
    detached: true,
  })
  const stop = (): void => killGroup(child.pid)
  const limit = setTimeout(stop, LIMIT_MS)
  process.once('exit', stop)
  // Standard error stays open as long as anything that the contestant started lives, so that goes first.
  const ended = once(child, 'exit').finally(stop)
  const [answer, complaints, [code, signal]] = await Promise.all([
    text(child.stdio[3] as Readable),
    text(child.stdio[2] as Readable),
    ended,
  ])
  clearTimeout(limit)
  process.off('exit', stop)
  if (answer) return JSON.parse(answer) as MeasureAnswer
  const tail = complaints.trim().split('\n').slice(-3).join(' ')
  return { error: `no answer within ${LIMIT_MS / 1000} s or ended early (${signal ?? code}) ${tail}` }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Everything that it started has ended.
  }
}
