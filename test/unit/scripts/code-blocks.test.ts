import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadScriptModule } from './support/script.ts'

interface Block {
  readonly line: number
  readonly code: string
  readonly words: readonly string[]
  readonly output: string | undefined
}
interface CodeBlocksModule {
  codeBlocksOf(page: string): Block[]
  shellBlocksOf(page: string): Block[]
  filesFor(name: string, blocks: readonly Block[]): { file: string; text: string }[]
}

const page = `# Page
\`\`\`ts
// double.ts
export const double = (x: number) => 2 * x
\`\`\`
\`\`\`sh
npm start
\`\`\`
\`\`\`ts run
import { double } from './double.ts'
console.log(double(2))
\`\`\`
prints
\`\`\`text output
4
\`\`\`
\`\`\`ts continues
double(3)
\`\`\`
`

test('the TypeScript blocks of a page are found with their lines, words and output', async () => {
  const { codeBlocksOf } = await loadScriptModule<CodeBlocksModule>('code-blocks.mjs')
  assert.deepEqual(
    codeBlocksOf(page).map(({ line, words, output }) => ({ line, words, output })),
    [
      { line: 3, words: [], output: undefined },
      { line: 10, words: ['run'], output: '4' },
      { line: 18, words: ['continues'], output: undefined },
    ],
  )
})

test('a block becomes a file whose lines are those of the page, after the block it continues', async () => {
  const { codeBlocksOf, filesFor } = await loadScriptModule<CodeBlocksModule>('code-blocks.mjs')
  const files = filesFor('page', codeBlocksOf(page))
  assert.deepEqual(
    files.map(({ file }) => file),
    ['double.ts', 'page-line-10.ts', 'page-line-18.ts'],
  )
  const lines = files[2]?.text.split('\n') ?? []
  assert.equal(lines[9], "import { double } from './double.ts'")
  assert.equal(lines[17], 'double(3)')
})

test('shell blocks of a page that are marked to run are found with what they print', async () => {
  const { shellBlocksOf } = await loadScriptModule<CodeBlocksModule>('code-blocks.mjs')
  const typed = '```sh run\nwindrow --version\n```\n```text output\n0.1.0\n```\n'
  assert.deepEqual(shellBlocksOf(page + typed), [
    { line: 21, code: 'windrow --version', words: ['run'], output: '0.1.0' },
  ])
})
