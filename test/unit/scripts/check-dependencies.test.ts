import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeTree, runScript } from './support/script.ts'

function findings(context: Parameters<typeof makeTree>[0], manifest: object, packages: object, source = ''): string[] {
  const tree = makeTree(context, {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ packages }),
    'src/task/parse.ts': source,
  })
  return runScript('check-dependencies.mjs', tree).lines.slice(0, -2)
}

test('every dependency is pinned to one version', (t) => {
  const manifest = { dependencies: { acorn: '8.0.0', h5wasm: '^0.10.0' }, devDependencies: { tsx: 'latest' } }
  assert.deepEqual(findings(t, manifest, {}), [
    'package.json: h5wasm is "^0.10.0"; pin one version',
    'package.json: tsx is "latest"; pin one version',
  ])
})

test('users install no package with an install script; a development tool may have one', (t) => {
  const packages = {
    'node_modules/koffi': { hasInstallScript: true },
    'node_modules/esbuild': { hasInstallScript: true, dev: true },
  }
  assert.deepEqual(findings(t, {}, packages), [
    'package-lock.json: node_modules/koffi has an install script, and users would install it',
  ])
})

test('a lock file that lacks the package of a platform is found before npm ci refuses it', (t) => {
  const packages = {
    'node_modules/tool': { optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0' } },
    'node_modules/tool-linux': {},
  }
  assert.deepEqual(findings(t, {}, packages), [
    'package-lock.json: lacks tool-darwin, which node_modules/tool lists; npm ci will fail',
  ])
})

test('src imports only what users get: dependencies and peers, no development tool', (t) => {
  const manifest = {
    dependencies: { acorn: '8.0.0' },
    peerDependencies: { jiti: '*' },
    devDependencies: { '@scope/tool': '1.0.0' },
  }
  const source = "import 'acorn/walk'\nawait import('jiti')\nimport { x } from '@scope/tool/deep'\nimport 'node:fs'\n"
  assert.deepEqual(findings(t, manifest, {}, source), [
    "src/task/parse.ts:3: imports '@scope/tool/deep', which package.json does not declare for users",
  ])
})
