import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sha256Hex } from '../../host/index.ts'
import { type CodeTokens, hashTokens } from './code-tokens.ts'
import { resolveImport } from './resolve-import.ts'

/** The project modules behind a task, numbered as they are found. Where they lie does not show. */
export interface ModuleGraph {
  /** Adds a module by URL, with all it imports; gives back what stands for it. */
  addModule(url: string): unknown
  /** Adds what a specifier means beside `url`. */
  addImport(specifier: string, url: string): unknown
  /** Each module as hash and what its imports stand for, in the order of their numbers. */
  describe(): unknown[]
}

export function createModuleGraph(): ModuleGraph {
  const numbers = new Map<string, number>()
  const paths: string[] = []
  const numberOf = (path: string): number => {
    const known = numbers.get(path)
    if (known !== undefined) return known
    numbers.set(path, paths.push(path) - 1)
    return paths.length - 1
  }
  const addImport = (specifier: string, from: string): unknown => {
    const target = resolveImport(specifier, from)
    return target.kind === 'module' ? numberOf(target.path) : target
  }
  return {
    addModule: (url) => (url.startsWith('file:') ? numberOf(pathOf(url)) : url),
    addImport: (specifier, url) => (url.startsWith('file:') ? addImport(specifier, pathOf(url)) : 'unresolved'),
    describe() {
      const all: unknown[] = []
      // Describing a module may add others at the end.
      for (let n = 0; n < paths.length; n++) {
        const path = paths[n] as string
        const { hash, specifiers } = readModule(path)
        all.push([hash, specifiers.map((specifier) => addImport(specifier, path))])
      }
      return all
    },
  }
}

interface Known extends CodeTokens {
  readonly stamp: string
}

/** Tokens of the files as they were last seen. */
const known = new Map<string, Known>()

function readModule(path: string): CodeTokens {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (stats === undefined) return { hash: 'missing', specifiers: [] }
  const stamp = [stats.mtimeNs, stats.ctimeNs, stats.size, stats.ino].join(' ')
  const found = known.get(path)
  if (found?.stamp === stamp) return found
  const content = readFileSync(path)
  const tokens = /\.[cm]?[jt]sx?$/.test(path)
    ? hashTokens(content.toString('utf8'))
    : { hash: sha256Hex(content), specifiers: [] }
  known.set(path, { ...tokens, stamp })
  return tokens
}

/** Loaders put a query behind the path to load a file anew. */
function pathOf(url: string): string {
  return fileURLToPath(url.replace(/[?#].*$/s, ''))
}
