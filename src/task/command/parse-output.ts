import type { TextPlan } from './command-ref.ts'
import type { CommandOutput } from './types.ts'

/** Says why a text is not what was asked for. */
export class UnreadableText extends Error {}

/** Reads a result from what a program wrote. Throws `UnreadableText` when it is something else. */
export function parseText(plan: Exclude<TextPlan, { kind: 'function' }>, { text }: CommandOutput): unknown {
  switch (plan.kind) {
    case 'text':
      return text.replace(/\r?\n$/, '')
    case 'number':
      return readNumber(text, 'what it printed')
    case 'json':
      return readJson(text)
    case 'match':
      return readMatch(plan, text)
  }
}

/** Digits as C, Fortran (`1.5D+03`) and Python print them, `nan`, `inf` and `infinity` in any case. */
function readNumber(text: string, what: string): number {
  const word = text.trim().toLowerCase()
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[ed][+-]?\d+)?$/.test(word)) return Number(word.replace('d', 'e'))
  if (/^[+-]?nan$/.test(word)) return Number.NaN
  const [, sign] = /^([+-]?)inf(?:inity)?$/.exec(word) ?? []
  if (sign !== undefined) return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  throw new UnreadableText(`${what} is not a number`)
}

/** Stands for what JSON has no word for, although Python and others print it. */
const WORDS: Readonly<Record<string, number>> = {
  '\0NaN': Number.NaN,
  '\0Infinity': Number.POSITIVE_INFINITY,
  '\0-Infinity': Number.NEGATIVE_INFINITY,
}

function readJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(plain)
  } catch (error) {
    const [loose, found] = markWords(plain)
    if (!found) throw unreadableJson(plain, error)
    try {
      return JSON.parse(loose, (_, value: unknown) => (typeof value === 'string' ? (WORDS[value] ?? value) : value))
    } catch {
      throw unreadableJson(plain, error)
    }
  }
}

function unreadableJson(text: string, error: unknown): UnreadableText {
  const why = text.trim() === '' ? 'it is empty' : String((error as Error).message)
  return new UnreadableText(`what it printed is not JSON (${why})`)
}

/** Writes `NaN`, `Infinity` and `-Infinity` outside of texts as marked texts. */
function markWords(text: string): [string, boolean] {
  let found = false
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity\b|\bNaN\b/g, (token) => {
    if (token.startsWith('"')) return token
    found = true
    return `"\\u0000${token}"`
  })
  return [marked, found]
}

function readMatch({ source, flags, text: texts }: Extract<TextPlan, { kind: 'match' }>, text: string): unknown {
  const groups = new RegExp(source, flags).exec(text)?.groups
  if (groups === undefined) throw new UnreadableText(`what it printed does not match /${source}/${flags}`)
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]: [string, string | undefined]) => {
      if (texts.includes(name)) return [name, value ?? '']
      // A group that took no part in the match is a missing value.
      return [name, value === undefined ? Number.NaN : readNumber(value, `\`${value}\`, which \`${name}\` matched,`)]
    }),
  )
}
