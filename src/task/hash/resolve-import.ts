import { readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What an import leads to: a module of the project, a package by name and version, or neither. */
export type ImportTarget =
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly version: string }
  | { readonly kind: 'other' }

const OTHER: ImportTarget = { kind: 'other' }

/** Endings that a specifier may leave out, or that stand for another one in TypeScript. */
const ENDINGS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json']
const TYPESCRIPT_ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.jsx?$/, ['.ts', '.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
]

/** Finds out what `specifier` means in the file `from`. Never throws. */
export function resolveImport(specifier: string, from: string): ImportTarget {
  if (specifier === '' || isBuiltin(specifier)) return OTHER
  if (/^\.{0,2}\//.test(specifier) || /^\.{1,2}$/.test(specifier))
    return moduleAt(resolve(dirname(from), plain(specifier)))
  if (specifier.startsWith('file:')) return moduleAt(fileURLToPath(plain(specifier)))
  if (/^[a-z][a-z+.-]+:/i.test(specifier)) return OTHER
  const path = resolveByNode(specifier, from) ?? resolveByExports(specifier, from)
  if (path === undefined) return packageOf(packageFolder(specifier, from))
  const real = realpathSync(path)
  return real.split(sep).includes('node_modules') ? packageOf(dirname(real)) : { kind: 'module', path: real }
}

function moduleAt(path: string): ImportTarget {
  const found = candidates(path).find(isFile)
  return found === undefined ? OTHER : { kind: 'module', path: realpathSync(found) }
}

function candidates(path: string): string[] {
  const swapped = TYPESCRIPT_ENDINGS.flatMap(([ending, others]) =>
    ending.test(path) ? others.map((other) => path.replace(ending, other)) : [],
  )
  const [exact = path, ...longer] = ENDINGS.map((ending) => path + ending)
  return [exact, ...swapped, ...longer, ...ENDINGS.slice(1).map((ending) => join(path, `index${ending}`))]
}

function resolveByNode(specifier: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier)
  } catch {
    return undefined
  }
}

/** What only `import` may load: the package's own table of exports, without patterns. */
function resolveByExports(specifier: string, from: string): string | undefined {
  const folder = packageFolder(specifier, from)
  if (folder === undefined) return undefined
  const inside = `.${specifier.slice(packageName(specifier).length)}`
  const { exports, main } = readPackage(folder)
  const table =
    isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.')) ? exports : { '.': exports }
  const target = pick(table[inside]) ?? (inside === '.' && typeof main === 'string' ? main : undefined)
  const path = target === undefined ? undefined : join(folder, target)
  return path !== undefined && isFile(path) ? path : undefined
}

function pick(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (!isRecord(target)) return undefined
  const key = Object.keys(target).find((each) => ['node', 'import', 'module-sync', 'default', 'require'].includes(each))
  return key === undefined ? undefined : pick(target[key])
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function packageFolder(specifier: string, from: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', packageName(specifier))
    if (isFile(join(found, 'package.json'))) return realpathSync(found)
    if (folder === dirname(folder)) return undefined
  }
}

/** The package that a folder is part of. */
function packageOf(start: string | undefined): ImportTarget {
  if (start === undefined) return OTHER
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const { name, version } = readPackage(folder)
    if (typeof name === 'string' && typeof version === 'string') return { kind: 'package', name, version }
  }
  return OTHER
}

function readPackage(folder: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return isRecord(found) ? found : {}
  } catch {
    return {}
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function plain(specifier: string): string {
  return specifier.replace(/[?#].*$/s, '')
}
