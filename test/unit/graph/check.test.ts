import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Graph, pythonWorkflowDefinition, renderJson, renderMermaid, renderSvg } from '../../../src/graph/index.ts'
import { anyGraph, call, edge, value } from './graphs.ts'

const renderers = { pythonWorkflowDefinition, renderJson, renderMermaid, renderSvg }

function assertAllRefuse(graph: Graph, message: string): void {
  for (const render of Object.values(renderers)) assert.throws(() => render(graph), { name: 'TypeError', message })
}

describe('every picture and export', () => {
  it('refuses a cycle and names the calls in their order', () => {
    const nodes = ['load', 'mesh', 'solve', 'plot'].map((id) => call(id))
    const edges = [edge('load', 'mesh'), edge('mesh', 'solve'), edge('solve', 'plot'), edge('solve', 'mesh')]
    assertAllRefuse(
      { nodes, edges },
      'Calls that wait for each other never start: `solve` → `mesh` → `solve`.\nTake one of these edges out.',
    )
  })

  it('refuses a call that waits for itself', () => {
    assertAllRefuse(
      { nodes: [call('a')], edges: [edge('a', 'a')] },
      'Calls that wait for each other never start: `a` → `a`.\nTake one of these edges out.',
    )
  })

  it('tells calls of one function apart by their ids in a cycle', () => {
    assertAllRefuse(
      { nodes: [call('1', 'step'), call('2', 'step')], edges: [edge('1', '2'), edge('2', '1')] },
      'Calls that wait for each other never start: `step (2)` → `step (1)` → `step (2)`.\nTake one of these edges out.',
    )
  })

  it('names the ends of a long cycle', () => {
    const nodes = [...Array(40).keys()].map((i) => call(`c${i}`))
    const edges = nodes.map((_, i) => edge(`c${i}`, `c${(i + 1) % 40}`))
    assertAllRefuse(
      { nodes, edges },
      'Calls that wait for each other never start: `c1` → `c2` → `c3` → `c4` → `c5` → `c6` → `c7` → `c8` → `c9` → `c10` → … 30 more → `c1`.\nTake one of these edges out.',
    )
  })

  it('refuses an edge to a node that is not there with the nearest one', () => {
    const message = 'An edge of the graph names the node `solvr`, which is not there.\nDid you mean `solve`?'
    assertAllRefuse({ nodes: [call('solve'), value('x', 1)], edges: [edge('x', 'solvr')] }, message)
    assertAllRefuse(
      { nodes: [call('solve')], edges: [edge('mesh', 'solve')] },
      'An edge of the graph names the node `mesh`, which is not there.\nAdd it to `nodes`.',
    )
  })

  it('refuses two nodes of one id', () => {
    assertAllRefuse(
      { nodes: [call('a'), value('a', 1)], edges: [] },
      'Expected the nodes of a graph to differ in `id`, got `a` twice.',
    )
  })

  it('finds a cycle wherever an edge closes one', () => {
    const closed = fc.tuple(anyGraph, fc.nat(), fc.nat()).filter(([{ edges }]) => edges.length > 0)
    fc.assert(
      fc.property(closed, ([{ nodes, edges }, which]) => {
        const { from, to } = edges[which % edges.length]!
        assert.throws(() => renderSvg({ nodes, edges: [...edges, edge(to, from)] }), /^TypeError: Calls that wait/)
      }),
    )
  })

  it('takes long chains', () => {
    const nodes = [...Array(5000).keys()].map((i) => call(`c${i}`, 'step'))
    const edges = nodes.slice(1).map((_, i) => edge(`c${i}`, `c${i + 1}`))
    assert.equal(renderSvg({ nodes, edges }).match(/<path d="M[^"]*C/g)?.length, edges.length)
  })
})
