import fc from 'fast-check'
import type { CallNode, Graph, GraphEdge, ResultNode, ValueNode } from '../../../src/graph/index.ts'

/** A call of a function of the program, or of a module. */
export const call = (id: string, name: string = id, module?: string): CallNode => ({ kind: 'call', id, name, module })

export const value = (id: string, content: unknown, name?: string): ValueNode => ({
  kind: 'value',
  id,
  name,
  value: content,
})

export const result = (id: string, name: string = id): ResultNode => ({ kind: 'result', id, name })

export const edge = (from: string, to: string, toPort?: string | number, fromPort?: string | number): GraphEdge => ({
  from,
  to,
  toPort,
  fromPort,
})

/** The example of the Python Workflow Definition: a product and a quotient, and their sum. */
export const arithmetic: Graph = {
  nodes: [
    call('p', 'get_prod_and_div', 'workflow'),
    call('s', 'get_sum', 'workflow'),
    value('x', 1, 'x'),
    value('y', 2, 'y'),
  ],
  edges: [edge('x', 'p', 'x'), edge('y', 'p', 'y'), edge('p', 's', 'x', 'prod'), edge('p', 's', 'y', 'div')],
}

/** Any graph of calls and values without a cycle, its nodes in any order. */
export const anyGraph: fc.Arbitrary<Graph> = fc.nat(14).chain((count) =>
  fc
    .record({
      kinds: fc.array(fc.constantFrom('call', 'value'), { minLength: count, maxLength: count }),
      pairs: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.option(fc.string()), fc.option(fc.string())), {
        maxLength: 3 * count,
      }),
      names: fc.array(fc.string({ unit: 'binary', maxLength: 50 }), { minLength: count, maxLength: count }),
      order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
    })
    .map(({ kinds, pairs, names, order }) => ({
      nodes: order.map((i) => (kinds[i] === 'call' ? call(`n${i}`, names[i]) : value(`n${i}`, names[i], 'v'))),
      edges: pairs
        .map(([a, b, toPort, fromPort]) => ({ from: a % count, to: b % count, toPort, fromPort }))
        .filter(({ from, to }) => from < to)
        .map(({ from, to, toPort, fromPort }) =>
          edge(`n${from}`, `n${to}`, toPort ?? undefined, fromPort ?? undefined),
        ),
    })),
)
