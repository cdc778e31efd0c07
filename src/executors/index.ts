export { executorChecks } from './checks.ts'
export { SingleNodeExecutor, type SingleNodeExecutorOptions, WORKER_KINDS, type WorkerKind } from './single-node.ts'
