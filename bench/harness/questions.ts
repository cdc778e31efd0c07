import type { Question } from './question.ts'

/** Every benchmark, in the order in which they run and are reported. */
export const QUESTION_NAMES = [
  'points-per-second',
  'calls-over-a-list',
  'efficiency-by-grain',
  'skewed-points',
  'waiting-points',
  'cold-start',
  'large-arrays',
] as const

export type QuestionName = (typeof QUESTION_NAMES)[number]

export function isQuestionName(text: string): text is QuestionName {
  return (QUESTION_NAMES as readonly string[]).includes(text)
}

export async function loadQuestion(name: QuestionName): Promise<Question> {
  const { question } = (await import(new URL(`../${name}.js`, import.meta.url).href)) as { question: Question }
  return question
}
