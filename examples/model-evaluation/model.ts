import { type Language, languages, training } from './corpus.ts'

/** What the model says of a text. */
export interface Answer {
  readonly language: Language
  /** Logarithm of how much likelier that language is than the next one, per letter. */
  readonly margin: number
}

/** Tells the language of a text by its runs of `n` letters: naive Bayes, every run counted `smoothing` times more than it was seen. */
export function identify(text: string, { n, smoothing }: { readonly n: number; readonly smoothing: number }): Answer {
  const runs = runsOf(text, n)
  const scores = languages
    .map((language) => {
      const { counts, total } = learn(language, n)
      const spread = smoothing * (counts.size + 1)
      const score = runs.reduce(
        (sum, run) => sum + Math.log(((counts.get(run) ?? 0) + smoothing) / (total + spread)),
        0,
      )
      return { language, score }
    })
    .sort((a, b) => b.score - a.score)
  const [best, next] = scores as [(typeof scores)[number], (typeof scores)[number]]
  return { language: best.language, margin: (best.score - next.score) / Math.max(1, runs.length) }
}

interface Learnt {
  readonly counts: ReadonlyMap<string, number>
  readonly total: number
}

const learnt = new Map<string, Learnt>()

function learn(language: Language, n: number): Learnt {
  const key = `${language} ${n}`
  const known = learnt.get(key)
  if (known !== undefined) return known
  const runs = runsOf(training[language], n)
  const counts = new Map<string, number>()
  for (const run of runs) counts.set(run, (counts.get(run) ?? 0) + 1)
  const made = { counts, total: runs.length }
  learnt.set(key, made)
  return made
}

function runsOf(text: string, n: number): string[] {
  const plain = ` ${text.toLowerCase().replace(/[^\p{L}]+/gu, ' ')} `
  return Array.from({ length: Math.max(0, plain.length - n + 1) }, (_, i) => plain.slice(i, i + n))
}
