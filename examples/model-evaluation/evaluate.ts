import type { Context } from 'windrow'
import { sentences } from './corpus.ts'
import type { Answer } from './model.ts'

/** One question to the model. */
export interface Question {
  /** Length of the runs of letters that the model looks at. */
  readonly n: number
  readonly smoothing: number
  /** Letters of the sentence that it gets to see. */
  readonly letters: number
  /** Number of the sentence. */
  readonly sentence: number
  /** Where the model is served. */
  readonly url: string
}

/** What came of it. */
export interface Evaluation {
  isRight: boolean
  margin: number
  language: string
}

/** Asks the model one question; the sweep asks many at a time. */
export async function evaluate(
  { n, smoothing, letters, sentence, url }: Question,
  { signal }: Context,
): Promise<Evaluation> {
  const { text, language } = sentences[sentence] ?? fail(`There is no sentence ${sentence}.`)
  const body = JSON.stringify({ text: text.slice(0, letters), n, smoothing })
  const response = await fetch(url, { method: 'POST', body, signal })
  if (!response.ok) fail(`The server answered ${response.status}: ${await response.text()}`)
  const answer = (await response.json()) as Answer
  return { isRight: answer.language === language, margin: answer.margin, language: answer.language }
}

function fail(message: string): never {
  throw new Error(message)
}
