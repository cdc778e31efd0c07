import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadScriptModule, makeTree } from './support/script.ts'

interface InstallModule {
  isInstalled(folder: string): boolean
}

const elsewhere = process.platform === 'linux' ? 'darwin' : 'linux'
const wanted = {
  '': { name: 'windrow' },
  'node_modules/acorn': { version: '8.0.0' },
  'node_modules/tool-here': { version: '1.0.0', optional: true, os: [process.platform] },
  'node_modules/tool-elsewhere': { version: '1.0.0', optional: true, os: [elsewhere] },
}

/** Whether a folder counts as installed when npm recorded these packages there. */
async function isInstalledWith(
  context: Parameters<typeof makeTree>[0],
  packages: object | undefined,
): Promise<boolean> {
  const record = { 'node_modules/.package-lock.json': JSON.stringify({ packages }) }
  const tree = makeTree(context, {
    'package-lock.json': JSON.stringify({ packages: wanted }),
    ...(packages === undefined ? {} : record),
  })
  const { isInstalled } = await loadScriptModule<InstallModule>('install.mjs')
  return isInstalled(tree)
}

test('a fresh clone is not installed', async (t) => {
  assert.equal(await isInstalledWith(t, undefined), false)
})

test('what npm installed by hand counts, without the packages of other platforms', async (t) => {
  const { 'node_modules/acorn': acorn, 'node_modules/tool-here': tool } = wanted
  assert.equal(await isInstalledWith(t, { 'node_modules/acorn': acorn, 'node_modules/tool-here': tool }), true)
})

test('another version, or a missing package of this platform, does not count', async (t) => {
  const { 'node_modules/acorn': acorn, 'node_modules/tool-here': tool } = wanted
  assert.equal(await isInstalledWith(t, { 'node_modules/acorn': acorn }), false)
  assert.equal(
    await isInstalledWith(t, { 'node_modules/acorn': { version: '7.0.0' }, 'node_modules/tool-here': tool }),
    false,
  )
})

test('a linked node_modules belongs to somebody else and is never installed into', async (t) => {
  const tree = makeTree(t, { 'package-lock.json': JSON.stringify({ packages: wanted }) })
  mkdirSync(join(tree, 'shared'))
  symlinkSync(join(tree, 'shared'), join(tree, 'node_modules'))
  const { isInstalled } = await loadScriptModule<InstallModule>('install.mjs')
  assert.equal(isInstalled(tree), true)
})
