import { loadEslintScope } from './load-parsers.ts'
import type { ParsedFunction, SyntaxNode } from './parse-function.ts'

export interface FreeVariables {
  /** Names the function uses and does not declare, globals included, sorted. */
  readonly free: readonly string[]
  /** Those of them that it assigns. */
  readonly assigned: readonly string[]
  /** Name of a captured base class: it is used when the class is made, so V8 need not keep it. */
  readonly heritage: string | undefined
  /** What cannot work in another process, as a sentence part. */
  readonly obstacle: string | undefined
}

/** Finds the free variables of a parsed function by scope analysis. */
export function findFreeVariables({ form, program, node }: ParsedFunction): FreeVariables {
  const scopes = loadEslintScope().analyze(program as never, {
    ecmaVersion: 2022,
    sourceType: 'script',
    ignoreEval: true,
  })
  const free = new Set<string>()
  const assigned = new Set<string>()
  for (const scope of scopes.scopes) {
    for (const reference of scope.references) {
      if (reference.resolved !== null && reference.resolved.defs.length > 0) continue
      const { name } = reference.identifier
      if (reference.resolved !== null && name === 'arguments') continue
      free.add(name as string)
      if (reference.isWrite()) assigned.add(name as string)
    }
  }
  const obstacle = findObstacle(node, {
    ownsSuper: false,
    ownsThis: node.type !== 'ArrowFunctionExpression',
    ownsPrivate: false,
  })
  const lexical = free.has('arguments') ? 'it uses `arguments` of the function around it' : undefined
  const base = node.superClass as SyntaxNode | null | undefined
  return {
    free: [...free].sort(),
    assigned: [...assigned].sort(),
    heritage: form === 'expression' && base?.type === 'Identifier' ? (base.name as string) : undefined,
    obstacle: obstacle ?? lexical,
  }
}

interface Surroundings {
  readonly ownsSuper: boolean
  readonly ownsThis: boolean
  readonly ownsPrivate: boolean
}

function findObstacle(node: SyntaxNode, around: Surroundings): string | undefined {
  return (
    obstacleAt(node, around) ??
    children(node).reduce<string | undefined>(
      (found, child) => found ?? findObstacle(child, within(node, child, around)),
      undefined,
    )
  )
}

function obstacleAt(node: SyntaxNode, { ownsSuper, ownsThis, ownsPrivate }: Surroundings): string | undefined {
  const named = (child: unknown) => (child as { name?: string } | undefined)?.name
  if (node.type === 'MetaProperty' && named(node.meta) === 'import') return 'it uses `import.meta`'
  if (node.type === 'MetaProperty' && !ownsThis) return 'it uses `new.target` of the function around it'
  if (node.type === 'Super' && !ownsSuper) return 'it uses `super`'
  if (node.type === 'ThisExpression' && !ownsThis) return 'it uses `this` of the function around it'
  if (node.type === 'PrivateIdentifier' && !ownsPrivate) return `it uses the private member \`#${named(node)}\``
  if (node.type === 'CallExpression' && named(node.callee) === 'eval')
    return 'it calls `eval` directly, which hides what it captures'
  if (node.type === 'WithStatement') return 'it uses `with`, which hides what it captures'
  return undefined
}

function within(node: SyntaxNode, child: SyntaxNode, around: Surroundings): Surroundings {
  if (node.type === 'ClassBody') return { ownsSuper: true, ownsThis: true, ownsPrivate: true }
  if (node.type === 'Property' && node.method === true && child === node.value)
    return { ...around, ownsSuper: true, ownsThis: true }
  if (node.type === 'Property' && node.kind !== 'init' && child === node.value)
    return { ...around, ownsSuper: true, ownsThis: true }
  if (child.type === 'FunctionExpression' && node.type !== 'Property') return { ...around, ownsThis: true }
  if (child.type === 'FunctionExpression' || child.type === 'FunctionDeclaration') return { ...around, ownsThis: true }
  return around
}

function children(node: SyntaxNode): SyntaxNode[] {
  const isNode = (value: unknown): value is SyntaxNode => typeof (value as SyntaxNode | null)?.type === 'string'
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}
