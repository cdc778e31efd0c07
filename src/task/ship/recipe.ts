import { commandOf } from '../command/command.ts'
import type { CommandRef } from '../command/command-ref.ts'
import type { ExportRef, ShippedFunction, ShippedTask, SourceRef } from '../task-ref.ts'
import { findUncopyable } from './captured-value.ts'
import { isEntryScript, scriptBase, scriptFile } from './entry-script.ts'
import { findExport, mayBeExported } from './find-export.ts'
import { type FunctionLocation, type FunctionScope, inspectFunction } from './inspect-function.ts'
import { builtinModuleName, intrinsicExpression, isBuiltinGlobal } from './intrinsics.ts'
import { EXPORT_IT, PASS_IT, type RefusedFunction, refusal } from './refusal.ts'
import { originalPlace, scriptFacts } from './script-facts.ts'
import { type FreeVariables, findFreeVariables } from './source/free-variables.ts'
import type { ImportBinding } from './source/module-bindings.ts'
import { type ParsedFunction, parseFunction } from './source/parse-function.ts'

type Captured = { -readonly [Key in 'imports' | 'values']: Record<string, ShippedFunction[Key][string]> } & {
  readonly links: Record<string, Draft>
}

/** One function on its way into a recipe. */
interface Draft extends Captured {
  readonly fn: object
  readonly name: string
  base?: Omit<ShippedFunction, 'imports' | 'values' | 'links'>
  location?: FunctionLocation | undefined
  scopes?: readonly FunctionScope[]
  exported?: ExportRef | CommandRef
}

interface Recipe {
  readonly drafts: Map<object, Draft>
  /** Captured functions of other modules: an export of theirs is found before their source is looked at. */
  readonly waiting: Draft[]
  /** Drafts whose values are not copied yet. */
  readonly fresh: Draft[]
}

interface CodeFacts {
  readonly parsed: ParsedFunction
  readonly variables: FreeVariables
}

const codeFacts = new WeakMap<object, CodeFacts>()
const exportsFound = new WeakMap<object, ExportRef>()

/** Builds the recipe of a function. All values of its own script are read and copied before this returns control. */
export async function buildRecipe(
  fn: object,
  {
    location,
    scopes,
    ship,
  }: {
    readonly location: FunctionLocation
    readonly scopes: readonly FunctionScope[]
    /** Ships what it captures and what is no function by source: a command. */
    readonly ship: (fn: (...args: never[]) => unknown) => Promise<ShippedTask>
  },
): Promise<SourceRef> {
  const recipe: Recipe = { drafts: new Map(), waiting: [], fresh: [] }
  const root = newDraft(fn, recipe)
  fill(Object.assign(root, { location, scopes }), recipe)
  copyValues(recipe)
  for (let draft = recipe.waiting.shift(); draft !== undefined; draft = recipe.waiting.shift()) {
    if (commandOf(draft.fn) !== undefined) {
      draft.exported = (await ship(draft.fn as () => unknown)).ref as CommandRef
      continue
    }
    const exported = exportsFound.get(draft.fn) ?? (await findExport(draft.fn, draft.location as FunctionLocation))
    if (exported === undefined) fill(draft, recipe)
    else {
      draft.exported = exported
      exportsFound.set(draft.fn, exported)
    }
    copyValues(recipe)
  }
  return { kind: 'source', functions: emit(root) }
}

/** What the text of a function says, found once per function. */
export function factsOf(fn: object, name: string): CodeFacts | undefined {
  const known = codeFacts.get(fn)
  if (known !== undefined) return known
  const parsed = parseFunction(Function.prototype.toString.call(fn), name)
  if (parsed === undefined) return undefined
  const found = { parsed, variables: findFreeVariables(parsed) }
  codeFacts.set(fn, found)
  return found
}

function newDraft(fn: object, recipe: Recipe): Draft {
  const draft: Draft = { fn, name: nameOf(fn), imports: {}, values: {}, links: {} }
  recipe.drafts.set(fn, draft)
  return draft
}

function nameOf(fn: object): string {
  const name = Object.getOwnPropertyDescriptor(fn, 'name')?.value
  return typeof name === 'string' && name !== '' ? name : 'anonymous'
}

/** Reads all that a function captures into its draft. */
function fill(draft: Draft, recipe: Recipe): void {
  const { fn, name, location, scopes = [] } = draft
  if (location === undefined) return
  const text = Function.prototype.toString.call(fn)
  const place = { line: location.line, column: location.column }
  const here: RefusedFunction = { task: name, file: scriptFile(location.url) ?? location.url, line: place.line }
  const facts = factsOf(fn, name)
  if (facts === undefined)
    throw refusal(here, 'its source is not JavaScript that can be read again', { remedy: EXPORT_IT })
  const { parsed, variables } = facts
  const script = location.inModule && !/\.[cm]?tsx?$/.test(here.file ?? '') ? undefined : scriptFacts(location, text)
  const original = script === undefined ? place : originalPlace(script, place.line, place.column)
  const refused = { ...here, line: original.line }
  refuseObstacles(refused, variables)
  const lead = parsed.source.slice(0, parsed.anchor)
  const lastLine = lead.length - (lead.lastIndexOf('\n') + 1)
  draft.base = {
    name,
    source: parsed.source,
    form: parsed.form,
    url: scriptFile(location.url) === undefined ? location.url : scriptBase(location.url),
    line: original.line - (lead.split('\n').length - 1),
    column: Math.max(1, original.column - lastLine),
    strict: location.inModule || script?.strict === true,
  }
  recipe.fresh.push(draft)
  for (const variable of variables.free) capture(variable, { draft, recipe, refused, scopes, text })
}

function refuseObstacles(refused: RefusedFunction, { obstacle, assigned, free }: FreeVariables): void {
  const rewritten = free.find((name) => /^__vi(te_ssr)?_/.test(name))
  if (rewritten !== undefined) {
    throw refusal(refused, `a test runner rewrote the imports it uses (\`${rewritten}\`)`, {
      remedy: EXPORT_IT,
      variable: rewritten,
    })
  }
  if (obstacle !== undefined) throw refusal(refused, obstacle, { remedy: EXPORT_IT })
  const [variable] = assigned
  if (variable === undefined) return
  throw refusal(refused, `it assigns the captured variable \`${variable}\``, {
    remedy:
      'Each worker would change a copy of its own: return the value instead, or keep the variable inside the function.',
    variable,
  })
}

interface Capture {
  readonly draft: Draft
  readonly recipe: Recipe
  readonly refused: RefusedFunction
  readonly scopes: readonly FunctionScope[]
  readonly text: string
}

function capture(variable: string, context: Capture): void {
  const { draft, refused, text } = context
  const found = lookUp(variable, context)
  if (found === undefined) {
    const specifier = builtinModuleName(variable, Reflect.get(globalThis, variable))
    if (specifier !== undefined) draft.imports[variable] = { specifier, name: '=' }
    if (specifier !== undefined || isBuiltinGlobal(variable) || !text.startsWith('class')) return
    throw refusal(refused, `the value of \`${variable}\`, which the class uses when it is made, is not kept`, {
      remedy: EXPORT_IT,
      variable,
    })
  }
  const { value } = found
  const isReference = (typeof value === 'object' && value !== null) || typeof value === 'function'
  const binding =
    found.topLevel && isReference && draft.location !== undefined ? importOf(variable, value, context) : undefined
  const specifier = builtinModuleName(variable, value)
  if (binding !== undefined) draft.imports[variable] = binding
  else if (specifier !== undefined) draft.imports[variable] = { specifier, name: '=' }
  else if (isReference) captureReference(variable, value as object, context)
  else if (typeof value === 'symbol')
    throw uncopyable(variable, { path: variable, reason: 'a symbol, which has no copy' }, refused)
  else draft.values[variable] = value
}

interface Found {
  readonly value: unknown
  /** True for a variable of the script's top level, which may be an import. */
  readonly topLevel: boolean
}

function lookUp(variable: string, { draft, refused, scopes }: Capture): Found | undefined {
  const chain = scopes.filter(({ description }) => description !== 'Global')
  const index = chain.findIndex(({ object }) => Object.hasOwn(object, variable))
  const scope = chain[index]
  if (scope !== undefined) {
    const topLevel = draft.location?.inModule === true ? scope.description === 'Module' : index >= chain.length - 2
    return { value: readVariable(variable, scope, refused), topLevel }
  }
  const { heritage } = codeFacts.get(draft.fn)?.variables ?? {}
  if (!isBuiltinGlobal(variable) && Object.hasOwn(globalThis, variable)) {
    const value: unknown = Reflect.get(globalThis, variable)
    const ofNode =
      variable !== 'require' &&
      typeof value === 'function' &&
      inspectFunction(value).location?.url.startsWith('node:') === true
    return ofNode ? undefined : { value, topLevel: true }
  }
  if (variable === heritage && !isBuiltinGlobal(variable))
    return { value: Object.getPrototypeOf(draft.fn), topLevel: true }
  return undefined
}

function readVariable(variable: string, { object }: FunctionScope, refused: RefusedFunction): unknown {
  try {
    return object[variable]
  } catch {
    throw refusal(refused, `the captured variable \`${variable}\` has no value yet`, {
      remedy: 'Start the run after the line that declares it.',
      variable,
    })
  }
}

function importOf(variable: string, value: unknown, { draft, text }: Capture): ImportBinding | undefined {
  const location = draft.location as FunctionLocation
  if (variable === 'require' && typeof value === 'function' && 'resolve' in value) return { specifier: '', name: '=' }
  const binding = scriptFacts(location, text).imports.get(variable)
  if (binding === undefined || !/^\.{0,2}\/|^file:/.test(binding.specifier)) return binding
  const target = scriptFile(new URL(binding.specifier, scriptBase(location.url)).href)
  return target !== undefined && isEntryScript(target) ? undefined : binding
}

function captureReference(variable: string, value: object, context: Capture): void {
  const { draft, recipe, refused } = context
  const known = recipe.drafts.get(value)
  const intrinsic = known === undefined ? intrinsicExpression(value) : undefined
  if (known !== undefined) draft.links[variable] = known
  else if (intrinsic !== undefined) draft.links[variable] = fixedDraft(value, intrinsic, context)
  else if (typeof value === 'function') draft.links[variable] = captureFunction(variable, value, context)
  else {
    const problem = findUncopyable(value, variable)
    if (problem !== undefined) throw uncopyable(variable, problem, refused)
    draft.values[variable] = value
  }
}

function uncopyable(
  variable: string,
  { path, reason }: { path: string; reason: string },
  refused: RefusedFunction,
): Error {
  const what =
    path === variable ? `the captured variable \`${variable}\` is` : `\`${path}\`, part of a captured variable, is`
  const remedy = reason.startsWith('a function')
    ? `Capture the function in a variable of its own. ${EXPORT_IT}`
    : PASS_IT
  return refusal(refused, `${what} ${reason}`, { remedy, variable })
}

/** A stand-in whose text needs nothing captured. */
function fixedDraft(value: object, source: string, { draft, recipe }: Capture): Draft {
  const fixed = newDraft(value, recipe)
  const { url = '', line = 1, column = 1 } = draft.base ?? {}
  fixed.base = { name: fixed.name, source, form: 'expression', url, line, column, strict: true }
  return fixed
}

function captureFunction(variable: string, value: object, context: Capture): Draft {
  const { recipe, refused } = context
  if (commandOf(value) !== undefined) {
    const draft = newDraft(value, recipe)
    recipe.waiting.push(draft)
    return draft
  }
  const text = Function.prototype.toString.call(value)
  // Helper that tsx and esbuild put around functions to keep their names.
  if (variable === '__name')
    return fixedDraft(
      value,
      '(target, value) => Object.defineProperty(target, "name", { value, configurable: true })',
      context,
    )
  if (/\{\s*\[native code\]\s*\}$/.test(text)) {
    const kind = nameOf(value).startsWith('bound ') ? 'a bound function' : 'a native function'
    throw refusal(refused, `the captured variable \`${variable}\` is ${kind}, which has no source`, {
      remedy: 'Write a function that makes the call, or import it inside a module of its own.',
      variable,
    })
  }
  const draft = Object.assign(newDraft(value, recipe), inspectFunction(value))
  const { location } = draft
  if (location === undefined || location.url.startsWith('node:internal')) {
    throw refusal(refused, `the captured variable \`${variable}\` is a function of Node itself`, {
      remedy: 'Import it by name at the top of the file.',
      variable,
    })
  }
  if (mayBeExported(location)) recipe.waiting.push(draft)
  else fill(draft, recipe)
  return draft
}

/** Copies together what is not copied yet, so that values which share parts still do. Shared memory stays shared. */
function copyValues({ fresh }: Recipe): void {
  const drafts = fresh.splice(0)
  const copies = structuredClone(drafts.map(({ values }) => values))
  for (const [index, draft] of drafts.entries()) Object.assign(draft.values, copies[index])
}

/** Numbers the drafts that the root reaches; those behind an export are left out. */
function emit(root: Draft): ShippedFunction[] {
  const order: Draft[] = [root]
  const place = (draft: Draft): number | ExportRef | CommandRef => {
    if (draft.exported !== undefined) return draft.exported
    const index = order.indexOf(draft)
    return index < 0 ? order.push(draft) - 1 : index
  }
  const functions: ShippedFunction[] = []
  for (let index = 0; index < order.length; index += 1) {
    const draft = order[index] as Draft
    const links = Object.fromEntries(Object.entries(draft.links).map(([name, linked]) => [name, place(linked)]))
    functions.push({
      ...(draft.base as NonNullable<Draft['base']>),
      imports: draft.imports,
      values: draft.values,
      links,
    })
  }
  return functions
}
