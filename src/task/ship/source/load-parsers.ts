import { createRequire } from 'node:module'

type Acorn = typeof import('acorn')
type EslintScope = typeof import('eslint-scope')

const require = createRequire(import.meta.url)

/** Loaded when first needed, and at once: captured values are those at the moment of the call, so nothing may run between. */
export function loadAcorn(): Acorn {
  return require('acorn') as Acorn
}

export function loadEslintScope(): EslintScope {
  return require('eslint-scope') as EslintScope
}
