import { createRequire, isBuiltin } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { TaskLoadError } from '../../errors/index.ts'
import { findPeer } from './find-peer.ts'

type Loader = (url: string, parent: string) => Promise<unknown>

let loaders: Map<string, Promise<Loader | undefined>> | undefined

/** Imports by specifier beside `parent`, through jiti or tsx where Node itself cannot read the TypeScript of it. */
export async function importModule(specifier: string, parent?: string): Promise<unknown> {
  const target = resolveBeside(specifier, parent)
  try {
    return await import(target)
  } catch (error) {
    if (!needsLoader(error, target, parent)) throw error
    const base = target.startsWith('file:') ? target : (parent ?? import.meta.url)
    const load = await findLoader(base)
    if (load === undefined) throw missingLoader(target, error)
    return await load(target, parent ?? base)
  }
}

/** What `require` gives for a specifier, also for a module that only `import` can load. */
export async function requireModule(specifier: string, parent: string): Promise<unknown> {
  const require = createRequire(parent)
  if (specifier === '') return require
  if (isBuiltin(specifier)) return require(specifier)
  const file = resolveFile(require, specifier)
  const module = await importModule(file === undefined ? specifier : pathToFileURL(file).href, parent)
  return (file === undefined ? undefined : require.cache[file]?.exports) ?? module
}

function resolveFile(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(specifier)
  } catch {
    return undefined
  }
}

function resolveBeside(specifier: string, parent: string | undefined): string {
  if (parent === undefined || isBuiltin(specifier) || /^[a-z]+:/i.test(specifier)) return specifier
  if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, parent).href
  return specifier
}

/** Node says in four ways that it cannot read a TypeScript module. */
function needsLoader(error: unknown, target: string, parent: string | undefined): boolean {
  const { code, name, stack } = error as { code?: string; name?: string; stack?: string }
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return /\.[cm]?tsx?"?/.test(String((error as Error).message))
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' || code === 'ERR_INVALID_TYPESCRIPT_SYNTAX') return true
  if (code === 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') return true
  const typescript = /\.[cm]?tsx?$/
  const concerned = typescript.test(target) || (parent !== undefined && typescript.test(parent))
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT') return concerned
  return name === 'SyntaxError' && (typescript.test(target) || /\.[cm]?tsx?:\d/.test(stack ?? ''))
}

function findLoader(base: string): Promise<Loader | undefined> {
  loaders ??= new Map()
  const folder = new URL('.', base).href
  const found = loaders.get(folder) ?? openLoader(base)
  loaders.set(folder, found)
  return found
}

async function openLoader(base: string): Promise<Loader | undefined> {
  const jiti = (await findPeer('jiti', base)) as typeof import('jiti') | undefined
  if (jiti !== undefined)
    return async (target, parent) => jiti.createJiti(parent, { interopDefault: false }).import(filePath(target))
  const tsx = (await findPeer('tsx/esm/api', base)) as typeof import('tsx/esm/api') | undefined
  return tsx === undefined ? undefined : async (target, parent) => tsx.tsImport(target, parent)
}

function filePath(target: string): string {
  return target.startsWith('file:') ? fileURLToPath(target) : target
}

/** Says what to do where nothing reads the TypeScript of a module, in a worker or in the caller. */
export function missingLoader(target: string, cause: unknown): TaskLoadError {
  const file = filePath(target)
  return new TaskLoadError(
    `${file} could not be loaded: Node ${process.versions.node} cannot read the TypeScript in it.\nInstall tsx (npm install --save-dev tsx), or use Node >= 22.18 and TypeScript that is erased (no enum, namespace or decorator).`,
    { task: file },
    { cause },
  )
}
