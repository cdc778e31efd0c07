import { type ParsedFunction, parseFunction, type SyntaxNode } from './parse-function.ts'

/** What a function declares of its arguments. */
export interface Signature {
  readonly parameters: readonly string[] | undefined
  readonly arity: number
}

// Parameter lists without calls, strings or comments: they can be split by hand, and most are such.
const PLAIN_LIST = /^(?:async\b\s*)?(?:function\b\s*)?\*?\s*[\w$]*\s*\(([\w$\s,{}:.=-]*)\)\s*(?:=>|\{)/
const BARE_NAME = /^(?:async\s+)?[\w$]+\s*=>/

/** What may look at arguments that no parameter names; `[native code]` is a bound function. */
const READS_ALL_ARGUMENTS = /\barguments\b|\[native code\]/

/** Reads names and number of the parameters, without a parser where the list is plain. */
export function readSignature(text: string, name: string, parsed?: ParsedFunction): Signature {
  const signature = readDeclared(text, name, parsed)
  return READS_ALL_ARGUMENTS.test(text) ? { ...signature, arity: Math.max(2, signature.arity) } : signature
}

function readDeclared(text: string, name: string, parsed?: ParsedFunction): Signature {
  if (BARE_NAME.test(text)) return { parameters: undefined, arity: 1 }
  const list = parsed === undefined ? PLAIN_LIST.exec(text)?.[1] : undefined
  if (list !== undefined) return readPlainList(list)
  const params = ((parsed ?? parseFunction(text, name))?.node.params ?? []) as SyntaxNode[]
  const hasRest = params.at(-1)?.type === 'RestElement'
  return { parameters: patternNames(params[0]), arity: hasRest ? Math.max(2, params.length) : params.length }
}

function readPlainList(list: string): Signature {
  const params = splitTopLevel(list)
  const pattern = /^\{(.*?)\}\s*(?:=\s*\{\s*\})?$/s.exec(params[0] ?? '')?.[1]
  const arity = params.at(-1)?.startsWith('...') === true ? Math.max(2, params.length) : params.length
  if (pattern === undefined) return { parameters: undefined, arity }
  const members = splitTopLevel(pattern)
  if (members.some((member) => member.startsWith('...'))) return { parameters: undefined, arity }
  return { parameters: members.map((member) => (/^[\w$]+/.exec(member) ?? [''])[0]), arity }
}

function splitTopLevel(list: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const char of list) {
    if (char === '{') depth += 1
    if (char === '}') depth -= 1
    if (char === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function patternNames(param: SyntaxNode | undefined): readonly string[] | undefined {
  const pattern = (param?.type === 'AssignmentPattern' ? param.left : param) as SyntaxNode | undefined
  if (pattern?.type !== 'ObjectPattern') return undefined
  const names = (pattern.properties as SyntaxNode[]).map((property) => {
    const key = property.key as { name?: string; value?: unknown } | undefined
    if (property.type !== 'Property' || property.computed === true || key === undefined) return undefined
    return key.name ?? String(key.value)
  })
  return names.every((name) => name !== undefined) ? names : undefined
}
