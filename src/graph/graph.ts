/** A call of a function: what runs. */
export interface CallNode {
  readonly kind: 'call'
  readonly id: string
  /** Name of the function. */
  readonly name: string
  /** Where the function is: a module's URL, path or dotted name. Absent for functions of the program itself. */
  readonly module?: string | undefined
}

/** A value that is given to calls. */
export interface ValueNode {
  readonly kind: 'value'
  readonly id: string
  /** Name of the parameter it was first given for. */
  readonly name?: string | undefined
  readonly value: unknown
}

/** A result that is wanted at the end. */
export interface ResultNode {
  readonly kind: 'result'
  readonly id: string
  readonly name: string
}

export type GraphNode = CallNode | ValueNode | ResultNode

/** What goes from one node to another. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** The part of the result that is taken, when it is not the whole. */
  readonly fromPort?: string | number | undefined
  /** The parameter it is given for. */
  readonly toPort?: string | number | undefined
}

/**
 * Calls and what goes between them. Plain data: every function that takes a graph refuses ids that are used twice, edges
 * to nodes that are not there, and cycles, naming them.
 */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}
