import { orderNodes } from './check-graph.ts'
import type { CallNode, Graph, GraphNode, ValueNode } from './graph.ts'
import { type Json, toJson } from './json.ts'
import { nodeLabel } from './label.ts'

/** A node of a Python Workflow Definition. */
export type WorkflowNode =
  | { readonly id: number; readonly type: 'function'; readonly value: string }
  | { readonly id: number; readonly type: 'input'; readonly value: Json; readonly name: string }
  | { readonly id: number; readonly type: 'output'; readonly name: string }

/** An edge of a Python Workflow Definition. A port that is `null` means the whole. */
export interface WorkflowEdge {
  readonly target: number
  readonly targetPort: string | null
  readonly source: number
  readonly sourcePort: string | null
}

/** A Python Workflow Definition of version 0.1.0, ready for `JSON.stringify`. */
export interface PythonWorkflow {
  readonly version: '0.1.0'
  readonly nodes: readonly WorkflowNode[]
  readonly edges: readonly WorkflowEdge[]
}

/**
 * The graph in the exchange format of Python workflow systems (executorlib, jobflow, pyiron, AiiDA). A graph without a
 * result node gets one, `result`, of the last call that no other call needs.
 *
 * @throws {TypeError} for a value that JSON cannot hold, naming it, and for what is no graph
 */
export function pythonWorkflowDefinition(graph: Graph): PythonWorkflow {
  orderNodes(graph)
  const ids = new Map(graph.nodes.map(({ id }, place) => [id, place]))
  const nodes = graph.nodes.map((node, id) => workflowNode(node, id))
  const edges = graph.edges.map(({ from, to, fromPort, toPort }) => ({
    target: ids.get(to) ?? -1,
    targetPort: portOf(toPort),
    source: ids.get(from) ?? -1,
    sourcePort: portOf(fromPort),
  }))
  const last = lastCall(graph)
  if (last === undefined) return { version: '0.1.0', nodes, edges }
  const output = nodes.length
  return {
    version: '0.1.0',
    nodes: [...nodes, { id: output, type: 'output', name: 'result' }],
    edges: [...edges, { target: output, targetPort: null, source: ids.get(last.id) ?? -1, sourcePort: null }],
  }
}

function workflowNode(node: GraphNode, id: number): WorkflowNode {
  if (node.kind === 'call') return { id, type: 'function', value: `${moduleName(node)}.${functionName(node)}` }
  if (node.kind === 'result') return { id, type: 'output', name: node.name }
  return { id, type: 'input', value: inputValue(node), name: node.name ?? `input_${id}` }
}

/** The call whose result is the graph's, where no node says which it is. */
function lastCall({ nodes, edges }: Graph): CallNode | undefined {
  if (nodes.some(({ kind }) => kind === 'result')) return undefined
  const needed = new Set(edges.map(({ from }) => from))
  return nodes
    .filter((node) => node.kind === 'call')
    .filter(({ id }) => !needed.has(id))
    .at(-1)
}

/** `lib.model` stays; of `file:///home/me/my.model.mjs?v=2` the name `my_model` is left. */
function moduleName({ module }: CallNode): string {
  if (module === undefined) return '__main__'
  if (/^[\p{L}\p{N}_]+(\.[\p{L}\p{N}_]+)*$/u.test(module) && !/\.[cm]?[jt]sx?$/.test(module)) return module
  const file =
    module
      .replace(/[?#].*$/su, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  const name = file.replace(/\.[^.]*$/u, '').replaceAll(/[^\p{L}\p{N}_]/gu, '_')
  return name === '' ? '__main__' : name
}

function functionName({ name }: CallNode): string {
  return /[\p{L}\p{N}_]/u.test(name) ? name.replaceAll(/[^\p{L}\p{N}_]/gu, '_') : 'anonymous'
}

function inputValue(node: ValueNode): Json {
  const { value, name, id } = node
  const json = toJson(value, () => undefined)
  if (json !== undefined) return json
  throw new TypeError(
    `A Python Workflow Definition holds JSON alone, and the value \`${name ?? id}\` is or contains something else: \`${nodeLabel(node)}\`.\nGive the calls numbers, texts, arrays and plain objects, or make the value in a call of its own.`,
  )
}

function portOf(port: string | number | undefined): string | null {
  return port === undefined ? null : String(port)
}
