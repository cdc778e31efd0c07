import { parseArgs } from 'node:util'
import { calibrateBurn, calibratePython } from './calibrate.ts'
import { describeEnvironment, load } from './environment.ts'
import { interleave } from './interleave.ts'
import type { Question, Setting } from './question.ts'
import { isQuestionName, loadQuestion, QUESTION_NAMES, type QuestionName } from './questions.ts'
import { writeResults } from './results.ts'
import { renderTables } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    repeats: { type: 'string' },
    only: { type: 'string', default: '' },
    cases: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
})

process.once('SIGINT', () => process.exit(130))

const names = resolveNames(positionals)
const repeats = resolveRepeats(values.repeats ?? (values.quick ? '2' : '5'))
const sections = new Map<QuestionName, string>()
const environment = await describeEnvironment()
console.log(environment)

for (const name of names) {
  const section = await answer(name, await loadQuestion(name))
  console.log(`\n${section}`)
  sections.set(name, `${section}\n\n${environment}`)
}
if (values.write) writeResults(sections)

async function answer(name: QuestionName, question: Question): Promise<string> {
  const setting = await resolveSetting(question)
  const before = load()
  const results = await interleave(name, question, {
    repeats,
    setting,
    only: wordsOf(values.only),
    cases: wordsOf(values.cases),
    onProgress: (line) => process.stderr.isTTY && process.stderr.write(`${line}\n`),
  })
  const failed = results.some(({ outcomes }) => outcomes.some(({ reason }) => reason?.startsWith('failed')))
  if (failed) process.exitCode = 1
  return [
    `## ${question.title}`,
    `${question.method}\n${repeats} interleaved repeats${values.quick ? ' of less work (--quick)' : ''}, each in a fresh process; load average ${before} before, ${load()} after.`,
    renderTables(question, results),
  ].join('\n\n')
}

async function resolveSetting({ calibrated }: Question): Promise<Setting> {
  const nsPerIteration = calibrated ? calibrateBurn() : Number.NaN
  const pythonNsPerIteration = calibrated ? await calibratePython() : Number.NaN
  return { quick: values.quick, nsPerIteration, pythonNsPerIteration }
}

function wordsOf(text: string): string[] {
  return text.split(',').filter(Boolean)
}

function resolveNames(words: readonly string[]): readonly QuestionName[] {
  const unknown = words.find((word) => !isQuestionName(word))
  if (unknown !== undefined)
    throw new TypeError(`No question is named \`${unknown}\`; there are ${QUESTION_NAMES.join(', ')}.`)
  return words.length === 0 ? QUESTION_NAMES : QUESTION_NAMES.filter((name) => words.includes(name))
}

function resolveRepeats(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new TypeError(`Expected \`--repeats\` to be a whole number from 1 up, got \`${text}\`.`)
  return count
}
