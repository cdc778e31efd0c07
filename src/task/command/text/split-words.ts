import { type Template, TemplateBuilder } from './template.ts'

const REMEDY =
  "No shell reads the command. Quote the character to pass it on; for a shell's work write `command(['sh', '-c', 'prog \"$1\" | sort', 'sh', '{x}'])`, with values as arguments."

const OPERATORS = '|&;<>()'

/** What a backslash escapes within double quotes. */
const ESCAPED_IN_QUOTES = '$`"\\\n'

/**
 * Splits a command line into words as a POSIX shell does with quotes and backslashes, and finds the placeholders. Nothing else
 * of a shell is read: what only a shell could do is refused, so that nobody waits for it in vain.
 */
export function splitWords(line: string): readonly Template[] {
  const words: Template[] = []
  const reader = { line, at: 0 }
  for (;;) {
    skipBlanks(reader)
    if (reader.at >= line.length) break
    words.push(readWord(reader, words.length === 0))
  }
  if (words.length === 0) throw new TypeError('Expected a command to name a program, got an empty text.')
  return words
}

interface Reader {
  readonly line: string
  at: number
}

function skipBlanks(reader: Reader): void {
  const blank = /(?:[ \t\n]|\\\n)*/y
  blank.lastIndex = reader.at
  blank.exec(reader.line)
  reader.at = blank.lastIndex
}

function readWord(reader: Reader, isFirst: boolean): Template {
  const { line } = reader
  const word = new TemplateBuilder(line)
  const rest = line.slice(reader.at)
  if (/^~(?:[/\s]|$)/.test(rest)) throw refusal(line, '~', 'Nobody puts the home folder there: write it out.')
  const [assignment] = (isFirst && /^[A-Za-z_]\w*=/.exec(rest)) || []
  if (assignment !== undefined) throw refusal(line, assignment, 'Environment variables are given in the option `env`.')
  // A word of quotes alone is an empty word, not none.
  word.add('')
  while (reader.at < line.length && !' \t\n'.includes(line.charAt(reader.at))) readPiece(reader, word)
  return word.template.length > 1 && word.template[0] === '' ? word.template.slice(1) : word.template
}

function readPiece(reader: Reader, word: TemplateBuilder): void {
  const { line, at } = reader
  const char = line.charAt(at)
  if (char === "'") return readQuoted(reader, word, { end: "'", escaped: '' })
  if (char === '"') return readQuoted(reader, word, { end: '"', escaped: ESCAPED_IN_QUOTES })
  if (OPERATORS.includes(char)) throw refusal(line, char, REMEDY)
  if (char === '\\') {
    if (at + 1 >= line.length) throw refusal(line, '\\', 'Nothing follows it: write `\\\\` for a backslash.')
    return readEscaped(reader, word)
  }
  refuseExpansion(line, at)
  reader.at = word.take(line, at)
}

function readQuoted(reader: Reader, word: TemplateBuilder, quote: { end: string; escaped: string }): void {
  const { line } = reader
  const start = reader.at
  reader.at += 1
  for (;;) {
    if (reader.at >= line.length)
      throw refusal(line, line.slice(start, start + 20), `This quote has no end: write another \`${quote.end}\`.`)
    const char = line.charAt(reader.at)
    if (char === quote.end) break
    const escapes = char === '\\' && quote.escaped.includes(line.charAt(reader.at + 1) || ' ')
    if (escapes) readEscaped(reader, word)
    else {
      if (quote.end === '"') refuseExpansion(line, reader.at)
      reader.at = word.take(line, reader.at)
    }
  }
  reader.at += 1
}

/** A backslash and what it takes the meaning from; before the end of a line it joins the lines. */
function readEscaped(reader: Reader, word: TemplateBuilder): void {
  const { line, at } = reader
  const char = line.charAt(at + 1)
  if (char === '{' || char === '}')
    throw refusal(line, `\\${char}`, `Write \`${char}${char}\` for a brace that is meant as such.`)
  if (char !== '\n') word.add(char)
  reader.at = at + 2
}

function refuseExpansion(line: string, at: number): void {
  const found = /^(?:`|\$[A-Za-z_{(])/.exec(line.slice(at, at + 2))?.[0]
  if (found !== undefined) throw refusal(line, found, REMEDY)
}

function refusal(line: string, found: string, remedy: string): TypeError {
  return new TypeError(`\`${found}\` in the command \`${line}\` is something that a shell reads.\n${remedy}`)
}
