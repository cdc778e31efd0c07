import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check, Finding } from '../host/index.ts'
import { findPeer } from './load/find-peer.ts'

const LOADERS = { jiti: 'jiti', tsx: 'tsx/esm/api' } as const

/** What loads functions written in TypeScript here. */
export const taskChecks: readonly Check[] = [{ name: 'TypeScript', run: typescriptFinding }]

/** The loaders are really loaded: one that is there and broken helps nobody. */
async function typescriptFinding(): Promise<Finding> {
  const base = pathToFileURL(resolve('_')).href
  const found = Reflect.get(process.features, 'typescript') ? ['Node itself'] : []
  for (const [name, entry] of Object.entries(LOADERS)) if (await findPeer(entry, base)) found.push(name)
  if (found.length > 0) return { status: 'ok', text: `loaded by ${found.join(', ')}` }
  return {
    status: 'note',
    text: `Node ${process.versions.node} cannot load it, and neither jiti nor tsx is installed`,
    remedy: 'npm install --save-dev tsx, or Node 22.18.',
  }
}
