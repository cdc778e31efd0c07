import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { transformSync } from 'esbuild'

const ROOT = join(import.meta.dirname, '../../..')

interface CodeBlock {
  readonly code: string
  readonly words: readonly string[]
}

/** Runs the code of the guide's page on figures, which saves each figure as a page too; gives the folder that holds them. */
export async function makeGuideFigures(t: TestContext): Promise<string> {
  const { codeBlocksOf, filesFor } = (await import(pathToFileURL(join(ROOT, 'scripts/lib/code-blocks.mjs')).href)) as {
    codeBlocksOf: (page: string) => CodeBlock[]
    filesFor: (name: string, blocks: CodeBlock[]) => { file: string; text: string; block: CodeBlock }[]
  }
  // Below the root, so that the package is found by its own name.
  const folder = mkdtempSync(join(ROOT, '.cache', 'figures-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const files = filesFor('figures', codeBlocksOf(readFileSync(join(ROOT, 'docs/guide/figures.md'), 'utf8')))
  for (const { file, text } of files) writeFileSync(join(folder, file.replace('.ts', '.js')), compile(text))
  const programs = files.filter(({ block }) => block.words.includes('run'))
  for (const { file } of programs) await run(folder, file.replace('.ts', '.js'))
  return folder
}

function compile(text: string): string {
  const { code } = transformSync(text, { loader: 'ts', format: 'esm', target: 'node20' })
  return code
    .replaceAll(/\.ts"/g, '.js"')
    .replaceAll(
      /await (.*)\.save\("([\w-]+)\.svg"\)/g,
      'const saved = $1; await saved.save("$2.svg"); await saved.save("$2.html")',
    )
}

async function run(cwd: string, file: string): Promise<void> {
  const child = spawn(process.execPath, [file], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${file} ended with code ${code}:\n${stderr}`)
}
