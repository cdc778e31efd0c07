import type { Resources } from './resources.ts'

/**
 * Calls with equal shapes can run on the same worker: it holds all that is fixed when a worker starts. Priority, walltime
 * and `exclusive` belong to a call alone.
 */
export function shapeOf({ cores, threadsPerCore, gpusPerCore, memoryBytes, cwd, env }: Resources): string {
  const variables = Object.keys(env)
    .sort()
    .map((name) => [name, env[name] ?? null])
  const memory = memoryBytes === Number.POSITIVE_INFINITY ? null : memoryBytes
  return JSON.stringify([cores, threadsPerCore, gpusPerCore, memory, cwd ?? null, variables])
}

/** Places of the executor's `maxCores` that a call takes while it runs. */
export function slotsOf({ cores, threadsPerCore }: Resources): number {
  return cores * threadsPerCore
}
