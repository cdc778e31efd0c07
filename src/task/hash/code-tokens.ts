import type { Token } from 'acorn'
import { sha256Hex } from '../../host/index.ts'
import { loadAcorn } from '../ship/source/load-parsers.ts'

/** What counts of a source text. */
export interface CodeTokens {
  readonly hash: string
  /** What it imports, in the order of the text. */
  readonly specifiers: readonly string[]
}

/**
 * Hashes the tokens of JavaScript, and of the TypeScript that has the same tokens; other text is hashed as it is. Line breaks
 * count only where they can end a statement.
 */
export function hashTokens(source: string): CodeTokens {
  const tokens = tokenize(source)
  if (tokens === undefined) {
    const text = source.replaceAll('\r\n', '\n')
    return { hash: sha256Hex(`text\0${text}`), specifiers: specifiersInText(text) }
  }
  const texts = tokens.map((token) => textOf(token, source))
  const parts = tokens.map((token, n) => {
    const before = tokens[n - 1]
    const breaks =
      before !== undefined &&
      (ENDED_BY_BREAK.has(texts[n - 1] ?? '') || token.type.label === '++/--') &&
      /[\n\r\u2028\u2029]/.test(source.slice(before.end, token.start))
    return `${breaks ? '\n' : ''}${token.type.label} ${texts[n]}`
  })
  return { hash: sha256Hex(`tokens\0${JSON.stringify(parts)}`), specifiers: specifiersOf(tokens, texts) }
}

/** After these a line break ends the statement, or turns a word of the language into a name. */
const ENDED_BY_BREAK: ReadonlySet<string> = new Set([
  ...['return', 'break', 'continue', 'throw', 'yield', 'async', 'accessor'],
  ...['type', 'interface', 'namespace', 'module', 'declare', 'abstract', 'static', 'get', 'set'],
])

function tokenize(source: string): Token[] | undefined {
  try {
    return [...loadAcorn().tokenizer(source, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true })]
  } catch {
    return undefined
  }
}

/** Texts by what they say, whatever the quotes; template parts as written, because tags see them so. */
function textOf(token: Token, source: string): string {
  const { type, start, end } = token
  if (type.label === 'string') return String((token as Token & { readonly value?: unknown }).value)
  return source.slice(start, end).replaceAll(/\r\n?/g, '\n')
}

function specifiersOf(tokens: readonly Token[], texts: readonly string[]): string[] {
  return texts.filter((_, n) => {
    if (tokens[n]?.type.label !== 'string') return false
    const [before, first] = [texts[n - 1], texts[n - 2]]
    const isStatement = before === 'from' || before === 'import'
    return isStatement || (before === '(' && (first === 'import' || first === 'require'))
  })
}

function specifiersInText(text: string): string[] {
  const pattern = /\b(?:from|import|require)\s*\(?\s*(?:'([^'\n]+)'|"([^"\n]+)")/g
  return [...text.matchAll(pattern)].map(([, single, double]) => single ?? double ?? '')
}
