import { nearestName } from '../util/index.ts'
import type { Graph, GraphNode } from './graph.ts'

const LONGEST_CYCLE_PRINTED = 12

/**
 * The nodes in an order in which every node comes after those it needs, otherwise as they are given. Throws a `TypeError`
 * for what is no graph of calls.
 */
export function orderNodes({ nodes, edges }: Graph): readonly GraphNode[] {
  const byId = indexNodes(nodes)
  const needed = new Map<string, number>()
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    for (const id of [from, to]) if (!byId.has(id)) throw unknownNode(id, [...byId.keys()])
    needed.set(to, (needed.get(to) ?? 0) + 1)
    const after = next.get(from)
    if (after === undefined) next.set(from, [to])
    else after.push(to)
  }
  const order = nodes.filter(({ id }) => !needed.has(id))
  for (const { id } of order) {
    for (const to of next.get(id) ?? []) {
      const left = (needed.get(to) ?? 0) - 1
      needed.set(to, left)
      const node = byId.get(to)
      if (left === 0 && node !== undefined) order.push(node)
    }
  }
  if (order.length < nodes.length) throw cycleIn(order, { nodes, edges })
  return order
}

function indexNodes(nodes: readonly GraphNode[]): ReadonlyMap<string, GraphNode> {
  const byId = new Map<string, GraphNode>()
  for (const node of nodes) {
    if (byId.has(node.id))
      throw new TypeError(`Expected the nodes of a graph to differ in \`id\`, got \`${node.id}\` twice.`)
    byId.set(node.id, node)
  }
  return byId
}

function unknownNode(id: string, known: readonly string[]): TypeError {
  const nearest = nearestName(id, known)
  const hint = nearest === undefined ? 'Add it to `nodes`.' : `Did you mean \`${nearest}\`?`
  return new TypeError(`An edge of the graph names the node \`${id}\`, which is not there.\n${hint}`)
}

/** Every node that no order reaches has one before it that no order reaches, so walking back closes a cycle. */
function cycleIn(ordered: readonly GraphNode[], { nodes, edges }: Graph): TypeError {
  const done = new Set(ordered.map(({ id }) => id))
  const before = new Map<string, string>()
  for (const { from, to } of edges) if (!done.has(from)) before.set(to, from)
  const walked = new Map<string, number>()
  let at = nodes.find(({ id }) => !done.has(id))?.id
  while (at !== undefined && !walked.has(at)) {
    walked.set(at, walked.size)
    at = before.get(at)
  }
  const cycle = [...walked.keys()].slice(walked.get(at ?? '') ?? 0).reverse()
  const names = [...cycle, cycle[0]].map((id) => `\`${labelOf(nodes, id)}\``)
  const shown =
    names.length <= LONGEST_CYCLE_PRINTED
      ? names
      : [
          ...names.slice(0, LONGEST_CYCLE_PRINTED - 2),
          `… ${names.length - LONGEST_CYCLE_PRINTED + 1} more`,
          names.at(-1),
        ]
  return new TypeError(
    `Calls that wait for each other never start: ${shown.join(' → ')}.\nTake one of these edges out.`,
  )
}

/** The name where it says which node is meant, else the id. */
function labelOf(nodes: readonly GraphNode[], id: string | undefined): string {
  const node = nodes.find((each) => each.id === id)
  const name = node?.name
  if (id === undefined || name === undefined) return id ?? ''
  return nodes.filter((each) => each.name === name).length === 1 ? name : `${name} (${id})`
}
