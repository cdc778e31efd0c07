import { readFileSync, rmSync } from 'node:fs'
import { sourceOf } from './lib/export-list.mjs'
import { ensureInstalled, ensureReady } from './lib/ready.mjs'
import { inRoot } from './lib/root.mjs'
import { PlainFailure, runMain, runNode } from './lib/run.mjs'

// Writes docs/api/ from the doc comments; an export without one fails.
await runMain(async () => {
  await ensureReady(['dist'])
  await ensureInstalled(inRoot('tools/docs'))
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const entries = Object.values(exports)
    .filter((target) => typeof target !== 'string')
    .map((target) => inRoot(sourceOf(target.default)))
  rmSync(inRoot('docs/api'), { recursive: true, force: true })
  const args = entries.flatMap((entry) => ['--entryPoints', entry])
  const { code } = await runNode(inRoot('tools/docs/node_modules/typedoc/bin/typedoc'), args, {
    cwd: inRoot('tools/docs'),
  })
  if (code !== 0) throw new PlainFailure('The API reference was not made; the lines above say why.')
})
