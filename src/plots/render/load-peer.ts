import { PlotError } from '../../errors/index.ts'

/** The optional packages that render figures: who draws nothing installs none. */
export interface Peers {
  readonly vega: typeof import('vega')
  readonly 'vega-lite': typeof import('vega-lite')
  readonly '@resvg/resvg-js': typeof import('@resvg/resvg-js')
}

const loaders: { readonly [Name in keyof Peers]: () => Promise<Peers[Name]> } = {
  vega: () => import('vega'),
  'vega-lite': () => import('vega-lite'),
  '@resvg/resvg-js': () => import('@resvg/resvg-js'),
}

/** Loads an optional package, or says how to install it. */
export async function loadPeer<Name extends keyof Peers>(name: Name, purpose: string): Promise<Peers[Name]> {
  try {
    return await loaders[name]()
  } catch (error) {
    throw missingPeer(name, purpose, error)
  }
}

/** What is said where a package is absent or does not load. */
export function missingPeer(name: string, purpose: string, cause: unknown): PlotError {
  const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
  const what = isAbsent
    ? 'is not installed'
    : `does not load (${cause instanceof Error ? cause.message : String(cause)})`
  const names = name.startsWith('vega') ? 'vega vega-lite' : name
  return new PlotError(`${purpose} needs the package ${name}, which ${what}.\nRun \`npm install ${names}\`.`, { cause })
}
