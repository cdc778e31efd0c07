import { nearestName } from '../../../util/index.ts'
import type { CommandDescription } from '../command.ts'
import type { CommandRef } from '../command-ref.ts'
import { placeholdersOf } from '../parameters.ts'
import { renderJson, renderValue } from '../text/render-value.ts'
import { fillTemplate, type Template } from '../text/template.ts'
import type { CommandContext } from '../types.ts'
import { folderFailure } from './command-failure.ts'
import { openFolder } from './point-folder.ts'
import { readResult } from './read-result.ts'
import { runProgram } from './run-program.ts'

type Params = Readonly<Record<string, unknown>>

/** Runs a command at one point and reads its result. */
export async function runCommand(
  description: CommandDescription,
  params: Params,
  context: CommandContext,
): Promise<unknown> {
  const { ref } = description
  context.signal?.throwIfAborted()
  refuseWrongNames(ref, params)
  const fill = filler(params, context)
  const folder = await openFolder(ref.cwd, { name: ref.name, fill }).catch((error: unknown) => {
    throw folderFailure(error, ref)
  })
  let hasFailed = true
  try {
    const argv = ref.argv.map(fill)
    const end = await runProgram({
      file: programPath(argv[0] ?? '', ref.base),
      args: argv.slice(1),
      cwd: folder.path,
      env: environmentOf(ref, fill),
      input: inputOf(ref, params, fill),
      maxOutputBytes: ref.maxOutputBytes,
      killAfterMs: ref.killAfterMs,
      signal: context.signal,
    })
    const result = await readResult(end, { description, argv, params, fill, cwd: folder.path, signal: context.signal })
    hasFailed = false
    return result
  } finally {
    await folder.close(hasFailed)
  }
}

function refuseWrongNames(ref: CommandRef, params: Params): void {
  const names = placeholdersOf(ref)
  for (const name of names) {
    if (!Object.hasOwn(params, name) || params[name] === undefined)
      throw new TypeError(`The command \`${ref.name}\` has no value for \`{${name}}\`.`)
  }
  if (ref.input === 'json') return
  for (const name of Object.keys(params)) {
    if (names.includes(name)) continue
    const near = nearestName(name, names)
    const remedy = near === undefined ? '' : `\nDid you mean \`{${near}}\`?`
    throw new TypeError(`The command \`${ref.name}\` has no placeholder \`{${name}}\`.${remedy}`)
  }
}

/** Puts the values of a point into a template. */
export type Fill = (template: Template) => string

function filler(params: Params, context: CommandContext): Fill {
  const facts = new Map<string, () => number>([
    ['@index', () => context.index ?? 0],
    ['@attempt', () => context.attempt ?? 1],
    ['@seed', once(() => context.seed ?? freshSeed())],
  ])
  return (template) => fillTemplate(template, (name) => renderValue(facts.get(name)?.() ?? params[name], name))
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function freshSeed(): number {
  return process.getBuiltinModule('node:crypto').randomInt(2 ** 48 - 1)
}

/** A program given as a relative path is the one that the caller sees, whatever directory it runs in. */
function programPath(program: string, base: string): string {
  return program.includes('/') ? process.getBuiltinModule('node:path').resolve(base, program) : program
}

const FACTS = { WINDROW_INDEX: '@index', WINDROW_ATTEMPT: '@attempt', WINDROW_SEED: '@seed' } as const

function environmentOf({ env }: CommandRef, fill: Fill): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env }
  for (const [variable, name] of Object.entries(FACTS)) merged[variable] = fill([{ name }])
  for (const [name, template] of Object.entries(env)) {
    if (template === null) delete merged[name]
    else merged[name] = fill(template)
  }
  return merged
}

function inputOf({ input }: CommandRef, params: Params, fill: Fill): string | undefined {
  if (input !== 'json') return input === undefined ? undefined : fill(input)
  const members = Object.entries(params).filter(([, value]) => value !== undefined)
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${renderJson(value, name)}`).join(',')}}\n`
}
