import { writeSync } from 'node:fs'
import type { Measurement, Setting } from './question.ts'
import { isQuestionName, loadQuestion } from './questions.ts'

/** What one measuring process is told. */
export interface MeasureOrder {
  readonly question: string
  readonly caseIndex: number
  readonly contestant: string
  readonly setting: Setting
}

export type MeasureAnswer = Measurement | { readonly notMeasured: string } | { readonly error: string }

/** File descriptor of the answer: standard output belongs to whoever is measured. */
const ANSWER_FD = 3

const {
  question: name,
  caseIndex,
  contestant: contestantName,
  setting,
} = JSON.parse(process.argv[2] ?? '{}') as MeasureOrder
writeSync(ANSWER_FD, JSON.stringify(await answer()))
process.exit(0)

async function answer(): Promise<MeasureAnswer> {
  try {
    if (!isQuestionName(name)) throw new TypeError(`No question is named \`${name}\`.`)
    const question = await loadQuestion(name)
    const oneCase = question.cases(setting)[caseIndex]
    const contestant = question.contestants.find((candidate) => candidate.name === contestantName)
    if (!oneCase || !contestant) throw new TypeError(`No case ${caseIndex} or contestant \`${contestantName}\`.`)
    return await contestant.measure(oneCase, setting)
  } catch (error) {
    if (error instanceof Error && error.name === 'NotMeasured') return { notMeasured: error.message }
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
