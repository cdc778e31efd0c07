import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isMainThread } from 'node:worker_threads'

let entries: ReadonlySet<string> | undefined

/** True for the program's entry script, and for a thread's own: importing it elsewhere would run the program again. */
export function isEntryScript(path: string): boolean {
  entries ??= new Set(entryCandidates().flatMap(realFiles))
  return entries.has(path) || entries.has(realPath(path) ?? path)
}

/** File path of a script URL or path, without query; `undefined` where it is no file. */
export function scriptFile(url: string): string | undefined {
  if (url.startsWith('/') || /^[A-Za-z]:[\\/]/.test(url)) return url
  if (!url.startsWith('file:')) return undefined
  const bare = url.replace(/[?#].*$/, '')
  // `node -e` and standard input run under a made-up file in the working directory.
  if (/\/\[eval\d*\]$|\/\[stdin\]$/.test(bare)) return undefined
  return fileURLToPath(bare)
}

/** Where imports of a script resolve: beside its file, or beside the working directory for a script without one. */
export function scriptBase(url: string): string {
  return pathToFileURL(scriptFile(url) ?? resolve('[eval]')).href
}

function entryCandidates(): string[] {
  const own = process.argv[1] === undefined ? [] : [process.argv[1]]
  return isMainThread ? own : [...own, ...programEntry()]
}

/** In a thread `process.argv` names the thread's script; the program's is on the process's command line. */
function programEntry(): string[] {
  let words: string[]
  try {
    words = readFileSync('/proc/self/cmdline', 'utf8').split('\0').slice(1, -1)
  } catch {
    return []
  }
  const options = process.execArgv.every((option, index) => words[index] === option) ? process.execArgv.length : 0
  return words
    .slice(options)
    .filter((word) => !word.startsWith('-'))
    .slice(0, options > 0 || words[0]?.[0] !== '-' ? 1 : 2)
}

/** The file an entry argument stands for: Node also takes it without its extension, or as a folder. */
function realFiles(argument: string): string[] {
  const path = argument.startsWith('file:') ? fileURLToPath(argument) : resolve(argument)
  const found = [realPath(path)]
  try {
    found.push(realPath(createRequire(pathToFileURL(resolve('_')).href).resolve(path)))
  } catch {
    // Not a file that Node would find: a word of `node -e`, or a loader's own name for it.
  }
  return found.filter((file) => file !== undefined)
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
