/** What one call asks for. What is left out comes from the executor's own `resources`, then from the defaults here. */
export interface ResourceRequest {
  /**
   * Ranks that run the call together. More than one needs MPI and is refused for now.
   *
   * @default 1
   */
  readonly cores?: number | undefined
  /**
   * Threads of one rank: from 1 up. The call reserves cores × threadsPerCore, and the variables that numeric libraries read
   * (`OMP_NUM_THREADS` and its kin) are set to it before the worker starts.
   *
   * @default 1
   */
  readonly threadsPerCore?: number | undefined
  /**
   * GPUs of one rank, which nobody else gets while the call runs.
   *
   * @default 0
   */
  readonly gpusPerCore?: number | undefined
  /** Most memory of the call's processes together: bytes, or text such as `'2 GB'`. `Infinity` is no limit, the default. */
  readonly memory?: number | string | undefined
  /** Folder the call runs in. Default: the program's own. */
  readonly cwd?: string | undefined
  /** Environment variables besides the program's own; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /**
   * Longest time from start to end: milliseconds, or text such as `'90 min'` or `'1:30:00'`. `Infinity` is no limit, the
   * default.
   */
  readonly walltime?: number | string | undefined
  /**
   * Calls with a larger number start first.
   *
   * @default 0
   */
  readonly priority?: number | undefined
  /**
   * Whether nothing else may run on the executor at the same time.
   *
   * @default false
   */
  readonly exclusive?: boolean | undefined
}

/** A request that is complete and checked. */
export interface Resources {
  readonly cores: number
  readonly threadsPerCore: number
  readonly gpusPerCore: number
  /** `Infinity` where nothing limits it. */
  readonly memoryBytes: number
  readonly cwd: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** `Infinity` where nothing limits it. */
  readonly walltimeMs: number
  readonly priority: number
  readonly exclusive: boolean
}

/** Every name a request may have; the type keeps the list complete. */
const KEYS: { readonly [Key in keyof Required<ResourceRequest>]: true } = {
  cores: true,
  threadsPerCore: true,
  gpusPerCore: true,
  memory: true,
  cwd: true,
  env: true,
  walltime: true,
  priority: true,
  exclusive: true,
}

/** The names a request may have, in the order of the documentation. */
export const RESOURCE_NAMES: readonly string[] = Object.keys(KEYS)
