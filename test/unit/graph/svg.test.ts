import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { type Graph, renderSvg } from '../../../src/graph/index.ts'
import { anyGraph, arithmetic, call, edge, result, value } from './graphs.ts'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The nodes of a picture, in its own order. */
const boxesOf = (svg: string): Box[] =>
  [...svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/g)].map(
    ([, x, y, width, height]) => ({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) }),
  )

/** Where edges start and end. */
const linesOf = (svg: string): number[][] =>
  [...svg.matchAll(/<path d="M([-\d.]+) ([-\d.]+)C.*?([-\d.]+) ([-\d.]+)"\/>\n/g)].map((match) =>
    match.slice(1).map(Number),
  )

const labelsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '')

const middle = ({ x, width }: Box): number => x + width / 2

describe('renderSvg', () => {
  it('draws every node and both ends of every edge with a name', () => {
    const svg = renderSvg({ nodes: [...arithmetic.nodes, result('r')], edges: [...arithmetic.edges, edge('s', 'r')] })
    assert.deepEqual(labelsOf(svg).sort(), [
      '1',
      '2',
      'div',
      'get_prod_and_div',
      'get_sum',
      'prod',
      'r',
      'x',
      'x',
      'y',
      'y',
    ])
    assert.match(svg, /<title>2 calls on 2 values<\/title>/)
    assert.match(svg, /<title>get_sum of workflow<\/title>/)
  })

  it('is the same text for the same graph', () => {
    assert.equal(renderSvg(arithmetic), renderSvg(structuredClone(arithmetic)))
  })

  it('is a picture also when nothing is in it', () => {
    assert.deepEqual(new Resvg(renderSvg({ nodes: [], edges: [] })).render().width, 48)
  })

  it('orders nodes so that edges do not cross without need', () => {
    const nodes = ['a', 'b', 'c', 'm', 'n'].map((id) => call(id))
    const lines = linesOf(renderSvg({ nodes, edges: [edge('a', 'm'), edge('b', 'n'), edge('c', 'm')] }))
    for (const [start, , end] of lines) {
      for (const [otherStart, , otherEnd] of lines) assert.ok((start! - otherStart!) * (end! - otherEnd!) >= 0)
    }
    assert.equal(lines.length, 3)
  })

  it('stands a chain upright', () => {
    const svg = renderSvg({
      nodes: ['a', 'longer', 'c'].map((id) => call(id)),
      edges: [edge('a', 'longer'), edge('longer', 'c')],
    })
    const middles = boxesOf(svg).map(middle)
    assert.ok(Math.max(...middles) - Math.min(...middles) < 0.2)
  })

  it('puts a value right above the first call that takes it', () => {
    const graph: Graph = {
      nodes: [value('v', 1), call('a'), call('b'), call('c')],
      edges: [edge('a', 'b'), edge('b', 'c'), edge('v', 'c')],
    }
    const labels = labelsOf(renderSvg(graph))
    const heights = new Map(boxesOf(renderSvg(graph)).map(({ y }, place) => [labels[place], y]))
    assert.equal(heights.get('1'), heights.get('b'))
  })

  it('leads every edge down from border to border, and lets no nodes touch', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const svg = renderSvg(graph)
        const boxes = boxesOf(svg)
        const lines = linesOf(svg)
        assert.equal(boxes.length, graph.nodes.length)
        assert.equal(lines.length, graph.edges.length)
        const [, w, h] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number)
        for (const [i, a] of boxes.entries()) {
          assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= w! && a.y + a.height <= h!)
          for (const b of boxes.slice(i + 1)) {
            assert.ok(a.y !== b.y || a.x + a.width < b.x || b.x + b.width < a.x)
          }
        }
        const ends = (at: number[], [x, y]: [number, number]): boolean =>
          boxes.some(
            (box) =>
              x >= box.x - 0.2 &&
              x <= box.x + box.width + 0.2 &&
              at.some((k) => Math.abs(box.y + k * box.height - y) < 0.2),
          )
        for (const [x0, y0, x1, y1] of lines as [number, number, number, number][]) {
          assert.ok(y0 < y1)
          assert.ok(ends([1], [x0, y0]) && ends([0], [x1, y1]))
        }
      }),
    )
  })

  it('is well-formed whatever names and values hold', () => {
    const hostile = '</text><script>alert(1)</script>&"\'\0\u{d800}\u{ffff}]]>'
    const svg = renderSvg({
      nodes: [call('a', hostile), value('b', hostile)],
      edges: [edge('b', 'a', hostile, hostile)],
    })
    assert.ok(!svg.includes('<script'))
    assert.ok(new Resvg(svg).render().width > 0)
    fc.assert(
      fc.property(anyGraph, (graph) => {
        new Resvg(renderSvg(graph), { font: { loadSystemFonts: false } })
      }),
      { numRuns: 50 },
    )
  })
})
