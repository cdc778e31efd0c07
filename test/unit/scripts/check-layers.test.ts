import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeTree, runScript } from './support/script.ts'

const clean = {
  'src/index.ts': "export { sweep } from './sweep/index.ts'\n",
  'src/util/index.ts': "import { readFile } from 'node:fs/promises'\nexport const read = readFile\n",
  'src/sweep/index.ts': "export { sweep } from './sweep.ts'\n",
  'src/sweep/sweep.ts': "import { read } from '../util/index.ts'\nexport const sweep = read\n",
}

/** What the layers check says of the clean tree with these files added. */
function findings(context: Parameters<typeof makeTree>[0], files: Record<string, string>): string[] {
  const { code, lines } = runScript('check-layers.mjs', makeTree(context, { ...clean, ...files }))
  assert.equal(code, lines.length > 0 ? 1 : 0)
  return lines.slice(0, -2)
}

test('a tree that keeps the layers has no finding', (t) => {
  assert.deepEqual(findings(t, {}), [])
})

test('an import from a folder further right is found, with file, line and rule', (t) => {
  const source = "// The pool.\nimport {\n  sweep,\n} from '../sweep/index.ts'\n"
  assert.deepEqual(findings(t, { 'src/executor/pool.ts': source }), [
    "src/executor/pool.ts:4: imports '../sweep/index.ts': executor/ stands to the left of sweep/",
  ])
})

test('folders of one layer do not import each other, not even types', (t) => {
  const source = "import type { Space } from '../space/index.ts'\n"
  assert.deepEqual(findings(t, { 'src/dataset/label.ts': source, 'src/space/index.ts': 'export type Space = 1\n' }), [
    "src/dataset/label.ts:1: imports '../space/index.ts': dataset/ and space/ stand side by side and do not import each other",
  ])
})

test('an import past the index of another folder is found', (t) => {
  assert.deepEqual(findings(t, { 'src/task/load.ts': "export { read } from '../util/read.ts'\n" }), [
    "src/task/load.ts:1: imports '../util/read.ts': util/ is public through its index.ts only",
  ])
})

test('adapters of one family do not import each other', (t) => {
  const files = {
    'src/stores/zarr.ts': "import { scale } from './netcdf-scale.ts'\n",
    'src/stores/netcdf/write.ts': "import { scale } from '../netcdf-scale.ts'\nimport { open } from '../open.ts'\n",
  }
  assert.deepEqual(findings(t, files), [
    "src/stores/zarr.ts:1: imports './netcdf-scale.ts': zarr and netcdf are of one family and do not import each other",
  ])
})

for (const folder of ['space', 'dataset', 'graph']) {
  test(`${folder}/ imports nothing from node:`, (t) => {
    assert.deepEqual(
      findings(t, { [`src/${folder}/deep/hash.ts`]: "const { hash } = await import('node:crypto')\n" }),
      [`src/${folder}/deep/hash.ts:1: imports 'node:crypto': ${folder}/ imports nothing from node:`],
    )
  })
}

test('a folder that the table does not know is found', (t) => {
  assert.deepEqual(findings(t, { 'src/helpers/index.ts': 'export const a = 1\n' }), [
    'src/helpers: not in the table of scripts/lib/layers.mjs; give it a place there',
  ])
})

test('nothing imports the package entry or what lies outside src', (t) => {
  const source = "import { sweep } from '../index.ts'\nimport x from '../../test/x.ts'\n"
  assert.deepEqual(findings(t, { 'src/cli/main.ts': source }), [
    "src/cli/main.ts:1: imports '../index.ts': the package entry is for users; import from the folder that has it",
    "src/cli/main.ts:2: imports '../../test/x.ts': src/ imports nothing outside itself",
  ])
})

test('what only looks like an import, in comments, is none', (t) => {
  const source = [
    'const pattern = /[\'"`]/',
    "/** `import { sweep } from '../sweep/index.ts'` */",
    "// import '../sweep/index.ts'",
    "const url = 'http://example.org' // import('../sweep/index.ts')",
  ].join('\n')
  assert.deepEqual(findings(t, { 'src/worker/main.ts': source }), [])
})
