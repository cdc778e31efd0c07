import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { inRepository } from './paths.ts'
import { QUESTION_NAMES, type QuestionName } from './questions.ts'

const FILE = inRepository('bench/results.md')

const HEADER = `# Results

Written by \`npm run bench -- --write\`; how to read it and to run it again is in \`README.md\` beside it. Each section was
measured in one run on one machine; ratios travel to other machines, absolute numbers do not.
`

/** Puts new sections in the place of the old ones of the same questions; keeps the others, and what somebody wrote below them. */
export function writeResults(sections: ReadonlyMap<QuestionName, string>): void {
  const previous = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const bodies = QUESTION_NAMES.flatMap((name) => {
    const body = sections.get(name) ?? sectionIn(previous, name)
    return body === undefined ? [] : [`${opening(name)}\n${body}\n${closing(name)}\n`]
  })
  writeFileSync(`${FILE}.tmp`, [HEADER, ...bodies, ...remarksIn(previous)].join('\n'))
  renameSync(`${FILE}.tmp`, FILE)
}

function sectionIn(text: string, name: QuestionName): string | undefined {
  const start = text.indexOf(opening(name))
  const end = text.indexOf(closing(name))
  return start === -1 || end === -1 ? undefined : text.slice(start + opening(name).length, end).trim()
}

function remarksIn(text: string): string[] {
  const ends = QUESTION_NAMES.map((name) => text.indexOf(closing(name)) + closing(name).length)
  const remarks = text.slice(Math.max(...ends)).trim()
  return remarks === '' ? [] : [`${remarks}\n`]
}

function opening(name: QuestionName): string {
  return `<!-- ${name} -->`
}

function closing(name: QuestionName): string {
  return `<!-- end of ${name} -->`
}
