import { orderNodes } from './check-graph.ts'
import type { Graph } from './graph.ts'
import { toJson } from './json.ts'
import { printValue } from './label.ts'

/**
 * The graph as JSON text of its nodes and edges, for programs of your own. Values that JSON cannot hold are there as a
 * short text.
 *
 * @throws {TypeError} when calls wait for each other in a cycle, or an edge names no node
 */
export function renderJson(graph: Graph): string {
  orderNodes(graph)
  const nodes = graph.nodes.map((node) =>
    node.kind === 'value' ? { ...node, value: toJson(node.value, printValue) } : node,
  )
  return `${JSON.stringify({ format: 'windrow-graph', version: 1, nodes, edges: graph.edges }, undefined, 2)}\n`
}
