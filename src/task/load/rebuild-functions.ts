import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CommandRef } from '../command/command-ref.ts'
import type { ExportRef, ShippedFunction } from '../task-ref.ts'
import { importModule, requireModule } from './import-module.ts'
import { evaluateAt } from './vm-script.ts'

/** A function of the recipe with the variables it captures. */
interface Built {
  /** Sets captured variables; they may be set after the function exists, so cycles close. */
  readonly bind: (variables: Readonly<Record<string, unknown>>) => void
  readonly make: () => unknown
  value: unknown
  state: 'new' | 'linking' | 'done'
}

interface Evaluated {
  readonly set: Readonly<Record<string, (value: unknown) => void>>
  readonly make: () => unknown
}

/** Evaluates all functions of a recipe and gives back the first. */
export async function rebuildFunctions(
  functions: readonly ShippedFunction[],
  loadLink: (ref: ExportRef | CommandRef) => Promise<unknown>,
): Promise<unknown> {
  const built = functions.map(prepare)
  await Promise.all(
    functions.map(async (recipe, index) =>
      built[index]?.bind({ ...recipe.values, ...(await loadCaptured(recipe, loadLink)) }),
    ),
  )
  return link(0, functions, built)
}

async function loadCaptured(
  { imports, links, url }: ShippedFunction,
  loadLink: (ref: ExportRef | CommandRef) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const imported = Object.entries(imports).map(
    async ([name, binding]) => [name, await loadImport(binding, url)] as const,
  )
  const exported = Object.entries(links).flatMap(([name, target]) =>
    typeof target === 'number' ? [] : [loadLink(target).then((value) => [name, value] as const)],
  )
  return Object.fromEntries(await Promise.all([...imported, ...exported]))
}

async function loadImport({ specifier, name }: { specifier: string; name: string }, url: string): Promise<unknown> {
  const parent = url.startsWith('file:') ? url : pathToFileURL(resolve('_')).href
  const module = name.startsWith('=') ? await requireModule(specifier, parent) : await importBeside(specifier, parent)
  const member = name.startsWith('=') ? name.slice(1) : name
  if (member === '' || member === '*') return module
  const members = module as Record<string, unknown>
  if (!(member in members))
    throw new SyntaxError(
      `The module '${specifier}' does not provide an export named '${member}' (imported by ${url}).`,
    )
  return members[member]
}

/** A bare specifier resolves through the packages of the user's file, not through ours. */
async function importBeside(specifier: string, parent: string): Promise<unknown> {
  if (/^\.{0,2}\/|^[a-z]+:/i.test(specifier)) return importModule(specifier, parent)
  return evaluateAt(`import(${JSON.stringify(specifier)})`, { url: parent, line: 1, column: 1 }) as Promise<unknown>
}

/** Functions exist before what they capture does; a class needs its base and its statics first. */
function link(index: number, functions: readonly ShippedFunction[], built: readonly Built[]): unknown {
  const recipe = functions[index]
  const target = built[index]
  if (recipe === undefined || target === undefined) throw new RangeError(`The recipe has no function ${index}.`)
  if (target.state !== 'new') return target.value
  target.state = 'linking'
  const isClass = /^class\b/.test(recipe.source)
  if (!isClass) target.value = target.make()
  for (const [name, place] of Object.entries(recipe.links)) {
    if (typeof place === 'number') target.bind({ [name]: link(place, functions, built) })
  }
  if (isClass) target.value = target.make()
  target.state = 'done'
  for (const [other, { links }] of functions.entries()) {
    for (const [name, place] of Object.entries(links)) if (place === index) built[other]?.bind({ [name]: target.value })
  }
  return target.value
}

function prepare({ name, source, form, url, line, column, strict, imports, values, links }: ShippedFunction): Built {
  const names = [...new Set([...Object.keys(imports), ...Object.keys(values), ...Object.keys(links)])]
  const variables = names.length === 0 ? '' : `let ${names.join()};`
  const setters = names.map((name) => `${JSON.stringify(name)}:v=>{${name}=v}`).join()
  const [before, after] = wrapper(form, name)
  const head = `(()=>{${strict ? '"use strict";' : ''}${variables}return{set:{${setters}},make:()=>${before}`
  const text = `${head}${source}\n${after}}})()`
  const { set, make } = evaluateAt(text, { url, line, column: column - head.length }) as Evaluated
  const bind: Built['bind'] = (captured) => {
    for (const [name, value] of Object.entries(captured)) set[name]?.(value)
  }
  return { bind, make, value: undefined, state: 'new' }
}

function wrapper(form: ShippedFunction['form'], name: string): readonly [string, string] {
  // A computed key gives an arrow function back the name of the variable it was in.
  if (form === 'expression')
    return name === 'anonymous' ? ['(', ')'] : [`({[${JSON.stringify(name)}]:`, `})[${JSON.stringify(name)}]`]
  const descriptor = (owner: string, end: string) =>
    [`Object.values(Object.getOwnPropertyDescriptors(${owner}`, `${end})).map(d=>d.value??d.get??d.set)[0]`] as const
  if (form === 'class-member')
    return [
      'Object.values((o=>(delete o.constructor,o))(Object.getOwnPropertyDescriptors((class extends Object{',
      '}).prototype))).map(d=>d.value??d.get??d.set)[0]',
    ]
  return descriptor('({', '})')
}
