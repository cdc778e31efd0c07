import type { Program } from 'acorn'
import type { FunctionLocation } from '../inspect-function.ts'
import { loadAcorn } from './load-parsers.ts'
import type { SyntaxNode } from './parse-function.ts'

/** What an imported name stands for. `*` is the namespace, `=` what `require` returns, `=name` a property of that. */
export interface ImportBinding {
  readonly specifier: string
  readonly name: string
}

/** What a script's top level says about its names. */
export interface ModuleBindings {
  readonly imports: ReadonlyMap<string, ImportBinding>
  /** True where code outside an ES module is strict. */
  readonly strict: boolean
  readonly body: readonly SyntaxNode[]
  readonly source: string
}

const WRAPPING_HELPERS = /^(__toESM|__importStar|__importDefault|_interopRequireWildcard|_interopRequireDefault)$/

/** Reads imports, CommonJS requires and what loaders made of either; a script that does not parse has none. */
export function readModuleBindings(source: string): ModuleBindings {
  const program = parseScript(source)
  const body = program === undefined ? [] : topLevel(program)
  const imports = new Map<string, ImportBinding>()
  for (const statement of body) {
    if (statement.type === 'ImportDeclaration') readImport(statement, imports)
    if (statement.type === 'VariableDeclaration') {
      for (const declarator of statement.declarations as SyntaxNode[]) readRequire(declarator, imports)
    }
  }
  return { imports, strict: body.some(isUseStrict), body, source }
}

/** Export name of the top-level function written at a location, found in the text alone: safe while the module is still evaluating. */
export function findStaticExport({ body, source }: ModuleBindings, location: FunctionLocation): string | undefined {
  const offset = offsetOf(source, location)
  const starts = (node: unknown) => {
    const { type, start, body: inner } = (node ?? {}) as SyntaxNode & { body?: SyntaxNode }
    if (type === undefined || !/Function/.test(type) || inner === undefined) return false
    return start <= offset && offset <= (inner as SyntaxNode).start
  }
  let local: string | undefined
  for (const statement of body) {
    const declaration = (statement.declaration ?? statement) as SyntaxNode
    if (statement.type === 'ExportDefaultDeclaration' && starts(declaration)) return 'default'
    const name = declaredName(declaration, starts)
    if (name !== undefined && statement.type === 'ExportNamedDeclaration') return name
    local ??= name
  }
  return local === undefined ? undefined : exportedAs(local, body, source)
}

function parseScript(source: string): Program | undefined {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return loadAcorn().parse(source, {
        ecmaVersion: 'latest',
        sourceType,
        allowHashBang: true,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
      })
    } catch {
      // The next reading may fit.
    }
  }
  return undefined
}

/** The statements of a script, and of the one function that a loader wraps around a whole file. */
function topLevel(program: Program): SyntaxNode[] {
  const statements = program.body as unknown as SyntaxNode[]
  return statements.flatMap((statement) => {
    if (statement.type !== 'ExpressionStatement') return [statement]
    const expression = statement.expression as SyntaxNode
    const wrapper = (expression.type === 'CallExpression' ? expression.callee : expression) as SyntaxNode
    const block = /^(Arrow)?FunctionExpression$/.test(wrapper.type) ? (wrapper.body as SyntaxNode) : undefined
    return block?.type === 'BlockStatement' ? [statement, ...(block.body as SyntaxNode[])] : [statement]
  })
}

function isUseStrict(statement: SyntaxNode): boolean {
  return statement.directive === 'use strict'
}

function readImport(statement: SyntaxNode, imports: Map<string, ImportBinding>): void {
  const specifier = String((statement.source as unknown as { value: unknown }).value)
  for (const each of statement.specifiers as SyntaxNode[]) {
    const imported = each.imported as { name?: string; value?: string } | undefined
    const name =
      each.type === 'ImportDefaultSpecifier'
        ? 'default'
        : each.type === 'ImportNamespaceSpecifier'
          ? '*'
          : (imported?.name ?? imported?.value ?? '')
    imports.set((each.local as unknown as { name: string }).name, { specifier, name })
  }
}

function readRequire(declarator: SyntaxNode, imports: Map<string, ImportBinding>): void {
  const required = requiredModule(declarator.init as SyntaxNode | null)
  const id = declarator.id as SyntaxNode & { name?: string }
  if (required === undefined) return
  if (id.type === 'Identifier' && id.name !== undefined) imports.set(id.name, required)
  if (id.type !== 'ObjectPattern') return
  for (const property of id.properties as SyntaxNode[]) {
    const key = property.key as { name?: string } | undefined
    const local = property.value as { name?: string } | undefined
    if (property.computed === true || key?.name === undefined || local?.name === undefined) continue
    imports.set(local.name, { specifier: required.specifier, name: required.name === '=' ? `=${key.name}` : key.name })
  }
}

function requiredModule(init: SyntaxNode | null): ImportBinding | undefined {
  const node = (init?.type === 'AwaitExpression' ? init.argument : init) as SyntaxNode | null
  if (node?.type === 'ImportExpression') return literal(node.source, '*')
  if (node?.type !== 'CallExpression') return undefined
  const callee = (node.callee as { name?: string }).name ?? ''
  const [argument] = node.arguments as SyntaxNode[]
  if (callee === 'require') return literal(argument, '=')
  if (callee === 'jitiImport') return literal(argument, '*')
  if (!WRAPPING_HELPERS.test(callee)) return undefined
  const inner = requiredModule(argument ?? null)
  return inner === undefined ? undefined : { ...inner, name: '*' }
}

function literal(node: unknown, name: string): ImportBinding | undefined {
  const value = (node as { value?: unknown } | undefined)?.value
  return typeof value === 'string' ? { specifier: value, name } : undefined
}

function offsetOf(source: string, { line, column }: FunctionLocation): number {
  let start = 0
  for (let n = 1; n < line; n += 1) start = source.indexOf('\n', start) + 1
  return start + column - 1
}

function declaredName(node: SyntaxNode, starts: (node: unknown) => boolean): string | undefined {
  if (node.type === 'FunctionDeclaration' && starts(node)) return (node.id as { name?: string } | null)?.name
  if (node.type !== 'VariableDeclaration') return undefined
  const hit = (node.declarations as SyntaxNode[]).find(({ init }) => starts(init) || starts(namedByHelper(init)))
  return (hit?.id as { name?: string } | undefined)?.name
}

/** `__name(function, "name")`, as esbuild writes it. */
function namedByHelper(init: unknown): unknown {
  const call = init as { type?: string; arguments?: unknown[] } | null
  return call?.type === 'CallExpression' ? call.arguments?.[0] : undefined
}

function exportedAs(local: string, body: readonly SyntaxNode[], source: string): string | undefined {
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration' && (statement.declaration as { name?: string }).name === local)
      return 'default'
    if (statement.type !== 'ExportNamedDeclaration' || statement.source != null) continue
    for (const each of statement.specifiers as SyntaxNode[]) {
      if ((each.local as { name?: string }).name === local) return (each.exported as { name?: string }).name
    }
  }
  // What loaders write for `export`: a getter or an assignment that names the function.
  const escaped = local.replaceAll('$', '\\$')
  const rewritten = new RegExp(
    `\\bexports\\.${escaped} *=|["']${escaped}["'], *(?:\\(\\) *=>|\\{)|\\b${escaped}: *\\(\\) *=> *${escaped}\\b`,
  )
  return !body.some(({ type }) => /^(Import|Export)/.test(type)) && rewritten.test(source) ? local : undefined
}
