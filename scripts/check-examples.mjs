import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { codeBlocksOf, filesFor } from './lib/code-blocks.mjs'
import { exists, listFiles } from './lib/files.mjs'
import { report } from './lib/findings.mjs'
import { importsOf } from './lib/imports.mjs'
import { ensureReady } from './lib/ready.mjs'
import { CACHE, inRoot, ROOT } from './lib/root.mjs'
import { runNode } from './lib/run.mjs'

// The TypeScript blocks of README.md and docs/guide/*.md compile against the built package, and those marked `run` run.
const FOLDER = join(CACHE, 'examples')
const TIMEOUT_MS = 120_000

await report('examples', async () => {
  await ensureReady(['dist'])
  rmSync(FOLDER, { recursive: true, force: true })
  const files = pages().flatMap((page) => extract(page))
  if (files.length === 0) return []
  const problems = await typeProblems(files)
  if (problems.length > 0) return problems
  const findings = []
  for (const file of files.filter(({ block }) => block.words.includes('run')))
    findings.push(...(await runProblems(file)))
  console.log(
    `${files.length} code blocks compile, ${files.filter(({ block }) => block.words.includes('run')).length} of them ran`,
  )
  return findings
})

function pages() {
  return [
    'README.md',
    ...listFiles(inRoot('docs/guide'))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/guide/${file}`),
  ]
}

function extract(page) {
  const name = basename(page, '.md')
  const blocks = filesFor(name, codeBlocksOf(readFileSync(inRoot(page), 'utf8')))
  for (const { file, text } of blocks) {
    mkdirSync(join(FOLDER, 'source', name), { recursive: true })
    writeFileSync(join(FOLDER, 'source', name, file), text)
  }
  for (const { text } of blocks) borrowExamples(text, join(FOLDER, 'source', name))
  return blocks.map(({ file, block }) => ({ page, path: `${name}/${file}`, block }))
}

/** `./ising.ts` in a page, when no block has that name, is the file of that name in `examples/`. */
function borrowExamples(text, folder) {
  for (const { specifier } of importsOf(text)) {
    const found = listFiles(inRoot('examples')).find((path) => basename(path) === basename(specifier))
    if (!specifier.startsWith('./') || found === undefined || exists(join(folder, specifier))) continue
    const source = readFileSync(inRoot('examples', found), 'utf8')
    writeFileSync(join(folder, specifier), source)
    borrowExamples(source, folder)
  }
}

async function typeProblems(files) {
  const options = {
    rootDir: 'source',
    outDir: 'out',
    noUnusedLocals: false,
    isolatedDeclarations: false,
    declaration: false,
    typeRoots: ['../../node_modules/@types'],
  }
  writeFileSync(
    join(FOLDER, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: options, include: ['source'], exclude: [] }),
  )
  const args = ['-p', join(FOLDER, 'tsconfig.json'), '--pretty', 'false']
  const { code, output } = await runNode(inRoot('node_modules/typescript/bin/tsc'), args, {
    output: 'collect',
    cwd: ROOT,
  })
  if (code === 0) return []
  const pageOf = new Map(files.map(({ page, path }) => [`.cache/examples/source/${path}`, page]))
  return output
    .trim()
    .split('\n')
    .map((line) =>
      line.replace(
        /^([^(]+)\((\d+),(\d+)\)/,
        (_all, path, row, column) => `${pageOf.get(path) ?? path}:${row}:${column}`,
      ),
    )
}

async function runProblems({ page, path, block }) {
  const cwd = mkdtempSync(join(tmpdir(), 'windrow-example-'))
  try {
    const compiled = join(FOLDER, 'out', path.replace(/\.ts$/, '.js'))
    const { code, output, timedOut } = await runNode(compiled, [], { output: 'collect', cwd, timeoutMs: TIMEOUT_MS })
    if (timedOut) return [`${page}:${block.line}: did not end within ${TIMEOUT_MS / 1000} s`]
    if (code !== 0) return [`${page}:${block.line}: ended with code ${code}:\n${output}`]
    if (block.output !== undefined && normal(block.output) !== normal(output))
      return [`${page}:${block.line}: printed\n${output}`]
    return figureProblems(page, cwd)
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/** The figures that a page shows are those that its code makes. `--update` records them; the change is then part of the commit. */
function figureProblems(page, cwd) {
  const made = readdirSync(cwd).filter((name) => name.endsWith('.svg'))
  return made.flatMap((name) => {
    const shown = inRoot(dirname(page), 'figures', name)
    const svg = readFileSync(join(cwd, name), 'utf8')
    if (process.argv.includes('--update')) writeFileSync(shown, svg)
    if (exists(shown) && readFileSync(shown, 'utf8') === svg) return []
    return [`${page}: figures/${name} is not what the code makes; if it is meant: npm run check:examples -- --update`]
  })
}

function normal(text) {
  return text.trim().replace(/[ \t]+$/gm, '')
}
