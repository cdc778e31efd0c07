import type { Resources } from './resources.ts'

/** A GPU as drivers name it: its number, or a text such as `'GPU-8f6d…'`. */
export type Device = number | string

/** Variables for a worker's environment; `undefined` takes one away. They must be there before the worker starts. */
export type Environment = Readonly<Record<string, string | undefined>>

const THREAD_VARIABLES = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'BLIS_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'NUMBA_NUM_THREADS',
  'RAYON_NUM_THREADS',
] as const

/** The variables that say which GPUs a process may see. */
export const GPU_VARIABLES = [
  'CUDA_VISIBLE_DEVICES',
  'HIP_VISIBLE_DEVICES',
  'ROCR_VISIBLE_DEVICES',
  'ZE_AFFINITY_MASK',
] as const

/** Threads that Node itself keeps for files, name look-up, zlib and crypto. */
const NODE_POOL_SIZE = 4

/**
 * What makes numeric libraries use so many threads. Node's own pool (`UV_THREADPOOL_SIZE`) mostly waits for disks, and one
 * blocked read would stop every other file access in a smaller pool, so it may grow with the threads and never shrinks.
 */
export function threadEnvironment(threadsPerCore: number): Environment {
  const count = String(threadsPerCore)
  const environment: Record<string, string> = {}
  for (const name of THREAD_VARIABLES) environment[name] = count
  if (threadsPerCore > NODE_POOL_SIZE) environment.UV_THREADPOOL_SIZE = count
  return environment
}

/**
 * What shows a process these devices and no others; none hides them all. AMD's runtimes apply `ROCR_VISIBLE_DEVICES` first
 * and count what it left from 0, so `HIP_VISIBLE_DEVICES` counts on from there: the same numbers in both find no GPU.
 */
export function gpuEnvironment(devices: readonly Device[]): Environment {
  if (devices.length === 0) {
    return {
      CUDA_VISIBLE_DEVICES: '-1',
      HIP_VISIBLE_DEVICES: '-1',
      ROCR_VISIBLE_DEVICES: '-1',
      ZE_AFFINITY_MASK: undefined,
    }
  }
  const list = devices.join(',')
  return {
    CUDA_VISIBLE_DEVICES: list,
    HIP_VISIBLE_DEVICES: devices.map((_, place) => place).join(','),
    ROCR_VISIBLE_DEVICES: list,
    // Level Zero knows numbers alone.
    ZE_AFFINITY_MASK: devices.every((device) => /^\d+(\.\d+)?$/.test(String(device))) ? list : undefined,
  }
}

/**
 * All variables of a worker beside the program's own: threads, devices, and the request's `env`, which wins. Without a
 * list of `devices` nothing is said about GPUs.
 */
export function workerEnvironment(resources: Resources, devices?: readonly Device[]): Environment {
  const gpus = devices === undefined ? {} : gpuEnvironment(devices)
  return { ...threadEnvironment(resources.threadsPerCore), ...gpus, ...resources.env }
}

/**
 * A complete environment from an inherited one and changes. What is taken away is absent, because a thread would get the
 * text `undefined` where a process gets nothing.
 */
export function applyEnvironment(inherited: Environment, changes: Environment): Record<string, string> {
  const entries = Object.entries({ ...inherited, ...changes })
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
