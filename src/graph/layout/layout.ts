import type { Graph, GraphEdge, GraphNode } from '../graph.ts'
import { type Layered, layerGraph, portsWidth, type Route } from './cells.ts'

import { orderLayers } from './order-layers.ts'
import { placeCells } from './place-cells.ts'

/** Where something is, in pixels from the upper left corner. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A node in the picture; `x` and `y` are its centre. */
export interface PlacedNode extends Point {
  readonly node: GraphNode
  readonly width: number
}

/** An edge in the picture, from the lower border of one node to the upper border of another. */
export interface PlacedEdge {
  readonly edge: GraphEdge
  readonly points: readonly Point[]
}

/** A graph with a place for everything. */
export interface Layout {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly width: number
  readonly height: number
}

export const NODE_HEIGHT = 34
const LAYER_DISTANCE = 104
const MARGIN = 24

/** Finds a place for everything: what is needed stands above what needs it. */
export function layOut(graph: Graph): Layout {
  const layered = layerGraph(graph)
  const centres = placeCells(layered, orderLayers(layered))
  const left = layered.cells.reduce(
    (least, { width }, cell) => Math.min(least, at(centres, cell) - width / 2),
    Infinity,
  )
  const right = layered.cells.reduce(
    (most, { width }, cell) => Math.max(most, at(centres, cell) + width / 2),
    -Infinity,
  )
  const isEmpty = layered.cells.length === 0
  const place = (cell: number): Point => ({
    x: at(centres, cell) - left + MARGIN,
    y: MARGIN + NODE_HEIGHT / 2 + (layered.cells[cell]?.layer ?? 0) * LAYER_DISTANCE,
  })
  return {
    nodes: layered.cells.flatMap(({ node, width }, cell) =>
      node === undefined ? [] : [{ node, width, ...place(cell) }],
    ),
    edges: placeEdges(layered, place),
    width: isEmpty ? 2 * MARGIN : right - left + 2 * MARGIN,
    height: isEmpty ? 2 * MARGIN : 2 * MARGIN + NODE_HEIGHT + (layered.layers.length - 1) * LAYER_DISTANCE,
  }
}

function placeEdges({ routes }: Layered, place: (cell: number) => Point): PlacedEdge[] {
  const starts = spread(routes, { place, end: 'from' })
  const ends = spread(routes, { place, end: 'to' })
  return routes.map((route, index) => {
    const inner = route.cells.slice(1, -1).map(place)
    const [first, last] = [route.cells[0] ?? 0, route.cells.at(-1) ?? 0]
    const start = { x: place(first).x + at(starts, index), y: place(first).y + NODE_HEIGHT / 2 }
    const end = { x: place(last).x + at(ends, index), y: place(last).y - NODE_HEIGHT / 2 }
    return { edge: route.edge, points: [start, ...inner, end] }
  })
}

interface Spreading {
  readonly place: (cell: number) => Point
  readonly end: 'from' | 'to'
}

/**
 * How far from a node's middle each edge starts or ends: side by side in the order of where the edges lead, each with the room
 * of its label. Where no start of a node has a label, all start in its middle.
 */
function spread(routes: readonly Route[], { place, end }: Spreading): Float64Array {
  const byNode = new Map<number, number[]>()
  for (const [index, { cells }] of routes.entries()) {
    const node = (end === 'from' ? cells[0] : cells.at(-1)) ?? 0
    const known = byNode.get(node)
    if (known === undefined) byNode.set(node, [index])
    else known.push(index)
  }
  const towards = (index: number): number => {
    const cells = routes[index]?.cells ?? []
    return place((end === 'from' ? cells[1] : cells.at(-2)) ?? 0).x
  }
  const portOf = (index: number): string | number | undefined =>
    end === 'from' ? routes[index]?.edge.fromPort : routes[index]?.edge.toPort
  const offsets = new Float64Array(routes.length)
  for (const indices of byNode.values()) {
    if (end === 'from' && indices.every((index) => portOf(index) === undefined)) continue
    indices.sort((a, b) => towards(a) - towards(b))
    let x = -portsWidth(indices.map(portOf)) / 2
    for (const index of indices) {
      const width = portsWidth([portOf(index)])
      offsets[index] = x + width / 2
      x += width
    }
  }
  return offsets
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0
}
