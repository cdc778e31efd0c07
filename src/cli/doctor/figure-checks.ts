import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check, Finding } from '../../host/index.ts'

const PACKAGES = ['vega', 'vega-lite', '@resvg/resvg-js'] as const

/** The optional packages that figures need. */
export const figureChecks: readonly Check[] = [{ name: 'figures', run: async () => figuresFinding() }]

function figuresFinding(): Finding {
  const missing = PACKAGES.filter((name) => !isInstalled(name))
  if (missing.length === 0) return { status: 'ok', text: PACKAGES.join(', ') }
  return {
    status: 'note',
    text: `not installed: ${missing.join(', ')}`,
    remedy: `For figures: npm install ${missing.join(' ')}.`,
  }
}

function isInstalled(name: string): boolean {
  return [pathToFileURL(resolve('_')).href, import.meta.url].some((base) => {
    try {
      createRequire(base).resolve(name)
      return true
    } catch (error) {
      // Some are for `import` alone.
      return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED'
    }
  })
}
