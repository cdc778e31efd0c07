import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check, Finding } from '../host/index.ts'

const LOADERS = ['jiti', 'tsx'] as const

/** What loads functions written in TypeScript here. */
export const taskChecks: readonly Check[] = [{ name: 'TypeScript', run: async () => typescriptFinding() }]

function typescriptFinding(): Finding {
  const isNative = Boolean(Reflect.get(process.features, 'typescript'))
  const found = [...(isNative ? ['Node itself'] : []), ...LOADERS.filter(isInstalled)]
  if (found.length > 0) return { status: 'ok', text: `loaded by ${found.join(', ')}` }
  return {
    status: 'note',
    text: `Node ${process.versions.node} cannot load it, and neither ${LOADERS.join(' nor ')} is installed`,
    remedy: 'npm install --save-dev jiti, or Node 22.18.',
  }
}

/** In the project of the working directory, or beside this package. */
function isInstalled(name: string): boolean {
  return [pathToFileURL(resolve('_')).href, import.meta.url].some((base) => {
    try {
      createRequire(base).resolve(name)
      return true
    } catch {
      return false
    }
  })
}
