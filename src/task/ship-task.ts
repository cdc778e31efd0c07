import type { ShippedTask } from './task-ref.ts'

let shipping: typeof import('./prepare-task.ts') | undefined

/**
 * Makes a function ready for workers: as an export of its module, else as source with the values it captures; a command
 * goes as its description.
 *
 * Captured values are copied as they are at the moment of the call, in the first call of a program once the code that
 * reads them is loaded (some 15 ms); memory of a `SharedArrayBuffer` stays shared. What cannot be sent is refused with a
 * `ShipError` that names the variable, the file and line, and what to do.
 *
 * @example
 * ```ts
 * const factor = 3
 * const { ref, parameters } = await shipTask(({ x }) => x * factor)
 * ```
 */
export async function shipTask(fn: (...args: never[]) => unknown): Promise<ShippedTask> {
  // Without an await once it is loaded: nothing may change a captured variable in between.
  shipping ??= await import('./prepare-task.ts')
  return shipping.prepareTask(fn)
}
