import type { ShippedTask } from './task-ref.ts'

export { loadTask } from './load/load-task.ts'
export { taskName } from './task-name.ts'
export type { ExportRef, ShippedFunction, ShippedTask, SourceRef, TaskRef } from './task-ref.ts'

/**
 * Makes a function ready for workers: a reference where it is an export of a module, else its source with the values it
 * captures now. What does this work is loaded at the first call: workers import this folder too.
 */
export async function shipTask(fn: (...args: never[]) => unknown): Promise<ShippedTask> {
  return (await import('./ship-task.ts')).shipTask(fn)
}
