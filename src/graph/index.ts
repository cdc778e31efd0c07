export type { CallNode, Graph, GraphEdge, GraphNode, ResultNode, ValueNode } from './graph.ts'
export type { Json } from './json.ts'
export {
  type PythonWorkflow,
  pythonWorkflowDefinition,
  type WorkflowEdge,
  type WorkflowNode,
} from './python-workflow.ts'
export { renderJson } from './render-json.ts'
export { renderMermaid } from './render-mermaid.ts'
export { renderSvg } from './render-svg.ts'
