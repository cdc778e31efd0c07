import type { Node, Program } from 'acorn'
import { loadAcorn } from './load-parsers.ts'

/** How a function's own text is to be read. */
export type FunctionForm = 'expression' | 'method' | 'class-member' | 'accessor'

/** A syntax node whose fields are looked at by name. */
export type SyntaxNode = Node & Readonly<Record<string, unknown>>

export interface ParsedFunction {
  readonly form: FunctionForm
  /** The text, with a computed key replaced by the name it had. */
  readonly source: string
  readonly program: Program
  readonly node: SyntaxNode
  /** Offset in `source` of the place that V8 gives as the function's location. */
  readonly anchor: number
}

const WRAPPERS: readonly (readonly [FunctionForm, string, string])[] = [
  ['expression', '(', '\n)'],
  ['method', '({', '\n})'],
  ['class-member', '(class extends Object {', '\n})'],
]

/** Parses what `Function.prototype.toString` returns; `undefined` where it is no JavaScript source. */
export function parseFunction(text: string, name: string): ParsedFunction | undefined {
  for (const [form, before, after] of WRAPPERS) {
    const program = parseLeniently(before + text + after)
    if (program === undefined) continue
    const node = member(program, form)
    if (node === undefined) continue
    const key = node.owner?.computed === true ? (node.owner.key as SyntaxNode) : undefined
    if (key !== undefined && key.type !== 'Literal') {
      const [start, end] = [key.start - before.length, key.end - before.length]
      return parseFunction(text.slice(0, start) + JSON.stringify(name) + text.slice(end), name)
    }
    const accessor = node.owner?.kind === 'get' || node.owner?.kind === 'set'
    return {
      form: accessor && form === 'method' ? 'accessor' : form,
      source: text,
      program,
      node: node.body,
      anchor: anchorOf(node.body, text, before.length),
    }
  }
  return undefined
}

/** Module code first: it is strict; sloppy code may use names that strict code may not. */
function parseLeniently(code: string): Program | undefined {
  const { parse } = loadAcorn()
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return parse(code, {
        ecmaVersion: 'latest',
        sourceType,
        allowAwaitOutsideFunction: false,
        allowSuperOutsideMethod: true,
        checkPrivateFields: false,
        ranges: true,
      })
    } catch {
      // The next reading may fit.
    }
  }
  return undefined
}

function member(program: Program, form: FunctionForm): { body: SyntaxNode; owner?: SyntaxNode } | undefined {
  const statement = program.body[0] as unknown as { expression?: SyntaxNode } | undefined
  const expression = statement?.expression
  if (program.body.length !== 1 || expression === undefined) return undefined
  if (form === 'expression') return isFunctionNode(expression) ? { body: expression } : undefined
  const owners = (form === 'method' ? expression.properties : (expression.body as SyntaxNode).body) as SyntaxNode[]
  const [owner] = owners
  const body = owner?.value as SyntaxNode | undefined
  return owners.length === 1 && owner !== undefined && body !== undefined && isFunctionNode(body)
    ? { body, owner }
    : undefined
}

/** V8 points at the parameter list; at an arrow function or a class without constructor it points at the start. */
function anchorOf(node: SyntaxNode, text: string, offset: number): number {
  if (node.type === 'ArrowFunctionExpression') return 0
  if (node.type === 'ClassExpression') {
    const members = (node.body as SyntaxNode).body as SyntaxNode[]
    const maker = members.find((member) => member.kind === 'constructor')
    return maker === undefined ? 0 : (maker.value as SyntaxNode).start - offset
  }
  const id = node.id as SyntaxNode | null | undefined
  return text.indexOf('(', (id?.end ?? node.start) - offset)
}

function isFunctionNode({ type }: Node): boolean {
  return /^(FunctionExpression|ArrowFunctionExpression|ClassExpression)$/.test(type)
}
