import { orderNodes } from '../check-graph.ts'
import type { Graph, GraphEdge, GraphNode } from '../graph.ts'
import { nodeLabel, portLabel } from '../label.ts'
import { textWidth } from '../text-width.ts'

/** Something with a place in a layer: a node, or the point where a long edge passes the layer. */
export interface Cell {
  /** Absent where an edge passes. */
  readonly node?: GraphNode
  readonly layer: number
  readonly width: number
  /** Cells it is joined with in the layer above, and in the one below. */
  readonly up: number[]
  readonly down: number[]
}

/** An edge with the cells it runs through, its ends among them. */
export interface Route {
  readonly edge: GraphEdge
  readonly cells: readonly number[]
}

/** A graph cut into layers: every edge leads down. */
export interface Layered {
  readonly cells: readonly Cell[]
  readonly routes: readonly Route[]
  readonly layers: readonly (readonly number[])[]
}

/** Room at both sides of a node's label, and between the labels of edges that end at one node. */
const PADDING = 28
const PORT_GAP = 14
const PASSAGE_WIDTH = 8
const LEAST_WIDTH = 44
/** Size of the type in nodes, and at the ends of edges. */
export const LABEL_SIZE = 13
export const PORT_SIZE = 11
/** Beyond this, long edges are drawn straight, so that a picture nobody could read still takes no minutes. */
const MOST_PASSAGES = 5000

/** Cuts the graph into layers by longest path; values stand right above the first call that takes them. */
export function layerGraph(graph: Graph): Layered {
  const order = orderNodes(graph)
  const incoming = groupBy(graph.edges, ({ to }) => to)
  const outgoing = groupBy(graph.edges, ({ from }) => from)
  const depths = depthsOf(order, outgoing)
  const cells: Cell[] = order.map((node) => ({
    node,
    layer: depths.get(node.id) ?? 0,
    width: nodeWidth(node, { incoming: incoming.get(node.id) ?? [], outgoing: outgoing.get(node.id) ?? [] }),
    up: [],
    down: [],
  }))
  const places = new Map(order.map(({ id }, place) => [id, place]))
  const routes = graph.edges.map((edge) =>
    route(edge, { from: places.get(edge.from) ?? 0, to: places.get(edge.to) ?? 0, cells }),
  )
  return { cells, routes, layers: gather(cells) }
}

/** Room that edges with these labels need side by side at a node. */
export function portsWidth(ports: readonly (string | number | undefined)[]): number {
  return ports.reduce((sum: number, port) => sum + textWidth(portLabel(port), PORT_SIZE) + PORT_GAP, 0)
}

function depthsOf(
  order: readonly GraphNode[],
  outgoing: ReadonlyMap<string, readonly GraphEdge[]>,
): ReadonlyMap<string, number> {
  const depths = new Map<string, number>(order.map(({ id }) => [id, 0]))
  const depthOf = (id: string): number => depths.get(id) ?? 0
  for (const { id } of order) {
    for (const { to } of outgoing.get(id) ?? []) depths.set(to, Math.max(depthOf(to), depthOf(id) + 1))
  }
  for (const { id, kind } of order) {
    const below = outgoing.get(id) ?? []
    if (kind !== 'value' || below.length === 0) continue
    depths.set(id, below.reduce((least, { to }) => Math.min(least, depthOf(to)), Number.POSITIVE_INFINITY) - 1)
  }
  return depths
}

function groupBy(edges: readonly GraphEdge[], keyOf: (edge: GraphEdge) => string): Map<string, GraphEdge[]> {
  const groups = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    const group = groups.get(keyOf(edge))
    if (group === undefined) groups.set(keyOf(edge), [edge])
    else group.push(edge)
  }
  return groups
}

interface Joined {
  readonly incoming: readonly GraphEdge[]
  readonly outgoing: readonly GraphEdge[]
}

function nodeWidth(node: GraphNode, { incoming, outgoing }: Joined): number {
  const starts = outgoing.some(({ fromPort }) => fromPort !== undefined) ? outgoing : []
  return Math.max(
    textWidth(nodeLabel(node), LABEL_SIZE) + PADDING,
    portsWidth(incoming.map(({ toPort }) => toPort)),
    portsWidth(starts.map(({ fromPort }) => fromPort)),
    LEAST_WIDTH,
  )
}

/** Adds a passage in every layer between the ends of an edge. */
function route(edge: GraphEdge, { from, to, cells }: { from: number; to: number; cells: Cell[] }): Route {
  const path = [from]
  const [top, bottom] = [cells[from]?.layer ?? 0, cells[to]?.layer ?? 0]
  if (cells.length + bottom - top < MOST_PASSAGES) {
    for (let layer = top + 1; layer < bottom; layer += 1) {
      path.push(cells.length)
      cells.push({ layer, width: PASSAGE_WIDTH, up: [], down: [] })
    }
  }
  path.push(to)
  path.forEach((cell, place) => {
    const next = path[place + 1]
    if (next === undefined) return
    cells[cell]?.down.push(next)
    cells[next]?.up.push(cell)
  })
  return { edge, cells: path }
}

function gather(cells: readonly Cell[]): number[][] {
  const layers: number[][] = []
  cells.forEach(({ layer }, cell) => {
    while (layers.length <= layer) layers.push([])
    layers[layer]?.push(cell)
  })
  return layers
}
