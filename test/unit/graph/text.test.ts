import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Graph, pythonWorkflowDefinition, renderJson, renderMermaid } from '../../../src/graph/index.ts'
import { anyGraph, arithmetic, call, edge, result, value } from './graphs.ts'

/** The label of the one node of a graph, as Mermaid gets it. */
const label = (node: Graph['nodes'][number]): string | undefined =>
  /^ {2}n0\(?\[?\(?"(.*)"/m.exec(renderMermaid({ nodes: [node], edges: [] }))?.[1]

describe('renderMermaid', () => {
  it('draws values, calls and results with what goes between them', () => {
    const graph: Graph = {
      nodes: [...arithmetic.nodes, result('r', 'total')],
      edges: [...arithmetic.edges, edge('s', 'r')],
    }
    assert.equal(
      renderMermaid(graph),
      `flowchart TD
  n0(["1"]):::isValue
  n1(["2"]):::isValue
  n2["get_prod_and_div"]:::isCall
  n3["get_sum"]:::isCall
  n4{{"total"}}:::isResult
  n0 -->|"x"| n2
  n1 -->|"y"| n2
  n2 -->|"prod → x"| n3
  n2 -->|"div → y"| n3
  n3 --> n4
  classDef isCall fill:#e8effc,stroke:#3566c8,color:#16202e
  classDef isValue fill:#fff6df,stroke:#b07d10,color:#16202e
  classDef isResult fill:#e5f4e8,stroke:#2f7d3b,color:#16202e
`,
    )
  })

  it('writes whatever Mermaid would read as a mark by its code point', () => {
    assert.equal(label(call('a', '"]; click n0')), '#34;#93;#59; click n0')
    assert.equal(label(call('a', '<b>#amp;')), '#60;b#62;#35;amp#59;')
    assert.equal(label(call('a', '__init__')), '#95;#95;init#95;#95;')
    assert.equal(label(call('a', '1. first')), '1#46; first')
    assert.equal(label(call('a', '`code` *bold*')), '#96;code#96; #42;bold#42;')
    assert.equal(label(call('a', '')), '#32;')
  })

  it('keeps any name and value inside its own line and quotes', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const lines = renderMermaid(graph).trimEnd().split('\n').slice(1, -3)
        assert.equal(lines.length, graph.nodes.length + graph.edges.length)
        for (const line of lines) {
          assert.match(
            line,
            /^ {2}n\d+(\["[^"[\]<>`*]+"\]|\(\["[^"[\]<>`*]+"\]\)):::is(Call|Value)$|^ {2}n\d+ -->(\|"[^"|]+"\|)? n\d+$/,
          )
        }
      }),
    )
  })

  it('prints values in a few characters', () => {
    const printed: readonly [unknown, string][] = [
      [0.5, '0.5'],
      [-0, '-0'],
      [7n, '7n'],
      ['a\nb', "'a b'"],
      ['x'.repeat(100_000), `'${'x'.repeat(34)}…`],
      [undefined, 'undefined'],
      [null, 'null'],
      [Math.max, 'max()'],
      [() => 0, 'function()'],
      [new Float64Array(1000), 'Float64Array(1000)'],
      [new Map([[1, 2]]), 'Map(1)'],
      [new Date(0), '1970-01-01T00#58;00#58;00.000Z'],
    ]
    for (const [content, text] of printed) assert.equal(label(value('a', content))?.replaceAll(':', '#58;'), text)
    assert.equal(label(value('a', [1, [2, 3], 'x', 4, 5, 6])), "#91;1, #91;… 2#93;, 'x', … 3 more#93;")
    assert.equal(label(value('a', { beta: 1, size: 2 })), '#123; beta, size #125;')
    assert.equal(label(value('a', Object.create(null))), '#123;#125;')
  })
})

describe('renderJson', () => {
  it('holds nodes and edges, and a short text for what JSON cannot hold', () => {
    const graph: Graph = {
      nodes: [call('f', 'fit', 'file:///a/model.mjs'), value('x', { a: [1, Number.NaN], b: new Map() }, 'x')],
      edges: [edge('x', 'f', 'options')],
    }
    assert.deepEqual(JSON.parse(renderJson(graph)), {
      format: 'windrow-graph',
      version: 1,
      nodes: [
        { kind: 'call', id: 'f', name: 'fit', module: 'file:///a/model.mjs' },
        { kind: 'value', id: 'x', name: 'x', value: { a: [1, 'NaN'], b: 'Map(0)' } },
      ],
      edges: [{ from: 'x', to: 'f', toPort: 'options' }],
    })
  })

  it('ends at a value that contains itself', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    const { nodes } = JSON.parse(renderJson({ nodes: [value('x', loop)], edges: [] }))
    assert.deepEqual(nodes[0].value, { self: '{ self }' })
  })

  it('is JSON for any graph', () => {
    fc.assert(fc.property(anyGraph, (graph) => JSON.parse(renderJson(graph)).nodes.length === graph.nodes.length))
  })
})

describe('pythonWorkflowDefinition', () => {
  it('writes the nodes and edges of version 0.1.0, with the result of the last call', () => {
    assert.deepEqual(pythonWorkflowDefinition(arithmetic), {
      version: '0.1.0',
      nodes: [
        { id: 0, type: 'function', value: 'workflow.get_prod_and_div' },
        { id: 1, type: 'function', value: 'workflow.get_sum' },
        { id: 2, type: 'input', value: 1, name: 'x' },
        { id: 3, type: 'input', value: 2, name: 'y' },
        { id: 4, type: 'output', name: 'result' },
      ],
      edges: [
        { target: 0, targetPort: 'x', source: 2, sourcePort: null },
        { target: 0, targetPort: 'y', source: 3, sourcePort: null },
        { target: 1, targetPort: 'x', source: 0, sourcePort: 'prod' },
        { target: 1, targetPort: 'y', source: 0, sourcePort: 'div' },
        { target: 4, targetPort: null, source: 1, sourcePort: null },
      ],
    })
  })

  it('takes the result of the last call that none needs, not of a helper that was added last', () => {
    const graph: Graph = {
      nodes: [call('sum'), call('list'), value('x', 1, 'x')],
      edges: [edge('list', 'sum', 'values'), edge('x', 'list', 0)],
    }
    assert.deepEqual(pythonWorkflowDefinition(graph).edges.at(-1), {
      target: 3,
      targetPort: null,
      source: 0,
      sourcePort: null,
    })
  })

  it('keeps the results that the graph names', () => {
    const graph: Graph = { nodes: [call('f'), result('r', 'energy')], edges: [edge('f', 'r', undefined, 0)] }
    assert.deepEqual(pythonWorkflowDefinition(graph), {
      version: '0.1.0',
      nodes: [
        { id: 0, type: 'function', value: '__main__.f' },
        { id: 1, type: 'output', name: 'energy' },
      ],
      edges: [{ target: 1, targetPort: null, source: 0, sourcePort: '0' }],
    })
  })

  it('names every function as a module and a name that Python could have', () => {
    const named: readonly [string, string | undefined, string][] = [
      ['fit', undefined, '__main__.fit'],
      ['', undefined, '__main__.anonymous'],
      ['a b.c', 'lib.model', 'lib.model.a_b_c'],
      ['fit', 'file:///home/me/my.model.mjs?v=2', 'my_model.fit'],
      ['fit', 'model.ts', 'model.fit'],
      ['fit', 'C:\\work\\model.js', 'model.fit'],
      ['fit', 'node:fs', 'node_fs.fit'],
      ['fit', 'https://host/', '__main__.fit'],
    ]
    for (const [name, module, expected] of named) {
      const [node] = pythonWorkflowDefinition({ nodes: [call('f', name, module)], edges: [] }).nodes
      assert.deepEqual(node, { id: 0, type: 'function', value: expected })
    }
  })

  it('writes typed arrays as lists and nothing as null', () => {
    const { nodes } = pythonWorkflowDefinition({
      nodes: [value('x', { a: new Float64Array([1, 2]), b: undefined })],
      edges: [],
    })
    assert.deepEqual(nodes, [{ id: 0, type: 'input', value: { a: [1, 2], b: null }, name: 'input_0' }])
  })

  it('refuses a value that JSON cannot hold instead of writing another', () => {
    for (const content of [Number.NaN, 7n, new Map(), [1, new Date(0)], () => 0]) {
      assert.throws(() => pythonWorkflowDefinition({ nodes: [value('x', content, 'tolerance')], edges: [] }), {
        name: 'TypeError',
        message:
          /^A Python Workflow Definition holds JSON alone, and the value `tolerance` is or contains .*\nGive the/,
      })
    }
  })
})
