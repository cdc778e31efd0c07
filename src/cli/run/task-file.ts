import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isSweepError, locationInStack, TaskLoadError } from '../../errors/index.ts'
import { importTasks, type ShippedTask, shipExportOf } from '../../task/index.ts'
import { nearestName } from '../../util/index.ts'
import { UsageError } from '../usage-error.ts'

const MODULES = /\.[cm]?[jt]sx?$/

/** A task with the text of its function, empty where it is none. */
export interface OpenedTask {
  readonly task: ShippedTask
  readonly source: string
}

/** The function that `FILE` or `FILE#NAME` means, as a task. */
export async function openTask(text: string): Promise<OpenedTask> {
  const { path, name } = splitName(text)
  const file = findFile(path)
  const { href } = pathToFileURL(file)
  const functions = await importTasks(href).catch((error: unknown) => {
    throw unloadable(path, error)
  })
  const found = chooseExport([...functions.keys()], { name, path })
  const fn = functions.get(found)
  if (fn === undefined) throw new UsageError(`${path} exports no function \`${found}\`.`)
  return { task: shipExportOf(href, found, fn), source: Function.prototype.toString.call(fn) }
}

/** What the module itself threw, with the place in the user's own code. */
function unloadable(path: string, error: unknown): unknown {
  if (isSweepError(error)) return error
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const location = error instanceof SyntaxError ? stack.split('\n    at ')[0]?.trim() : locationInStack(stack)
  const where = error instanceof SyntaxError ? `\n${location}` : location === undefined ? '' : `\n    at ${location}`
  const what = error instanceof SyntaxError ? '' : ` ${name}: ${message}`
  return new TaskLoadError(`${path} could not be loaded:${what}${where}`, { task: path }, { cause: error })
}

/** `#` may be part of a file's name, too. */
function splitName(text: string): { path: string; name: string | undefined } {
  const at = text.lastIndexOf('#')
  if (at < 1 || existsSync(text)) return { path: text, name: undefined }
  return { path: text.slice(0, at), name: text.slice(at + 1) }
}

function findFile(path: string): string {
  const file = resolve(path)
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) throw new UsageError(`There is no file ${path}.${nearFile(file)}`)
  if (stats.isDirectory())
    throw new UsageError(`${path} is a folder.\nName the module in it that exports the function.`)
  if (!MODULES.test(file)) {
    throw new UsageError(
      `${path} is no JavaScript or TypeScript module (.js, .mjs, .cjs, .ts).\nA program is run by \`windrow run --command\`.`,
    )
  }
  return file
}

function nearFile(file: string): string {
  try {
    const near = nearestName(
      basename(file),
      readdirSync(dirname(file)).filter((name) => MODULES.test(name)),
    )
    return near === undefined ? '' : `\nDid you mean ${near}?`
  } catch {
    return `\nThere is no folder ${dirname(file)} either.`
  }
}

/** The export that is meant: the named one, the default one, or the only one. */
export function chooseExport(
  names: readonly string[],
  { name, path }: { readonly name: string | undefined; readonly path: string },
): string {
  const list = names.map((each) => `\`${each}\``).join(', ')
  if (names.length === 0) {
    throw new UsageError(`${path} exports no function.\nWrite \`export\` before the function that computes a point.`)
  }
  if (name !== undefined) {
    if (names.includes(name)) return name
    const near = nearestName(name, names)
    const hint = near === undefined ? '' : ` Did you mean \`${path}#${near}\`?`
    throw new UsageError(`${path} exports no function \`${name}\`.\nIt exports ${list}.${hint}`)
  }
  const plain = names.filter((each) => !each.includes('.'))
  if (names.includes('default')) return 'default'
  const [only] = plain.length === 1 ? plain : names
  if ((plain.length === 1 || names.length === 1) && only !== undefined) return only
  throw new UsageError(
    `${path} exports ${names.length} functions: ${list}.\nSay which one computes a point: \`windrow run ${path}#${names[0]}\`.`,
  )
}
