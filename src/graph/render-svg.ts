import type { Graph, GraphNode } from './graph.ts'
import { nodeLabel, portLabel, printValue } from './label.ts'
import { LABEL_SIZE, PORT_SIZE } from './layout/cells.ts'
import { layOut, NODE_HEIGHT, type PlacedEdge, type PlacedNode, type Point } from './layout/layout.ts'

/** Fill, border and corner radius of each kind of node. */
const LOOKS: Readonly<Record<GraphNode['kind'], readonly [fill: string, border: string, radius: number]>> = {
  call: ['#e8effc', '#3566c8', 5],
  value: ['#fff6df', '#b07d10', NODE_HEIGHT / 2],
  result: ['#e5f4e8', '#2f7d3b', 12],
}

const FONT = 'system-ui, -apple-system, &quot;Segoe UI&quot;, Helvetica, Arial, sans-serif'
const INK = '#16202e'
const LINE = '#5b6878'
/** From a node's border to the middle of an edge's label. */
const LABEL_DISTANCE = 18
const LONGEST_TITLE = 400

/**
 * The graph as an SVG picture: what is needed stands above what needs it. It holds its own colours, a white ground and the
 * text of every node, and nothing is executed or fetched when it is opened.
 *
 * @throws {TypeError} when calls wait for each other in a cycle, or an edge names no node
 */
export function renderSvg(graph: Graph): string {
  const { nodes, edges, width, height } = layOut(graph)
  const [w, h] = [Math.ceil(width), Math.ceil(height)]
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" font-family="${FONT}">`,
    `<title>${escapeXml(titleOf(graph))}</title>`,
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 1 10 5 0 9Z" fill="${LINE}"/></marker></defs>`,
    `<rect width="${w}" height="${h}" fill="#ffffff"/>`,
    `<g fill="none" stroke="${LINE}" stroke-width="1.3" marker-end="url(#arrow)">`,
    ...edges.map(({ points }) => `<path d="${curve(points)}"/>`),
    '</g>',
    `<g font-size="${LABEL_SIZE}" text-anchor="middle" fill="${INK}" stroke-width="1.4">`,
    ...nodes.map(renderNode),
    '</g>',
    `<g font-size="${PORT_SIZE}" text-anchor="middle" fill="${LINE}" stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke">`,
    ...edges.flatMap(renderPorts),
    '</g>',
    '</svg>',
  ]
  return `${lines.join('\n')}\n`
}

function renderNode({ node, x, y, width }: PlacedNode): string {
  const [fill, border, radius] = LOOKS[node.kind]
  const box = `x="${round(x - width / 2)}" y="${round(y - NODE_HEIGHT / 2)}" width="${round(width)}" height="${NODE_HEIGHT}" rx="${radius}"`
  return `<g><title>${escapeXml(fullText(node).slice(0, LONGEST_TITLE))}</title><rect ${box} fill="${fill}" stroke="${border}"/><text x="${round(x)}" y="${round(y + 4.5)}">${escapeXml(nodeLabel(node))}</text></g>`
}

function fullText(node: GraphNode): string {
  if (node.kind === 'result') return `result ${node.name}`
  if (node.kind === 'call') return node.module === undefined ? node.name : `${node.name} of ${node.module}`
  return node.name === undefined ? printValue(node.value) : `${node.name} = ${printValue(node.value)}`
}

function renderPorts({ edge, points }: PlacedEdge): string[] {
  const [start, end] = [points[0], points.at(-1)]
  const texts: string[] = []
  if (start !== undefined && edge.fromPort !== undefined) {
    texts.push(renderPort(portLabel(edge.fromPort), { x: start.x, y: start.y + LABEL_DISTANCE - 2 }))
  }
  if (end !== undefined && edge.toPort !== undefined) {
    texts.push(renderPort(portLabel(edge.toPort), { x: end.x, y: end.y - LABEL_DISTANCE + 4 }))
  }
  return texts
}

function renderPort(text: string, { x, y }: Point): string {
  return `<text x="${round(x)}" y="${round(y)}">${escapeXml(text)}</text>`
}

/** A line that leaves downwards, passes every point upright and arrives downwards. */
function curve(points: readonly Point[]): string {
  return points
    .map((point, place) => {
      const before = points[place - 1]
      if (before === undefined) return `M${round(point.x)} ${round(point.y)}`
      const bend = (point.y - before.y) / 2
      return `C${[before.x, before.y + bend, point.x, point.y - bend, point.x, point.y].map(round).join(' ')}`
    })
    .join('')
}

function titleOf({ nodes }: Graph): string {
  const count = (kind: GraphNode['kind']): number => nodes.filter((node) => node.kind === kind).length
  const [calls, values] = [count('call'), count('value')]
  return `${calls} ${calls === 1 ? 'call' : 'calls'} on ${values} ${values === 1 ? 'value' : 'values'}`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for XML, without what XML cannot hold at all: control characters and halves of characters. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
