import { orderNodes } from './check-graph.ts'
import type { Graph, GraphNode } from './graph.ts'
import { edgeLabel, nodeLabel } from './label.ts'

/** Left and right of a label, for each kind of node. The classes are not named after the kinds: `call` is a word of Mermaid. */
const SHAPES: Readonly<Record<GraphNode['kind'], readonly [left: string, right: string]>> = {
  call: ['["', '"]:::isCall'],
  value: ['(["', '"]):::isValue'],
  result: ['{{"', '"}}:::isResult'],
}

const CLASSES: readonly string[] = [
  'classDef isCall fill:#e8effc,stroke:#3566c8,color:#16202e',
  'classDef isValue fill:#fff6df,stroke:#b07d10,color:#16202e',
  'classDef isResult fill:#e5f4e8,stroke:#2f7d3b,color:#16202e',
]

/**
 * The graph as a Mermaid flow chart, which GitHub, GitLab and most notebooks draw. Mermaid itself refuses more than 500
 * edges unless its `maxEdges` is raised; `renderSvg` has no such limit.
 *
 * @throws {TypeError} when calls wait for each other in a cycle, or an edge names no node
 */
export function renderMermaid(graph: Graph): string {
  const ids = new Map(orderNodes(graph).map(({ id }, place) => [id, `n${place}`]))
  const nodes = orderNodes(graph).map((node) => {
    const [left, right] = SHAPES[node.kind]
    return `${ids.get(node.id)}${left}${escapeText(nodeLabel(node))}${right}`
  })
  const edges = graph.edges.map((edge) => {
    const label = edgeLabel(edge)
    return `${ids.get(edge.from)} -->${label === '' ? '' : `|"${escapeText(label)}"|`} ${ids.get(edge.to)}`
  })
  return `${['flowchart TD', ...[...nodes, ...edges, ...CLASSES].map((line) => `  ${line}`)].join('\n')}\n`
}

/** Everything but letters, digits and what is text wherever it stands: a point or minus before a digit, `_` inside a name. */
const MARKS = /[^\p{L}\p{N} ,:=()'→…._-]|[.-](?!\p{N})|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu

/** Mermaid reads Markdown, HTML and marks of its own in labels. Code points it decodes last, so they are only text. */
function escapeText(text: string): string {
  return text === '' ? '#32;' : text.replaceAll(MARKS, (mark) => `#${mark.codePointAt(0)};`)
}
