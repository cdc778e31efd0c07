export { loadTask } from './load/load-task.ts'
export { shipTask } from './ship-task.ts'
export { taskName } from './task-name.ts'
export type { ExportRef, ShippedFunction, ShippedTask, SourceRef, TaskRef } from './task-ref.ts'
