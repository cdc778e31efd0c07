/**
 * Module specifiers a TypeScript source imports, re-exports or loads by `import()`, with their lines. A scanner, not a parser: it blanks
 * comments (strings, templates and regular expressions are told apart from them) and then looks for the few forms an import has.
 *
 * @param {string} source
 * @returns {{ specifier: string, line: number }[]}
 */
export function importsOf(source) {
  const text = blankComments(source)
  const found = []
  for (const match of text.matchAll(FORMS)) {
    const specifier = match[2] ?? match[4] ?? match[6]
    found.push({ specifier, line: text.slice(0, match.index + match[0].lastIndexOf(specifier)).split('\n').length })
  }
  return found
}

const FORMS = new RegExp(
  [
    String.raw`(?<![\w$.'"])(?:import|export)\b(?:\s+type\b)?\s*(?:[\w$*]+(?:\s+as\s+[\w$]+)?\s*,?\s*)?(?:\{[^}]*\}|\*\s*as\s+[\w$]+)?\s*from\s*(['"])([^'"]+)\1`,
    String.raw`(?<![\w$.'"])import\s*\(\s*(['"])([^'"]+)\3`,
    String.raw`(?<![\w$.'"])import\s*(['"])([^'"]+)\5`,
  ].join('|'),
  'g',
)

/** Same length, same lines; comments are spaces. @param {string} source */
export function blankComments(source) {
  return source.replace(TOKENS, (token) => (/^\/[/*]/.test(token) ? token.replace(/[^\n]/g, ' ') : token))
}

const TOKENS = new RegExp(
  [
    String.raw`\/\/[^\n]*`,
    String.raw`\/\*[\s\S]*?\*\/`,
    String.raw`'(?:\\.|[^'\\\n])*'`,
    String.raw`"(?:\\.|[^"\\\n])*"`,
    '`(?:\\\\[\\s\\S]|[^`\\\\])*`',
    // A slash after an operator, a bracket or a keyword begins a regular expression.
    String.raw`(?:[=(,;:!&|?{}\[+\-*%~^<>]\s*|\b(?:return|typeof|case)\s+)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/`,
  ].join('|'),
  'g',
)
