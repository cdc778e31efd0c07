import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'

/** Writes files, by their paths, below a new temporary folder that goes with the test. */
export function makeTree(context: Pick<TestContext, 'after'>, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tree-'))
  context.after(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** Runs one of our scripts on another tree; tests run with the repository as their current folder. */
export function runScript(name: string, root: string): { readonly code: number | null; readonly lines: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('scripts', name), '--root', root], {
    encoding: 'utf8',
  })
  return { code: status, lines: `${stdout}${stderr}`.split('\n').slice(0, -1) }
}

/** Loads one of the modules our scripts share. They are plain JavaScript, so the test says what it expects of it. */
export async function loadScriptModule<Module>(name: string): Promise<Module> {
  return (await import(pathToFileURL(resolve('scripts/lib', name)).href)) as Module
}
