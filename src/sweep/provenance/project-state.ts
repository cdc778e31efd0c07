import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gitState } from './git-state.ts'

/** The project that a folder belongs to, as it was when first asked for. */
export interface ProjectState {
  /** `name@version` of the nearest package that has a name. */
  readonly package: string | undefined
  readonly commit: string | undefined
  /** Whether tracked files differ from the commit; files that git does not know do not count. */
  readonly isDirty: boolean | undefined
}

const states = new Map<string, Promise<ProjectState>>()

/**
 * Looks at the project that holds `folder`, once a process: code is loaded once, so its state at the first look is the
 * one that runs. Call it when a run starts and the answer is there when it ends.
 */
export function projectState(folder: string): Promise<ProjectState> {
  let state = states.get(folder)
  if (state === undefined) {
    state = look(folder)
    states.set(folder, state)
  }
  return state
}

/** Folder of a path or `file:` URL; `undefined` for code that no file holds (`node -e`, standard input). */
export function folderOf(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  if (isAbsolute(file)) return dirname(file)
  try {
    return file.startsWith('file:') ? dirname(fileURLToPath(file)) : undefined
  } catch {
    return undefined
  }
}

/** Version of this package. */
export async function windrowVersion(): Promise<string | undefined> {
  return (await projectPackage(dirname(fileURLToPath(import.meta.url))))?.version
}

async function look(folder: string): Promise<ProjectState> {
  const [own, git] = await Promise.all([projectPackage(folder), gitState(folder).catch(() => undefined)])
  const name = own === undefined ? undefined : own.version === undefined ? own.name : `${own.name}@${own.version}`
  return { package: name, commit: git?.commit, isDirty: git?.isDirty }
}

/** The nearest `package.json` upwards that has a name: those without only set the module type of a folder. */
async function projectPackage(folder: string): Promise<{ name: string; version: string | undefined } | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await readPackage(join(at, 'package.json'))
    if (found !== undefined) return found
    if (dirname(at) === at) return undefined
  }
}

async function readPackage(path: string): Promise<{ name: string; version: string | undefined } | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof content !== 'object' || content === null) return undefined
    if (!('name' in content) || typeof content.name !== 'string') return undefined
    const version = 'version' in content && typeof content.version === 'string' ? content.version : undefined
    return { name: content.name, version }
  } catch {
    return undefined
  }
}
